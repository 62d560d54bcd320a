#include "kiosk/navigator.h"

#include <QSignalSpy>
#include <QTest>

using Hall::Navigator;

class TestNavigator : public QObject {
    Q_OBJECT

private Q_SLOTS:

    void beginsAndEndsWithTheAttractLoop()
    {
        Navigator navigator(nullptr);
        QSignalSpy ended(&navigator, &Navigator::sessionEnded);
        QCOMPARE(navigator.screen(), Navigator::Screen::Attract);
        navigator.home();
        QCOMPARE(navigator.screen(), Navigator::Screen::Home);
        navigator.openGuide(QStringLiteral("HZ08"));
        navigator.endSession();
        QCOMPARE(navigator.screen(), Navigator::Screen::Attract);
        QCOMPARE(navigator.itemId(), QString());
        QVERIFY(!navigator.canGoBack());
        QCOMPARE(ended.count(), 1);
    }

    void goesBackStepByStepAndNeverPastHome()
    {
        Navigator navigator(nullptr);
        navigator.home();
        navigator.openList(Navigator::Listing::Topic, QStringLiteral("hukou"));
        navigator.openGuide(QStringLiteral("HZ08"));
        navigator.openTakeAway();
        QCOMPARE(navigator.screen(), Navigator::Screen::TakeAway);
        QCOMPARE(navigator.itemId(), QStringLiteral("HZ08"));
        navigator.back();
        QCOMPARE(navigator.screen(), Navigator::Screen::Guide);
        navigator.back();
        QCOMPARE(navigator.screen(), Navigator::Screen::List);
        QCOMPARE(navigator.subject(), QStringLiteral("hukou"));
        navigator.back();
        navigator.back();
        navigator.back();
        QCOMPARE(navigator.screen(), Navigator::Screen::Home);
    }

    void keepsThePageOfAListOnTheWayBack()
    {
        Navigator navigator(nullptr);
        navigator.home();
        navigator.openList(Navigator::Listing::Hot, {});
        navigator.keepPage(2);
        navigator.openGuide(QStringLiteral("HZ08"));
        QCOMPARE(navigator.page(), 0);
        navigator.back();
        QCOMPARE(navigator.page(), 2);
    }

    void keepsTheChosenCaseOnTheWayBack()
    {
        Navigator navigator(nullptr);
        navigator.home();
        navigator.openGuide(QStringLiteral("HZ08"));
        navigator.chooseCase(QStringLiteral("lost"));
        navigator.openTakeAway();
        QCOMPARE(navigator.caseId(), QStringLiteral("lost"));
        navigator.back();
        QCOMPARE(navigator.caseId(), QStringLiteral("lost"));
        navigator.openGuide(QStringLiteral("CR31"));
        QCOMPARE(navigator.caseId(), QString());
    }

    void takesNothingAwayWithoutAGuide()
    {
        Navigator navigator(nullptr);
        navigator.home();
        navigator.openTakeAway();
        QCOMPARE(navigator.screen(), Navigator::Screen::Home);
    }

    void aScreenOpenedTwiceIsOneStep()
    {
        Navigator navigator(nullptr);
        navigator.home();
        navigator.openFees();
        navigator.openFees();
        navigator.back();
        QCOMPARE(navigator.screen(), Navigator::Screen::Home);
    }

    void aLongWalkForgetsItsOldestSteps()
    {
        Navigator navigator(nullptr);
        navigator.home();
        for (int step = 0; step < 100; ++step) {
            navigator.openGuide(QString::number(step));
        }
        int steps = 0;
        while (navigator.canGoBack()) {
            navigator.back();
            ++steps;
        }
        QVERIFY(steps <= 32);
        QCOMPARE(navigator.screen(), Navigator::Screen::Home);
    }

    void homeForgetsTheWay()
    {
        Navigator navigator(nullptr);
        navigator.openHotlines();
        QVERIFY(navigator.canGoBack());
        navigator.home();
        QVERIFY(!navigator.canGoBack());
    }
};

QTEST_APPLESS_MAIN(TestNavigator)
#include "test_navigator.moc"
