#include "faultyserver.h"
#include "kiosk.h"
#include "sync/durablefile.h"
#include "sync/locks.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>

using namespace Hall;
using namespace Hall::Test;

/// hall-sync itself, as a technician or systemd runs it, against a server on loopback.
class ProgramTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void onceInstalls();
    void helpTellsDefaultsAndExitCodes();
    void exitCodes();
    void aChangedDatabaseIsRepairedAtTheNextStart();
    void secondProcessIsRefused();
    void bringsAReleaseFromAStick();
    void daemonFollowsAndStops();
    void stopsInTheMiddleOfABody();
    void killedAtAnyMoment();

private:
    QStringList arguments(const QStringList &more) const;
    void start(QProcess &process, const QStringList &more) const;
    int exitCodeOf(const QStringList &more) const;

    QString shown() const { return QFileInfo(cache().current()).symLinkTarget(); }

    CacheTree cache() const { return CacheTree(directory->filePath(QStringLiteral("cache"))); }

    QJsonObject status() const;

    std::unique_ptr<QTemporaryDir> directory;
    std::unique_ptr<RepositoryBuilder> publisher;
    std::unique_ptr<FaultyServer> server;
};

void ProgramTest::init()
{
    directory = std::make_unique<QTemporaryDir>();
    server = std::make_unique<FaultyServer>();
    publisher = std::make_unique<RepositoryBuilder>();
    publisher->now = QDateTime::currentDateTimeUtc();
    publisher->now.setTime(QTime(publisher->now.time().hour(), 0));
    publisher->publish(releaseWith(QStringLiteral("one")));
    server->served = publisher->served;
    QVERIFY(writeDurably(directory->filePath(QStringLiteral("root.json")), publisher->shippedRoot)
                .ok());
}

QStringList ProgramTest::arguments(const QStringList &more) const
{
    return QStringList { QStringLiteral("--url"), server->url().toString(),
        QStringLiteral("--cache"), cache().root(), QStringLiteral("--root"),
        directory->filePath(QStringLiteral("root.json")), QStringLiteral("--run-dir"),
        directory->filePath(QStringLiteral("run")) }
    + more;
}

void ProgramTest::start(QProcess &process, const QStringList &more) const
{
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(QStringLiteral(HALL_BINARY_DIR "/bin/hall-sync"), arguments(more));
}

