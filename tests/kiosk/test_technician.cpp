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
        QVERIFY(technician.locked());
        QCOMPARE(technician.typed(), 0); // nothing is taken that would be thrown away
        m_now += 60'000;
        QVERIFY(!technician.locked());
        QTRY_VERIFY(technician.message().isEmpty()); // the seconds are counted down
        typeIn(technician, QStringLiteral("135790"));
        QCOMPARE(technician.state(), Technician::State::Open);
    }

    void aWrongPinSaysHowManyAreLeft()
    {
        Technician technician(
            options(), [this] { return m_now; }, nullptr);
        walkIn(technician);
        typeIn(technician, QStringLiteral("000000"));
        QVERIFY(technician.message().contains(QStringLiteral("还可以试 2 次")));
        QVERIFY(!technician.locked());
        for (int i = 0; i < 4; ++i) {
            typeIn(technician, QStringLiteral("000000"));
            m_now += 60'000LL << i;
        }
        typeIn(technician, QStringLiteral("000000"));
        QVERIFY(technician.message().contains(QStringLiteral("分钟后再试")));
    }

    void whatIsWrongComesFirst()
    {
        MachineFacts model;
        model.set(reportFacts({ { QStringLiteral("network"), QStringLiteral("eth0") },
            { QStringLiteral("clock"), QStringLiteral("no") },
            { QStringLiteral("units"),
                QStringLiteral(
                    "hall-kiosk: active\nhall-fallback: inactive\nchrony: failed\n") } }));
        const auto row = [&model](int number, int role) {
            return model.data(model.index(number), Qt::UserRole + role);
        };
        QCOMPARE(row(0, 0), QVariant(QStringLiteral("服务异常")));
        QCOMPARE(row(0, 1), QVariant(QStringLiteral("chrony: failed")));
        QCOMPARE(row(0, 2), QVariant(true));
        QCOMPARE(row(1, 0), QVariant(QStringLiteral("校时")));
        QCOMPARE(row(1, 2), QVariant(true));
        QCOMPARE(row(2, 0), QVariant(QStringLiteral("网络")));
        QCOMPARE(row(2, 2), QVariant(false));
        QCOMPARE(
            row(3, 1), QVariant(QStringLiteral("hall-kiosk: active\nhall-fallback: inactive")));
        model.set(reportFacts(
            { { QStringLiteral("units"), QStringLiteral("hall-fallback: active\n") } }));
        QCOMPARE(row(0, 2), QVariant(true));
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
        QVERIFY(
            facts.contains({ QStringLiteral("最近错误"), QStringLiteral("连不上服务器"), true }));
        QVERIFY(facts.contains({ QStringLiteral("修复"), QStringLiteral("11:20 检查和修复完毕") }));
        QVERIFY(facts.contains({ QStringLiteral("网络"), QStringLiteral("eth0 UP") }));
        QVERIFY(facts.contains({ QStringLiteral("校时"), QStringLiteral("没有同步"), true }));
        model.set(facts);
        QCOMPARE(model.rowCount(), static_cast<int>(facts.size()));
        model.set({});
        QCOMPARE(model.rowCount(), 0);
    }
};

QTEST_MAIN(TestTechnician)
#include "test_technician.moc"
