#include "kiosk/idlewatch.h"

#include <QSignalSpy>
#include <QTest>

using Hall::IdleWatch;

class TestIdle : public QObject {
    Q_OBJECT

private Q_SLOTS:

    void warnsThenCountsDownThenEnds()
    {
        IdleWatch watch(IdleWatch::Limits(), nullptr);
        QSignalSpy expired(&watch, &IdleWatch::expired);
        watch.setPlace(IdleWatch::Place::Inside, 1000);
        watch.tick(90'000);
        QVERIFY(!watch.warning());
        watch.tick(91'000);
        QVERIFY(watch.warning());
        QCOMPARE(watch.remaining(), 30);
        watch.tick(101'000);
        QCOMPARE(watch.remaining(), 20);
        watch.tick(120'999);
        QCOMPARE(watch.remaining(), 1);
        QCOMPARE(expired.count(), 0);
        watch.tick(121'000);
        QCOMPARE(expired.count(), 1);
        QVERIFY(!watch.warning());
    }

    void anyTouchStartsAnew()
    {
        IdleWatch watch(IdleWatch::Limits(), nullptr);
        watch.setPlace(IdleWatch::Place::Inside, 0);
        watch.tick(95'000);
        QVERIFY(watch.warning());
        watch.touched(100'000);
        QVERIFY(!watch.warning());
        watch.tick(189'000);
        QVERIFY(!watch.warning());
        watch.tick(190'000);
        QVERIFY(watch.warning());
    }

    void elderVisitorsHaveTwiceTheTime()
    {
        IdleWatch watch(IdleWatch::Limits(), nullptr);
        watch.setElder(true);
        watch.setPlace(IdleWatch::Place::Inside, 0);
        watch.tick(179'000);
        QVERIFY(!watch.warning());
        watch.tick(180'000);
        QVERIFY(watch.warning());
    }

    void theHomeScreenEndsWithoutAWarning()
    {
        IdleWatch watch(IdleWatch::Limits(), nullptr);
        QSignalSpy warned(&watch, &IdleWatch::warningChanged);
        QSignalSpy expired(&watch, &IdleWatch::expired);
        watch.setPlace(IdleWatch::Place::Home, 0);
        watch.tick(59'000);
        QCOMPARE(expired.count(), 0);
        watch.tick(60'000);
        QCOMPARE(expired.count(), 1);
        QCOMPARE(warned.count(), 0);
    }

    void theAttractLoopNeverEnds()
    {
        IdleWatch watch(IdleWatch::Limits(), nullptr);
        QSignalSpy expired(&watch, &IdleWatch::expired);
        watch.setPlace(IdleWatch::Place::Attract, 0);
        watch.tick(10'000'000);
        QCOMPARE(expired.count(), 0);
    }

    void aMachineThatSleptEndsAtOnce()
    {
        IdleWatch watch(IdleWatch::Limits(), nullptr);
        QSignalSpy expired(&watch, &IdleWatch::expired);
        watch.setPlace(IdleWatch::Place::Inside, 0);
        watch.tick(3'600'000);
        QCOMPARE(expired.count(), 1);
    }
};

QTEST_APPLESS_MAIN(TestIdle)
#include "test_idle.moc"
