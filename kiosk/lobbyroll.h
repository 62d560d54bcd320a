#pragma once

#include "kiosk/library.h"
#include "kiosk/lobbyplan.h"

#include <QAbstractListModel>
#include <QPointer>
#include <QQmlParserStatus>
#include <QTimer>
#include <QtQml/qqmlregistration.h>

namespace Hall {

/// The rows of the lobby page on screen: text, value and how many lines the text takes.
class LobbyRowModel : public QAbstractListModel {
    Q_OBJECT
    QML_ANONYMOUS

public:
    enum Role { TextRole = Qt::UserRole + 1, ValueRole, LinesRole, HeadingRole, StackedRole };

    using QAbstractListModel::QAbstractListModel;

    void setRows(const QList<LobbyRow> &rows);
    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

private:
    QList<LobbyRow> m_rows;
};

/// The rolling display: which page is up and when the next one comes. Time is an argument of
/// advance(); content is taken up at the end of a round, at once for an urgent notice.
class LobbyRoll : public QObject, public QQmlParserStatus {
    Q_OBJECT
    Q_INTERFACES(QQmlParserStatus)
    QML_ELEMENT
    Q_PROPERTY(QString title READ title NOTIFY pageChanged)
    Q_PROPERTY(bool urgent READ urgent NOTIFY pageChanged)
    Q_PROPERTY(bool notice READ notice NOTIFY pageChanged)
    Q_PROPERTY(int page READ page WRITE setPage NOTIFY pageChanged)
    Q_PROPERTY(int pageCount READ pageCount NOTIFY pageChanged)
    Q_PROPERTY(QAbstractListModel *rows READ rows CONSTANT)
    Q_PROPERTY(double emMm READ emMm NOTIFY geometryChanged)
    Q_PROPERTY(double scale READ scale NOTIFY pageChanged)
    Q_PROPERTY(
        double panelWidthMm MEMBER m_panelWidthMm WRITE setPanelWidthMm NOTIFY geometryChanged)
    Q_PROPERTY(
        double panelHeightMm MEMBER m_panelHeightMm WRITE setPanelHeightMm NOTIFY geometryChanged)
    Q_PROPERTY(double readingDistanceMm MEMBER m_distanceMm WRITE setReadingDistanceMm NOTIFY
            geometryChanged)

public:
    explicit LobbyRoll(QObject *parent = nullptr);

    /// Reads the library's release from now on; the page on screen stays up for the rest of its
    /// time unless the release brings an urgent notice.
    void setLibrary(Library *library);

    /// Called a few times a second; turns the page when its time is over and, at midnight or at the
    /// end of a round, asks the release again what is valid now.
    void advance(const QDateTime &now);

    void setPanelWidthMm(double millimetres);
    void setPanelHeightMm(double millimetres);
    void setReadingDistanceMm(double millimetres);

    QString title() const { return current().title; }

    bool urgent() const { return current().urgent; }

    bool notice() const { return current().kind == LobbyPageKind::Notice; }

    int page() const { return m_index; } ///< from 0

    int pageCount() const { return static_cast<int>(m_pages.size()); }

    QAbstractListModel *rows() { return &m_rows; }

    double emMm() const { return lobbyEmMm(geometry()); }

    double scale() const { return current().scale; }

    const QList<LobbyPage> &pages() const { return m_pages; }

    /// Turns to a page at once, for the self-test and the technician; the roll goes on from there.
    void setPage(int page);

    void classBegin() override { }

    /// Takes the library and the clock of the engine that made this roll.
    void componentComplete() override;

Q_SIGNALS:
    void pageChanged();
    void geometryChanged();

private:
    LobbyGeometry geometry() const { return { { m_panelWidthMm, m_panelHeightMm }, m_distanceMm }; }

    LobbyPage current() const { return m_pages.value(m_index); }

    void takeUp();
    void changeGeometry(double &member, double millimetres);
    void rebuild(const QDateTime &now);
    void show(int index, const QDateTime &now);

    QPointer<Library> m_library;
    LobbyChoice m_choice;
    double m_panelWidthMm = 1218;
    double m_panelHeightMm = 685;
    double m_distanceMm = 5000;
    QList<LobbyPage> m_pages;
    LobbyRowModel m_rows;
    QTimer m_timer;
    int m_index = 0;
    QDateTime m_shownSince;
};

} // namespace Hall
