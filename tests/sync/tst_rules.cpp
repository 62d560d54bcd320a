#include "sync/clock.h"
#include "sync/options.h"
#include "sync/pace.h"
#include "sync/poller.h"
#include "sync/terminalprogress.h"

#include <QTest>

using namespace Hall;
using namespace std::chrono_literals;

/// Rules that need neither a disk nor a server.
class RulesTest : public QObject {
    Q_OBJECT

private slots:
    void clockAgainstFloor();
    void pauses();
    void paceOfQuestionsAndOfWork();
    void aRarePollDoesNotDelayARetry();
    void storeOptions();
    void firstPauseOnlyAfterBoot();
    void commandLine();
    void mistakes_data();
    void mistakes();
    void progressTexts();
    void everyErrorHasItsWords();
};

void RulesTest::clockAgainstFloor()
{
    const QDateTime floor = QDateTime::fromSecsSinceEpoch(1000).toUTC();
    const EffectiveTime behind = effectiveTime({ floor.addSecs(-1), true }, floor);
    QCOMPARE(behind.at, floor);
    QVERIFY(behind.state == ClockState::BehindFloor);
    QVERIFY(effectiveTime({ floor, true }, floor).state == ClockState::Synchronised);
    QVERIFY(effectiveTime({ floor, false }, floor).state == ClockState::Unsynchronised);
    QCOMPARE(effectiveTime({ floor.addSecs(5), false }, floor).at, floor.addSecs(5));
    QCOMPARE(effectiveTime({ floor, true }, {}).at, floor);
}

void RulesTest::pauses()
{
    QVERIFY(pauseAfter(0, 15s, 0) == 12s);
    QVERIFY(pauseAfter(0, 15s, 0.5) == 15s);
    QVERIFY(pauseAfter(0, 15s, 1) == 18s);
    QVERIFY(pauseAfter(1, 15s, 0.5) == 1min);
    QVERIFY(pauseAfter(2, 15s, 0.5) == 2min);
    QVERIFY(pauseAfter(3, 15s, 0.5) == 5min);
    QVERIFY(pauseAfter(4, 15s, 0.5) == 15min);
    QVERIFY(pauseAfter(5, 15s, 0.5) == 60min);
    QVERIFY(pauseAfter(1000, 15s, 0) == 30min);
    QVERIFY(pauseAfter(1000, 15s, 1) == 90min);
}

void RulesTest::paceOfQuestionsAndOfWork()
{
    Pace pace(15s);
    QVERIFY(pace.triesAgain(0s));
    // A server that does not answer is left in peace, longer and longer.
    for (const auto pause : { 60s, 120s, 300s, 900s, 3600s, 3600s }) {
        pace.ended(Outcome::NoAnswer, 0s, 0.5);
        QVERIFY(pace.pause() == pause);
    }
    pace.ended(Outcome::Fine, 0s, 0.5);
    QVERIFY(pace.pause() == 15s);
    pace.ended(Outcome::NoAnswer, 0s, 0.5);
    QVERIFY(pace.pause() == 60s);
    // One that answers is asked on at the usual pace; only the work waits.
    Pace::Milliseconds now = 1000s;
    for (const auto wait : { 60s, 120s, 300s, 900s, 3600s, 3600s }) {
        pace.ended(Outcome::Failed, now, 0.5);
        QVERIFY(pace.pause() == 15s);
        QVERIFY(!pace.triesAgain(now + wait - 1s));
        QVERIFY(pace.triesAgain(now + wait));
        now += 15s;
        pace.ended(Outcome::StillFailing, now, 0.5);
        QVERIFY(pace.pause() == 15s);
        QVERIFY(!pace.triesAgain(now));
        now += 2h;
    }
    // A line that fails in between forgets nothing of the work; success does.
    pace.ended(Outcome::NoAnswer, now, 0.5);
    pace.ended(Outcome::Failed, now, 0.5);
    QVERIFY(!pace.triesAgain(now + 59min));
    pace.ended(Outcome::Fine, now, 0.5);
    QVERIFY(pace.triesAgain(now));
}

void RulesTest::aRarePollDoesNotDelayARetry()
{
    Pace pace(24h);
    pace.ended(Outcome::Failed, 0s, 0.5);
    QVERIFY(pace.pause() == 1min);
}

