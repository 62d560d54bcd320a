#pragma once

#include "kiosk/library.h"

#include <QAbstractListModel>
#include <QPointer>
#include <QQmlParserStatus>
#include <QVariantList>
#include <QtQml/qqmlregistration.h>

namespace Hall {

/// A list of the release as rows of named values. Content changes only as a whole release, so a
/// change is always a reset; each list says which roles it has and how its rows are read.
class ContentModel : public QAbstractListModel, public QQmlParserStatus {
    Q_OBJECT
    Q_INTERFACES(QQmlParserStatus)
    QML_ANONYMOUS
    Q_PROPERTY(int count READ count NOTIFY loaded)

public:
    using Rows = QList<QVariantList>;

    /// Reads the library's release from now on; null empties the list.
    void setLibrary(Library *library);

    int count() const { return static_cast<int>(m_rows.size()); }

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

    void classBegin() override { }

    /// Takes the library of the engine that made this list.
    void componentComplete() override;

Q_SIGNALS:
    void loaded();

protected:
    explicit ContentModel(const QList<QByteArray> &roles, QObject *parent);

    /// The rows, values in the order of the roles.
    virtual Rows read(const Reading &reading) const = 0;

    void reload();

    Library *library() const { return m_library; }

    /// Sets a property and reloads where it changed.
    template <typename T> void set(T &member, const T &value)
    {
        if (member != value) {
            member = value;
            reload();
        }
    }

private:
    QList<QByteArray> m_roles;
    QPointer<Library> m_library;
    Rows m_rows;
};

} // namespace Hall
