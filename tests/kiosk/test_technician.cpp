#include "kiosk/cornergesture.h"
#include "kiosk/machinefacts.h"
#include "kiosk/pinhash.h"
#include "kiosk/pinlock.h"
#include "kiosk/technician.h"

#include <QAbstractItemModelTester>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Hall;

namespace {

constexpr QSizeF kPanel(1920, 1080);
const QPointF kUpperLeft(10, 10);
const QPointF kUpperRight(1900, 20);
const QPointF kLowerRight(1880, 1070);
const QPointF kLowerLeft(5, 1000);
const QPointF kMiddle(900, 500);

} // namespace

class TestTechnician : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_dir;
    qint64 m_now = 0;

    Options options()
    {
        Options options;
        options.pinFile = m_dir.filePath(QStringLiteral("pin"));
        options.requests = m_dir.filePath(QStringLiteral("requests"));
        QFile file(options.pinFile);
        if (!file.exists() && file.open(QIODevice::WriteOnly)) {
            file.write(hashPin("135790").take() + '\n');
        }
        QDir().mkpath(options.requests);
        return options;
    }

    void walkIn(Technician &technician)
    {
        for (const QPointF &at : { kUpperLeft, kUpperRight, kLowerRight, kLowerLeft }) {
            m_now += 500;
            technician.touched(at, kPanel);
        }
    }

    static void typeIn(Technician &technician, const QString &pin)
    {
        for (const QChar digit : pin) {
            technician.type(QString(digit));
        }
        technician.submit();
    }