int ProgramTest::exitCodeOf(const QStringList &more) const
{
    QProcess process;
    start(process, more);
    // The server lives in this process, so events have to go on.
    if (!QTest::qWaitFor([&process] { return process.state() == QProcess::NotRunning; }, 20'000))
        return -1;
    return process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -2;
}

QJsonObject ProgramTest::status() const
{
    return QJsonDocument::fromJson(
        readIfPresent(directory->filePath(QStringLiteral("run/status.json")), 10'000))
        .object();
}

void ProgramTest::onceInstalls()
{
    QCOMPARE(exitCodeOf({ QStringLiteral("--once") }), 0);
    QVERIFY(shown().contains(QStringLiteral("/gen/42-")));
    QCOMPARE(status()[u"phase"].toString(), QStringLiteral("idle"));
    QCOMPARE(status()[u"release_shown"].toInt(), 42);
    QVERIFY(status()[u"last_error"].isNull());
    QCOMPARE(exitCodeOf({ QStringLiteral("--once") }), 0);
}

void ProgramTest::helpTellsDefaultsAndExitCodes()
{
    QProcess process;
    start(process, { QStringLiteral("--help") });
    QVERIFY(process.waitForFinished(20'000));
    QCOMPARE(process.exitCode(), 0);
    const QString help = QString::fromUtf8(process.readAll());
    for (const char *part :
        { "(default: stable)", "默认 stable", "(default: 15)", "默认 15", "  0  ", "  1  ", "  2  ",
            "  3  ", "退出码", "内容目录", "只更新一次", "status.json" })
        QVERIFY2(help.contains(QString::fromUtf8(part)), part);
}

void ProgramTest::exitCodes()
{
    QCOMPARE(exitCodeOf({ QStringLiteral("--help") }), 0);
    QCOMPARE(exitCodeOf({ QStringLiteral("--once"), QStringLiteral("--fast") }), 2);
    for (const QString &wrong : { QStringLiteral("--mirror=ftp://x/"),
             QStringLiteral("--proxy=socks5://x:1"), QStringLiteral("--redirect-host=a/b"),
             QStringLiteral("--rate-limit=-1"), QStringLiteral("--large-hours=22-6"),
             QStringLiteral("--ca=/dev/null"), QStringLiteral("--client-cert=/dev/null"),
             QStringLiteral("--from=/none"), QStringLiteral("--stick-grace=x") })
        QVERIFY2(exitCodeOf({ QStringLiteral("--once"), wrong }) == 2, qPrintable(wrong));
    QCOMPARE(
        exitCodeOf({ QStringLiteral("--once"), QStringLiteral("--root"), QStringLiteral("/none") }),
        3);
    QCOMPARE(
        exitCodeOf({ QStringLiteral("--once"), QStringLiteral("--channel"), QStringLiteral("no") }),
        1);
    server->served[QStringLiteral("meta/timestamp.json")].replace("\"sig\":\"", "\"sig\":\"00");
    QCOMPARE(exitCodeOf({ QStringLiteral("--once") }), 1);
    QCOMPARE(status()[u"last_error"][u"error"].toString(), QStringLiteral("bad-signature"));
    server->served.clear();
    QCOMPARE(exitCodeOf({ QStringLiteral("--once") }), 3);
    QCOMPARE(exitCodeOf({ QStringLiteral("--once"), QStringLiteral("--cache"),
                 QStringLiteral("/dev/null/x") }),
        3);
    QVERIFY(shown().isEmpty());
}

void ProgramTest::aChangedDatabaseIsRepairedAtTheNextStart()
{
    QCOMPARE(exitCodeOf({ QStringLiteral("--once") }), 0);
    const QString generation = shown();
    const QString path = cache().current() + QStringLiteral("/release.db");
    const QByteArray good = readIfPresent(path, 100'000);
    QVERIFY(QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(good.size() - 1) && file.putChar('#'));
    file.close();
    const Files served = std::exchange(server->served, {});
    QCOMPARE(exitCodeOf({ QStringLiteral("--once") }), 3);
    QCOMPARE(shown(), generation);
    QCOMPARE(status()[u"last_error"][u"error"].toString(), QStringLiteral("http"));
    server->served = served;
    QCOMPARE(exitCodeOf({ QStringLiteral("--once") }), 0);
    QCOMPARE(shown(), generation);
    QCOMPARE(readIfPresent(path, 100'000), good);
}

void ProgramTest::secondProcessIsRefused()
{
    QVERIFY(makeDirectory(cache().root()).ok());
    const Synced<FileDescriptor> lock = takeCacheLock(cache().lock());
    QVERIFY(lock.ok());
    QCOMPARE(exitCodeOf({ QStringLiteral("--once") }), 3);
}

void ProgramTest::bringsAReleaseFromAStick()
{
    for (auto it = publisher->served.cbegin(); it != publisher->served.cend(); ++it) {
        const QString path = directory->filePath(QStringLiteral("stick/") + it.key());
        QVERIFY(makeDirectory(QFileInfo(path).path()).ok());
        QVERIFY(writeDurably(path, it.value()).ok());
    }
    server->served.clear();
    QCOMPARE(
        exitCodeOf({ QStringLiteral("--from"), directory->filePath(QStringLiteral("stick")) }), 0);
    QVERIFY(shown().contains(QStringLiteral("/gen/42-")));
    QVERIFY(server->requests.isEmpty());
}

void ProgramTest::daemonFollowsAndStops()
{
    QProcess process;
    start(process, { QStringLiteral("--poll"), QStringLiteral("1") });
    QTRY_VERIFY_WITH_TIMEOUT(shown().contains(QStringLiteral("/gen/42-")), 40'000);
    publisher->publish(releaseWith(QStringLiteral("two")));
    server->served = publisher->served;
    QTRY_VERIFY_WITH_TIMEOUT(shown().contains(QStringLiteral("/gen/43-")), 10'000);
    process.terminate();
    QTRY_COMPARE_WITH_TIMEOUT(process.state(), QProcess::NotRunning, 10'000);
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 0);
}

void ProgramTest::stopsInTheMiddleOfABody()
{
    server->raw[QStringLiteral("meta/timestamp.json")]
        = "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{";
    server->silentAfterRaw = true;
    QProcess process;
    start(process, { QStringLiteral("--once") });
    QTRY_COMPARE_WITH_TIMEOUT(server->requests.size(), 1, 10'000);
    process.terminate();
    QTRY_COMPARE_WITH_TIMEOUT(process.state(), QProcess::NotRunning, 10'000);
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(status()[u"last_error"][u"error"].toString(), QStringLiteral("cancelled"));
}

void ProgramTest::killedAtAnyMoment()
{
    QCOMPARE(exitCodeOf({ QStringLiteral("--once") }), 0);
    for (int attempt = 0; attempt < 10; ++attempt) {
        const QString before = shown();
        publisher->publish(releaseWith(QString::number(attempt)));
        server->served = publisher->served;
        QProcess process;
        start(process, { QStringLiteral("--once") });
        QTest::qWait(8 * attempt);
        process.kill();
        QTRY_COMPARE(process.state(), QProcess::NotRunning);
        const qint64 release = publisher->release.release;
        const Generations generations(cache());
        QVERIFY(shown() == before || Generations::releaseOf(generations.current()) == release);
        QVERIFY(generations.check(generations.current(), 1).ok());
        QCOMPARE(exitCodeOf({ QStringLiteral("--once") }), 0);
        QCOMPARE(Generations::releaseOf(generations.current()), release);
    }
}

QTEST_GUILESS_MAIN(ProgramTest)
#include "tst_program.moc"