void RulesTest::storeOptions()
{
    const auto parsed = [](const QString &more) {
        return parseOptions((QStringLiteral("hall-sync --url http://h/ --cache c --root r ") + more)
                                .split(u' ', Qt::SkipEmptyParts));
    };
    QCOMPARE(parsed({}).value().store.reserve, -1);
    QCOMPARE(parsed({}).value().store.quota, 0);
    const Result<Options> options = parsed(
        QStringLiteral("--kiosk-id FS-01 --app-version 1.2.0 --schema 2 --quota 20G --reserve 500M "
                       "--factory /f --control /run/c --metrics /m"));
    QVERIFY(options.ok());
    const StoreOptions &store = options.value().store;
    QCOMPARE(store.quota, 20'000'000'000);
    QCOMPARE(store.reserve, 500'000'000);
    QCOMPARE(store.schema, 2);
    QCOMPARE(store.kioskId, QStringLiteral("FS-01"));
    QCOMPARE(bytesFrom(QStringLiteral("1k")), 1000);
    QCOMPARE(bytesFrom(QStringLiteral("999999999999999T")), -1);
    for (const char *wrong : { "--quota 0", "--quota -1", "--quota many", "--quota 1.5G",
             "--reserve -1", "--reserve x", "--schema 0", "--schema x", "--app-version 1.x",
             "--app-version v1", "--kiosk-id a/b", "--kiosk-id a\"b" })
        QVERIFY2(!parsed(QString::fromLatin1(wrong)).ok(), wrong);
    QVERIFY(!parsed(QStringLiteral("--control /") + QString(120, u'x')).ok());
}

void RulesTest::firstPauseOnlyAfterBoot()
{
    QVERIFY(firstPause(10s, 0) == 0s);
    QVERIFY(firstPause(10s, 1) == 30s);
    QVERIFY(firstPause(1h, 1) == 0s);
}

void RulesTest::commandLine()
{
    const Result<Options> options = parseOptions({ QStringLiteral("hall-sync"),
        QStringLiteral("--url"), QStringLiteral("http://127.0.0.1:8080/tree"),
        QStringLiteral("--cache"), QStringLiteral("c"), QStringLiteral("--root"),
        QStringLiteral("r"), QStringLiteral("--poll"), QStringLiteral("3") });
    QVERIFY(options.ok());
    QCOMPARE(options.value().channel, QStringLiteral("stable"));
    QVERIFY(!options.value().once);
    QVERIFY(options.value().poll == 3s);
}

void RulesTest::mistakes_data()
{
    QTest::addColumn<QString>("line");
    const QString rest = QStringLiteral(" --cache c --root r");
    const QString url = QStringLiteral("--url http://h/");
    QTest::newRow("nothing") << QString();
    QTest::newRow("no url") << rest;
    QTest::newRow("file url") << QStringLiteral("--url file:///etc") + rest;
    QTest::newRow("url without host") << QStringLiteral("--url http:///x") + rest;
    QTest::newRow("no cache") << url + QStringLiteral(" --root r");
    QTest::newRow("no root") << url + QStringLiteral(" --cache c");
    QTest::newRow("unknown") << url + rest + QStringLiteral(" --fast");
    QTest::newRow("positional") << url + rest + QStringLiteral(" now");
    QTest::newRow("poll 0") << url + rest + QStringLiteral(" --poll 0");
    QTest::newRow("poll word") << url + rest + QStringLiteral(" --poll soon");
    QTest::newRow("channel") << url + rest + QStringLiteral(" --channel ../x");
    QTest::newRow("value missing") << url + rest + QStringLiteral(" --channel");
}

void RulesTest::mistakes()
{
    QFETCH(QString, line);
    QStringList arguments = line.split(u' ', Qt::SkipEmptyParts);
    arguments.prepend(QStringLiteral("hall-sync"));
    const Result<Options> options = parseOptions(arguments);
    QVERIFY(!options.ok());
    QVERIFY(!options.failure().why.isEmpty());
}

void RulesTest::progressTexts()
{
    QCOMPARE(bytesText(0), QStringLiteral("0 B"));
    QCOMPARE(bytesText(999), QStringLiteral("999 B"));
    QCOMPARE(bytesText(12'345'678), QStringLiteral("12.3 MB"));
    QCOMPARE(bytesText(999'999), QStringLiteral("1.0 MB"));
    QCOMPARE(bytesText(qint64(5'000'000) * 1'000'000'000), QStringLiteral("5000.0 TB"));
    SyncStatus status;
    status.bytesTotal = 12'000'000;
    status.bytesDone = 6'000'000;
    status.rate = 1'000'000;
    status.etaSeconds = 6;
    QCOMPARE(progressLine(status),
        QStringLiteral("[############------------]  50 %  6.0 MB of 12.0 MB  1.0 MB/s  6 s left"));
}

void RulesTest::everyErrorHasItsWords()
{
    const SyncFailure hostile { SyncError::Io, QStringLiteral("a\n\x1b[2J"), QStringLiteral("b"),
        0 };
    QVERIFY(sentence(hostile).contains(QStringLiteral("a??[2J: b")));
    QStringList words;
    for (int i = 0; i <= static_cast<int>(SyncError::Pinned); ++i) {
        const auto error = static_cast<SyncError>(i);
        words.append(errorWord(error));
        QVERIFY(sentence({ error, QStringLiteral("w"), QStringLiteral("y"), 0 }).size() > 12);
    }
    QCOMPARE(words.removeDuplicates(), 0);
    QVERIFY(!words.contains(QString()));
}

QTEST_GUILESS_MAIN(RulesTest)
#include "tst_rules.moc"