private Q_SLOTS:

    void fourCornersClockwiseOpenTheWay()
    {
        CornerGesture gesture;
        QVERIFY(!gesture.touched(kUpperLeft, kPanel, 1000));
        QVERIFY(!gesture.touched(kUpperRight, kPanel, 2000));
        QVERIFY(!gesture.touched(kLowerRight, kPanel, 3000));
        QVERIFY(gesture.touched(kLowerLeft, kPanel, 4000));
        QVERIFY(!gesture.touched(kLowerLeft, kPanel, 4100));
    }

    void anythingElseDoesNot_data()
    {
        QTest::addColumn<QList<QPointF>>("touches");
        QTest::addColumn<qint64>("step");
        using Points = QList<QPointF>;
        QTest::newRow("anticlockwise")
            << Points { kUpperLeft, kLowerLeft, kLowerRight, kUpperRight } << qint64(500);
        QTest::newRow("a touch in between")
            << Points { kUpperLeft, kUpperRight, kMiddle, kLowerRight, kLowerLeft } << qint64(500);
        QTest::newRow("not from the start")
            << Points { kUpperRight, kLowerRight, kLowerLeft } << qint64(500);
        QTest::newRow("too slow") << Points { kUpperLeft, kUpperRight, kLowerRight, kLowerLeft }
                                  << qint64(3400);
        QTest::newRow("one corner twice") << Points { kUpperLeft, kUpperRight, kUpperRight,
            kLowerRight, kLowerLeft } << qint64(500);
    }

    void anythingElseDoesNot()
    {
        QFETCH(const QList<QPointF>, touches);
        QFETCH(const qint64, step);
        CornerGesture gesture;
        qint64 now = 0;
        for (const QPointF &at : touches) {
            now += step;
            QVERIFY(!gesture.touched(at, kPanel, now));
        }
    }

    void guessingGetsSlower()
    {
        int asked = 0;
        PinLock lock([&](const QByteArray &pin) {
            ++asked;
            return pin == "right";
        });
        QCOMPARE(lock.offer("a", 0), PinLock::Answer::Wrong);
        QCOMPARE(lock.offer("b", 0), PinLock::Answer::Wrong);
        QCOMPARE(lock.lockedForMs(0), 0);
        QCOMPARE(lock.offer("c", 0), PinLock::Answer::Wrong);
        QCOMPARE(lock.lockedForMs(0), 60'000);
        QCOMPARE(lock.offer("right", 59'999), PinLock::Answer::Locked);
        QCOMPARE(asked, 3); // while locked nobody learns whether it would be right
        QCOMPARE(lock.offer("d", 60'000), PinLock::Answer::Wrong);
        QCOMPARE(lock.lockedForMs(60'000), 120'000);
        qint64 now = 60'000;
        for (int i = 0; i < 50; ++i) {
            now += lock.lockedForMs(now);
            QCOMPARE(lock.offer("x", now), PinLock::Answer::Wrong);
        }
        QCOMPARE(lock.lockedForMs(now), 3'600'000);
        now += 3'600'000;
        QCOMPARE(lock.offer("right", now), PinLock::Answer::Right);
        QCOMPARE(lock.lockedForMs(now), 0);
    }

    void aHashTellsItsPinOnly()
    {
        const auto hash = hashPin("246801");
        QVERIFY(hash);
        QVERIFY(hash.value().startsWith("$argon2id$"));
        QVERIFY(pinMatches(hash.value(), "246801"));
        QVERIFY(!pinMatches(hash.value(), "246802"));
        QVERIFY(!pinMatches("none", "246801"));
        QVERIFY(!pinMatches({}, {}));
        QVERIFY(hashPin("246801").value() != hash.value()); // salted
        for (const char *bad : { "", "12345", "1234567890123", "12345a", "12 456" }) {
            QVERIFY(!hashPin(bad));
        }
    }

    void withoutAPinThereIsNoPage()
    {
        Technician technician(
            {}, [this] { return m_now; }, nullptr);
        QVERIFY(!technician.available());
        walkIn(technician);
        QCOMPARE(technician.state(), Technician::State::Away);
    }

    void gestureThenPinThenThePage()
    {
        Technician technician(
            options(), [this] { return m_now; }, nullptr);
        QSignalSpy gone(&technician, &Technician::visitorGone);
        typeIn(technician, QStringLiteral("135790"));
        QCOMPARE(technician.state(), Technician::State::Away); // not without the gesture
        walkIn(technician);
        QCOMPARE(technician.state(), Technician::State::AsksPin);
        QCOMPARE(gone.count(), 1);
        typeIn(technician, QStringLiteral("135791"));
        QCOMPARE(technician.state(), Technician::State::AsksPin);
        QCOMPARE(technician.typed(), 0);
        QVERIFY(!technician.ask(QStringLiteral("restart-machine"))); // not before the PIN
        typeIn(technician, QStringLiteral("135790"));
        QCOMPARE(technician.state(), Technician::State::Open);
        QVERIFY(QFile::exists(m_dir.filePath(QStringLiteral("requests/report"))));
        for (const char *request : { "usb-update", "repair", "maintenance" }) {
            QVERIFY(technician.ask(QString::fromLatin1(request)));
            QVERIFY(!technician.message().isEmpty());
        }
        QVERIFY(!technician.ask(QStringLiteral("../../etc/passwd")));
        QCOMPARE(QDir(m_dir.filePath(QStringLiteral("requests"))).entryList(QDir::Files).size(), 4);
        technician.close();
        QCOMPARE(gone.count(), 2);
        QVERIFY(!technician.ask(QStringLiteral("report")));
    }

    void leavingAndComingBackDoesNotShortenTheWait()
    {
        Technician technician(
            options(), [this] { return m_now; }, nullptr);
        walkIn(technician);
        for (int i = 0; i < 3; ++i) {
            typeIn(technician, QStringLiteral("000000"));
        }
        technician.close();
        walkIn(technician);
        typeIn(technician, QStringLiteral("135790"));
        QCOMPARE(technician.state(), Technician::State::AsksPin);
        QVERIFY(technician.message().contains(QStringLiteral("秒后再试")));
        m_now += 60'000;
        typeIn(technician, QStringLiteral("135790"));
        QCOMPARE(technician.state(), Technician::State::Open);
    }

    void factsAreWhatTheFilesSay()
    {
        MachineFacts model;
        QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(syncFacts({}).size(), 1);
        const QJsonObject status { { QStringLiteral("kiosk"), QStringLiteral("fs-01") },
            { QStringLiteral("release_shown"), 42 }, { QStringLiteral("release_wanted"), 43 },
            { QStringLiteral("last_error"),
                QJsonObject { { QStringLiteral("sentence_zh"), QStringLiteral("连不上服务器") },
                    { QStringLiteral("advice_zh"), QStringLiteral("检查网线") } } } };
        const QList<MachineFact> facts = syncFacts(status)
            + reportFacts({ { QStringLiteral("network"), QStringLiteral("eth0 UP\n") },
                { QStringLiteral("repair"), QStringLiteral("11:20 检查和修复完毕\n") },
                { QStringLiteral("clock"), QStringLiteral("no") } });
        QVERIFY(facts.contains({ QStringLiteral("本机编号"), QStringLiteral("fs-01") }));
        QVERIFY(facts.contains(
            { QStringLiteral("内容"), QStringLiteral("第 42 版，服务器上第 43 版") }));
        QVERIFY(facts.contains({ QStringLiteral("最近错误"), QStringLiteral("连不上服务器") }));
        QVERIFY(facts.contains({ QStringLiteral("修复"), QStringLiteral("11:20 检查和修复完毕") }));
        QVERIFY(facts.contains({ QStringLiteral("网络"), QStringLiteral("eth0 UP") }));
        QVERIFY(facts.contains({ QStringLiteral("校时"), QStringLiteral("没有同步") }));
        model.set(facts);
        QCOMPARE(model.rowCount(), static_cast<int>(facts.size()));
        model.set({});
        QCOMPARE(model.rowCount(), 0);
    }
};

QTEST_MAIN(TestTechnician)
#include "test_technician.moc"
