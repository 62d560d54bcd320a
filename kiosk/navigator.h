#pragma once

#include <QList>
#include <QObject>
#include <QString>
#include <QtQml/qqmlregistration.h>

class QQmlEngine;
class QJSEngine;

namespace Hall {

/// Where the visitor stands and how to go on; screens only show the result. The history never
/// reaches back past the home screen and is forgotten with the session.
class Navigator : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_SINGLETON
    Q_PROPERTY(Hall::Navigator::Screen screen READ screen NOTIFY moved)
    Q_PROPERTY(Hall::Navigator::Listing listing READ listing NOTIFY moved)
    Q_PROPERTY(QString subject READ subject NOTIFY moved)
    Q_PROPERTY(QString itemId READ itemId NOTIFY moved)
    Q_PROPERTY(QString caseId READ caseId NOTIFY caseChosen)
    Q_PROPERTY(int page READ page NOTIFY moved)
    Q_PROPERTY(bool canGoBack READ canGoBack NOTIFY moved)
    Q_PROPERTY(int visit READ visit NOTIFY moved)

public:
    enum class Screen {
        Attract,
        Home,
        Topics,
        List,
        Guide,
        TakeAway,
        Search,
        Fees,
        Hotlines,
        Notices,
        Units,
    };
    Q_ENUM(Screen)

    /// What a list or a page of tiles is about.
    enum class Listing { Topic, People, LifeEvent, Unit, Hot };
    Q_ENUM(Listing)

    // No default constructor: QML would prefer it to create() and make a part of its own.
    explicit Navigator(QObject *parent);
    static Navigator *create(QQmlEngine *engine, QJSEngine *);

    Screen screen() const { return m_here.screen; }

    Listing listing() const { return m_here.listing; }

    QString subject() const { return m_here.subject; } ///< id of the topic or unit of a list

    QString itemId() const { return m_here.itemId; }

    QString caseId() const { return m_here.caseId; } ///< empty: not chosen yet

    int page() const { return m_here.page; } ///< the page of a list that was open here

    bool canGoBack() const { return !m_history.isEmpty(); }

    int visit() const { return m_visit; } ///< counts moves, so that each makes a fresh screen

    Q_INVOKABLE void openTopics(Hall::Navigator::Listing listing);
    Q_INVOKABLE void openList(Hall::Navigator::Listing listing, const QString &subject);
    Q_INVOKABLE void openUnits();
    Q_INVOKABLE void openGuide(const QString &itemId);
    Q_INVOKABLE void chooseCase(const QString &caseId);
    Q_INVOKABLE void openTakeAway();

    /// Remembers the open page of a list, for the way back.
    Q_INVOKABLE void keepPage(int page);

    Q_INVOKABLE void openSearch();
    Q_INVOKABLE void openFees();
    Q_INVOKABLE void openHotlines();
    Q_INVOKABLE void openNotices();

    /// One step back; on the home screen and the attract loop nothing happens.
    Q_INVOKABLE void back();

    /// To the home screen; from the attract loop it begins a session.
    Q_INVOKABLE void home();

    /// Forgets the visitor and shows the attract loop.
    Q_INVOKABLE void endSession();

Q_SIGNALS:
    void moved();
    void caseChosen();
    void sessionEnded();

private:
    struct Place {
        Screen screen = Screen::Attract;
        Listing listing = Listing::Topic;
        QString subject;
        QString itemId;
        QString caseId;
        int page = 0;
    };

    void go(const Place &place);
    void show(const Place &place);

    Place m_here;
    QList<Place> m_history;
    int m_visit = 0;
};

} // namespace Hall
