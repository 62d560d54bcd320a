#include "kiosk/clock.h"
#include "kiosk/metrics.h"

#include <QSignalSpy>
#include <QTest>

using namespace Hall;

class TestMetrics : public QObject {
    Q_OBJECT

private Q_SLOTS:

    void believesTheConfiguredPanel()
    {
        QCOMPARE(pixelsPerMm({ 1920, 1080 }, { 480, 270 }, { 16, 9 }, { 1920, 1080 }), 4.0);
        QCOMPARE(pixelsPerMm({ 1080, 1920 }, { 480, 270 }, {}, {}), 4.0);
    }

    void believesThePanelItselfOnlyWherePlausible_data()
    {
        QTest::addColumn<QSizeF>("reported");
        QTest::addColumn<double>("expected");
        const double assumed = 1920.0 / 476;
        QTest::newRow("honest 32 inch") << QSizeF(708, 398) << 1920.0 / 708;
        QTest::newRow("nothing") << QSizeF(0, 0) << assumed;
        QTest::newRow("the ratio instead of the size") << QSizeF(16, 9) << assumed;
        QTest::newRow("a square") << QSizeF(500, 500) << assumed;
        QTest::newRow("as large as a house") << QSizeF(16000, 9000) << assumed;
        QTest::newRow("centimetres") << QSizeF(160, 90) << assumed;
    }

    void believesThePanelItselfOnlyWherePlausible()
    {
        QFETCH(QSizeF, reported);
        QFETCH(double, expected);
        QCOMPARE(pixelsPerMm({ 1920, 1080 }, {}, reported, { 1920, 1080 }), expected);
    }

    void assumesThePanelOfTheRole()
    {
        QCOMPARE(pixelsPerMm({ 1920, 1080 }, {}, {}, {}, kLobbyPanelMm), 1920.0 / 1218);
        Metrics::Panel panel;
        panel.assumedLongSideMm = kLobbyPanelMm;
        Metrics metrics(panel, nullptr);
        metrics.setWindowSize(1920, 1080);
        QCOMPARE(metrics.pxPerMm(), 1920.0 / 1218);
    }

    void findsWhatASeatedPersonReaches_data()
    {
        QTest::addColumn<double>("heightMm");
        QTest::addColumn<double>("bottomEdge");
        QTest::addColumn<double>("low");
        QTest::addColumn<double>("high");
        QTest::newRow("55 inch upright") << 1218.0 << 600.0 << 800.0 << 1100.0;
        QTest::newRow("21.5 inch on a stand") << 268.0 << 900.0 << 900.0 << 1100.0;
        QTest::newRow("unknown mount") << 476.0 << 0.0 << 880.0 << 1100.0;
        QTest::newRow("hung high") << 268.0 << 1050.0 << 1050.0 << 1210.0;
        QTest::newRow("low desk") << 268.0 << 600.0 << 708.0 << 868.0;
    }

    void largeTypeWidensTheBandWithinTheLimits()
    {
        Metrics::Panel panel;
        panel.configuredMm = QSizeF(685, 1218);
        panel.bottomEdgeMm = 600;
        Metrics metrics(panel, nullptr);
        metrics.setWindowSize(1080, 1920);
        const double plain = metrics.reachBottom() - metrics.reachTop();
        QCOMPARE(qRound(plain / metrics.pxPerMm()), 320);
        metrics.setLargeType(true);
        const double panelTop = 600 + 1920 / metrics.pxPerMm();
        QCOMPARE(qRound(panelTop - metrics.reachTop() / metrics.pxPerMm()), 1220);
        QVERIFY(panelTop - metrics.reachBottom() / metrics.pxPerMm() >= 380);
        QVERIFY(metrics.reachBottom() - metrics.reachTop() > plain);
    }

    void findsWhatASeatedPersonReaches()
    {
        QFETCH(double, heightMm);
        QFETCH(double, bottomEdge);
        QFETCH(double, low);
        QFETCH(double, high);
        const double bottom = bottomEdge > 0 ? bottomEdge : 880;
        const Band band = reachBand(heightMm * 4, 4, bottomEdge, 160);
        QCOMPARE(band.bottom, (bottom + heightMm - low) * 4);
        QCOMPARE(band.top, (bottom + heightMm - high) * 4);
    }

    void growsWithLargePanelsOnly()
    {
        Metrics::Panel panel;
        panel.configuredMm = QSizeF(476, 268);
        Metrics small(panel, nullptr);
        QCOMPARE(small.layoutPxPerMm(), small.pxPerMm());
        panel.configuredMm = QSizeF(1218, 685);
        Metrics large(panel, nullptr);
        QCOMPARE(large.layoutPxPerMm(), large.pxPerMm() * 1.6);
        QSignalSpy changed(&large, &Metrics::changed);
        large.setWindowSize(1080, 1920);
        large.setWindowSize(1080, 1920);
        QCOMPARE(changed.count(), 1);
        QVERIFY(large.isPortrait());
    }

    void theClockTellsMinutesAndDays()
    {
        QDateTime now(QDate(2026, 11, 22), QTime(23, 59, 30));
        Clock clock([&] { return now; }, nullptr);
        QSignalSpy minutes(&clock, &Clock::minuteChanged);
        QSignalSpy days(&clock, &Clock::dayChanged);
        QCOMPARE(clock.text(), QStringLiteral("23:59 周日"));
        QCOMPARE(clock.date(), QStringLiteral("11月22日"));
        now = now.addSecs(10);
        clock.tick();
        QCOMPARE(minutes.count(), 0);
        now = now.addSecs(30);
        clock.tick();
        clock.tick();
        QCOMPARE(minutes.count(), 1);
        QCOMPARE(days.count(), 1);
        QCOMPARE(dayText(QDate(2027, 1, 5), now.date()), QStringLiteral("2027年1月5日"));
    }
};

QTEST_APPLESS_MAIN(TestMetrics)
#include "test_metrics.moc"
