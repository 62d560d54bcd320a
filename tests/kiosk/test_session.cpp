#include "kiosk/kiosk.h"
#include "kiosk/session.h"

#include <QSignalSpy>
#include <QTest>

using namespace Hall;

class TestSession : public QObject {
    Q_OBJECT

private Q_SLOTS:

    void typesAndErases()
    {
        Session session(nullptr);
        session.type(QStringLiteral("s"));
        session.type(QStringLiteral("f"));
        session.eraseLast();
        QCOMPARE(session.query(), QStringLiteral("s"));
        session.eraseLast();
        session.eraseLast();
        QCOMPARE(session.query(), QString());
        session.setQuery(QString(500, QLatin1Char('a')));
        QCOMPARE(session.query().size(), 40);
    }

    void theEndLeavesNothingOfTheQuery()
    {
        Session session(nullptr);
        session.setQuery(QStringLiteral("zhongqingmarker"));
        const QChar *letters = session.query().constData();
        session.setElder(true);
        session.setLowReach(true);
        session.setHighContrast(true);
        session.reset();
        QCOMPARE(session.query(), QString());
        QVERIFY(!session.elder() && !session.lowReach() && !session.highContrast());
        // The buffer is kept and reused, so the place the letters stood in may be looked at.
        QCOMPARE(*letters, QChar(0));
    }

    void idleTimeEndsTheSessionOfAWholeKiosk()
    {
        Options options;
        options.content = QStringLiteral("/nonexistent");
        Kiosk kiosk(options, Metrics::Panel(), [] { return QDateTime::currentDateTime(); });
        kiosk.navigator()->home();
        kiosk.session()->setQuery(QStringLiteral("sfz"));
        kiosk.session()->setElder(true);
        kiosk.navigator()->openSearch();
        kiosk.idleWatch()->tick(kiosk.uptimeMs() + 180'500);
        QVERIFY(kiosk.idleWatch()->warning());
        kiosk.idleWatch()->tick(kiosk.uptimeMs() + 211'000);
        QCOMPARE(kiosk.navigator()->screen(), Navigator::Screen::Attract);
        QCOMPARE(kiosk.session()->query(), QString());
        QVERIFY(!kiosk.session()->elder());
        QVERIFY(!kiosk.navigator()->canGoBack());
    }
};

QTEST_GUILESS_MAIN(TestSession)
#include "test_session.moc"
