#include "faultyserver.h"
#include "kiosk.h"
#include "sync/durablefile.h"
#include "sync/locks.h"

#include <QJsonDocument>
#include <QProcess>
#include <QTest>
#include <array>
#include <csignal>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

using namespace Hall;
using namespace Hall::Test;

/// hall-sync as a service with technicians at hallctl: orders, holds, watchdog, and two of a kind.
class WatchTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void statusAndSync();
    void statusWithoutTheProgram();
    void mistakesOfTechnicians();
    void pinDuringAnUpdate();
    void cancelLeavesTheProgramAtWork();
    void interruptedHallctlLeavesTheUpdate();
    void aWithdrawalOvertakesALargeFile();
    void aStickIsReadOnce();
    void twoProcessesOnOneCache();
    void aCrashedScreenFreesItsLease();
    void theShownReleaseStaysUntilItIsReleased();
    void systemdIsTold();
    void theJournalGetsUrgencies();
    void metricsAreWritten();

private:
    struct Ended {
        int code = -1;
        QString out;
    };

    QString at(const char *name) const { return directory->filePath(QString::fromLatin1(name)); }

    CacheTree cache() const { return CacheTree(at("cache")); }

    QString shown() const { return Generations(cache()).current(); }

    void startDaemon(const QProcessEnvironment &environment = {});
    void publish(const Files &files);
    Ended hallctl(const QStringList &more) const;
    QString startSlowUpdate();
    int openServiceSocket(QProcessEnvironment &environment) const;

    std::unique_ptr<QTemporaryDir> directory;
    std::unique_ptr<RepositoryBuilder> publisher;
    std::unique_ptr<FaultyServer> server;
    std::unique_ptr<QProcess> daemon;
};

void WatchTest::init()
{
    directory = std::make_unique<QTemporaryDir>();
    server = std::make_unique<FaultyServer>();
    publisher = std::make_unique<RepositoryBuilder>();
    publisher->now = QDateTime::currentDateTimeUtc();
    publisher->now.setTime(QTime(publisher->now.time().hour(), 0));
    publish(releaseWith(QStringLiteral("one")));
    QVERIFY(writeDurably(at("root.json"), publisher->shippedRoot).ok());
}

void WatchTest::cleanup()
{
    if (!daemon)
        return;
    daemon->terminate();
    QTRY_COMPARE_WITH_TIMEOUT(daemon->state(), QProcess::NotRunning, 20'000);
    daemon.reset();
}

void WatchTest::publish(const Files &files)
{
    publisher->publish(files);
    server->served = publisher->served;
}

void WatchTest::startDaemon(const QProcessEnvironment &environment)
{
    daemon = std::make_unique<QProcess>();
    if (!environment.isEmpty())
        daemon->setProcessEnvironment(environment);
    daemon->setProcessChannelMode(QProcess::MergedChannels);
    daemon->start(QStringLiteral(HALL_BINARY_DIR "/bin/hall-sync"),
        { QStringLiteral("--url"), server->url().toString(), QStringLiteral("--cache"),
            cache().root(), QStringLiteral("--root"), at("root.json"), QStringLiteral("--run-dir"),
            at("run"), QStringLiteral("--control"), at("control"), QStringLiteral("--metrics"),
            at("hall_sync.prom"), QStringLiteral("--kiosk-id"), QStringLiteral("FS-01"),
            QStringLiteral("--reserve"), QStringLiteral("1M"), QStringLiteral("--poll"),
            QStringLiteral("1") });
    const QString release = QStringLiteral("%1-").arg(publisher->release.release);
    QTRY_VERIFY_WITH_TIMEOUT(shown().startsWith(release), 60'000);
    QTRY_COMPARE_WITH_TIMEOUT(hallctl({ QStringLiteral("status") }).code, 0, 30'000);
}

WatchTest::Ended WatchTest::hallctl(const QStringList &more) const
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(QStringLiteral(HALL_BINARY_DIR "/bin/hallctl"),
        QStringList {
            QStringLiteral("--control"), at("control"), QStringLiteral("--run-dir"), at("run") }
            + more);
    if (!QTest::qWaitFor([&process] { return process.state() == QProcess::NotRunning; }, 40'000))
        return {};
    return { process.exitCode(), QString::fromUtf8(process.readAll()) };
}

// Publishes a release with a file whose bytes stop coming, and waits until hall-sync is at it.
QString WatchTest::startSlowUpdate()
{
    Files files = releaseWith(QStringLiteral("slow"));
    QByteArray film(400'000, '\0');
    quint32 noise = 1;
    for (char &byte : film) {
        noise = noise * 1664525U + 1013904223U;
        byte = static_cast<char>(noise >> 24U);
    }
    files.insert(QStringLiteral("film.mp4"), film);
    publisher->compressObjects = false;
    publish(files);
    QString path;
    for (auto it = server->served.cbegin(); it != server->served.cend(); ++it) {
        if (it.value() == film)
            path = it.key();
    }
    server->raw[path] = "HTTP/1.1 200 OK\r\nContent-Length: 400000\r\n\r\n" + film.left(100'000);
    server->silentAfterRaw = true;
    const bool asked = QTest::qWaitFor(
        [&] {
            return std::any_of(server->requests.cbegin(), server->requests.cend(),
                [&](const FaultyServer::Request &request) { return request.path == path; });
        },
        20'000);
    return asked ? path : QString();
}

void WatchTest::statusAndSync()
{
    startDaemon();
    const Ended status = hallctl({ QStringLiteral("status") });
    QCOMPARE(status.code, 0);
    QVERIFY2(status.out.contains(QStringLiteral("FS-01"))
            && status.out.contains(QStringLiteral("发布 42")),
        qPrintable(status.out));
    const Ended nothing = hallctl({ QStringLiteral("sync") });
    QCOMPARE(nothing.code, 0);
    QVERIFY2(nothing.out.contains(QStringLiteral("没有更新")), qPrintable(nothing.out));
    publish(releaseWith(QStringLiteral("two")));
    const Ended sync
        = hallctl({ QStringLiteral("--lang"), QStringLiteral("en"), QStringLiteral("sync") });
    QCOMPARE(sync.code, 0);
    QTRY_VERIFY(shown().startsWith(QStringLiteral("43-")));
    const Ended json = hallctl({ QStringLiteral("--json"), QStringLiteral("status") });
    const QJsonObject told = QJsonDocument::fromJson(json.out.toUtf8()).object();
    QCOMPARE(told[u"status"][u"generation"].toString(), shown());
    // An error reaches the one who asked, with its exit code.
    server->served[QStringLiteral("meta/timestamp.json")].replace("\"sig\":\"", "\"sig\":\"00");
    const Ended refused = hallctl({ QStringLiteral("sync") });
    QCOMPARE(refused.code, 1);
    QVERIFY2(refused.out.contains(QStringLiteral("签名")), qPrintable(refused.out));
}

void WatchTest::statusWithoutTheProgram()
{
    QCOMPARE(hallctl({ QStringLiteral("status") }).code, 4);
    startDaemon();
    cleanup();
    const Ended status = hallctl({ QStringLiteral("status") });
    QCOMPARE(status.code, 4);
    QVERIFY2(status.out.contains(QStringLiteral("没有运行"))
            && status.out.contains(QStringLiteral("发布 42")),
        qPrintable(status.out));
    QCOMPARE(hallctl({ QStringLiteral("sync") }).code, 4);
    const Ended json = hallctl({ QStringLiteral("--json"), QStringLiteral("status") });
    QVERIFY(!QJsonDocument::fromJson(json.out.toUtf8()).object()[u"running"].toBool(true));
}

void WatchTest::mistakesOfTechnicians()
{
    for (const char *line : { "", "reboot", "pin x", "pin 0", "usb", "status now",
             "--lang fr status", "--fast status" })
        QCOMPARE(hallctl(QString::fromLatin1(line).split(u' ', Qt::SkipEmptyParts)).code, 2);
    QCOMPARE(hallctl({ QStringLiteral("--help") }).code, 0);
}

void WatchTest::pinDuringAnUpdate()
{
    startDaemon();
    const QString before = shown();
    QVERIFY(!startSlowUpdate().isEmpty());
    const Ended pinned = hallctl({ QStringLiteral("pin") });
    QCOMPARE(pinned.code, 0);
    server->raw.clear();
    const Ended status = hallctl({ QStringLiteral("sync") });
    QCOMPARE(status.code, 0);
    QVERIFY2(status.out.contains(QStringLiteral("锁定")), qPrintable(status.out));
    QCOMPARE(shown(), before);
    QCOMPARE(hallctl({ QStringLiteral("pin"), QStringLiteral("99") }).code, 3);
    QCOMPARE(hallctl({ QStringLiteral("unpin") }).code, 0);
    QTRY_VERIFY_WITH_TIMEOUT(shown().startsWith(QStringLiteral("43-")), 20'000);
}

void WatchTest::cancelLeavesTheProgramAtWork()
{
    startDaemon();
    QVERIFY(!startSlowUpdate().isEmpty());
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(hallctl({ QStringLiteral("cancel") }).code, 0);
    const auto phase = [this] {
        return QJsonDocument::fromJson(readIfPresent(at("run/status.json"), 100'000))
            .object()[u"last_error"][u"error"]
            .toString();
    };
    QTRY_COMPARE_WITH_TIMEOUT(phase(), QStringLiteral("cancelled"), 5'000);
    QVERIFY(timer.elapsed() < 6'000);
    server->raw.clear();
    QCOMPARE(hallctl({ QStringLiteral("sync") }).code, 0);
    QVERIFY(shown().startsWith(QStringLiteral("43-")));
}

void WatchTest::interruptedHallctlLeavesTheUpdate()
{
    startDaemon();
    const QString path = startSlowUpdate();
    QProcess follower;
    follower.setProcessChannelMode(QProcess::MergedChannels);
    follower.start(QStringLiteral(HALL_BINARY_DIR "/bin/hallctl"),
        { QStringLiteral("--control"), at("control"), QStringLiteral("sync") });
    QTRY_VERIFY_WITH_TIMEOUT(follower.bytesAvailable() > 0, 10'000);
    QVERIFY(QString::fromUtf8(follower.readAll()).contains(QStringLiteral("正在下载  [")));
    ::kill(static_cast<pid_t>(follower.processId()), SIGINT);
    QTRY_COMPARE_WITH_TIMEOUT(follower.state(), QProcess::NotRunning, 5'000);
    const Ended status = hallctl({ QStringLiteral("--json"), QStringLiteral("status") });
    QCOMPARE(QJsonDocument::fromJson(status.out.toUtf8()).object()[u"status"][u"phase"].toString(),
        QStringLiteral("fetching"));
}

void WatchTest::aWithdrawalOvertakesALargeFile()
{
    startDaemon();
    const QString path = startSlowUpdate();
    QVERIFY(!path.isEmpty());
    // The film would stand still for half a minute; the release without it must not wait.
    QElapsedTimer timer;
    timer.start();
    publish(releaseWith(QStringLiteral("withdrawn")));
    QTRY_VERIFY_WITH_TIMEOUT(shown().startsWith(QStringLiteral("44-")), 20'000);
    QVERIFY2(timer.elapsed() < 15'000, qPrintable(QString::number(timer.elapsed())));
    QVERIFY(QJsonDocument::fromJson(readIfPresent(at("run/status.json"), 100'000))
                .object()[u"last_error"]
                .isNull());
}

void WatchTest::aStickIsReadOnce()
{
    startDaemon();
    publisher->publish(releaseWith(QStringLiteral("by hand")));
    const QString stick = at("stick");
    for (auto it = publisher->served.cbegin(); it != publisher->served.cend(); ++it) {
        const QString path = stick + u'/' + it.key();
        QVERIFY(QDir().mkpath(QFileInfo(path).path()) && writeDurably(path, it.value()).ok());
    }
    Ended read = hallctl({ QStringLiteral("usb"), stick });
    // The server is asked every second, and one thing is done at a time.
    for (int i = 0; i < 5 && read.code == 3; ++i)
        read = hallctl({ QStringLiteral("usb"), stick });
    QCOMPARE(read.code, 0);
    QVERIFY2(read.out.contains(QStringLiteral("已更新到发布 43")), qPrintable(read.out));
    QVERIFY(shown().startsWith(QStringLiteral("43-")));
    QVERIFY(hallctl({ QStringLiteral("usb"), at("nothing") }).code != 0);
    QVERIFY(shown().startsWith(QStringLiteral("43-")));
}

void WatchTest::twoProcessesOnOneCache()
{
    startDaemon();
    const std::unique_ptr<QProcess> first = std::move(daemon);
    daemon = std::make_unique<QProcess>();
    daemon->setProcessChannelMode(QProcess::MergedChannels);
    daemon->start(first->program(), first->arguments());
    QTRY_COMPARE_WITH_TIMEOUT(daemon->state(), QProcess::NotRunning, 20'000);
    QCOMPARE(daemon->exitCode(), 3);
    QVERIFY(daemon->readAll().contains("another hall-sync"));
    // The first one has noticed nothing.
    QCOMPARE(hallctl({ QStringLiteral("sync") }).code, 0);
    // Killed, it leaves nothing that keeps the next one out.
    first->kill();
    QTRY_COMPARE_WITH_TIMEOUT(first->state(), QProcess::NotRunning, 10'000);
    daemon.reset();
    startDaemon();
    QCOMPARE(hallctl({ QStringLiteral("sync") }).code, 0);
}

void WatchTest::aCrashedScreenFreesItsLease()
{
    startDaemon();
    const QString held = shown();
    // A process of its own that holds the lease as a screen does, and dies as a screen may.
    QProcess screen;
    screen.start(QStringLiteral("flock"),
        { QStringLiteral("--shared"), cache().lease(held), QStringLiteral("sleep"),
            QStringLiteral("600") });
    QTRY_VERIFY(!takeFreeLease(cache().lease(held)));
    for (const char *text : { "two", "three", "four" }) {
        publish(releaseWith(QString::fromLatin1(text)));
        QCOMPARE(hallctl({ QStringLiteral("sync") }).code, 0);
        QVERIFY(Generations(cache()).whole(held));
    }
    const QString children = QStringLiteral("/proc/%1/task/%1/children").arg(screen.processId());
    QFile list(children);
    QVERIFY(list.open(QIODevice::ReadOnly));
    const pid_t sleeper = list.readAll().trimmed().toInt();
    screen.kill();
    ::kill(sleeper, SIGKILL);
    QTRY_COMPARE(screen.state(), QProcess::NotRunning);
    publish(releaseWith(QStringLiteral("five")));
    QCOMPARE(hallctl({ QStringLiteral("sync") }).code, 0);
    QTRY_VERIFY(!QFileInfo::exists(cache().generation(held)));
}

void WatchTest::theShownReleaseStaysUntilItIsReleased()
{
    startDaemon();
    const QString held = shown();
    const FileDescriptor lease = openFile(cache().lease(held), O_RDONLY);
    QVERIFY(::flock(lease.get(), LOCK_SH) == 0);
    QFile database(cache().generation(held) + QStringLiteral("/release.db"));
    QVERIFY(database.open(QIODevice::ReadOnly));
    const QByteArray before = database.readAll();
    for (const char *text : { "two", "three", "four" }) {
        publish(releaseWith(QString::fromLatin1(text)));
        QCOMPARE(hallctl({ QStringLiteral("sync") }).code, 0);
    }
    QVERIFY(database.seek(0) && database.readAll() == before);
    QVERIFY(Generations(cache()).check(held, 1).ok());
    QCOMPARE(Generations(cache()).all().size(), 3);
}

int WatchTest::openServiceSocket(QProcessEnvironment &environment) const
{
    const QByteArray path = at("notify").toLocal8Bit();
    sockaddr_un address {};
    address.sun_family = AF_UNIX;
    std::copy(path.cbegin(), path.cend(), std::begin(address.sun_path));
    const int service = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (::bind(service, reinterpret_cast<sockaddr *>(&address), sizeof address) != 0)
        return -1;
    environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("NOTIFY_SOCKET"), at("notify"));
    environment.insert(QStringLiteral("WATCHDOG_USEC"), QStringLiteral("900000"));
    return service;
}

void WatchTest::systemdIsTold()
{
    QProcessEnvironment environment;
    const FileDescriptor service(openServiceSocket(environment));
    QVERIFY(service.valid());
    QByteArrayList told;
    const auto listen = [&] {
        std::array<char, 4096> message {};
        for (ssize_t size = 0;
             (size = ::recv(service.get(), message.data(), message.size(), 0)) > 0;)
            told.append(QByteArray(message.data(), size));
    };
    startDaemon(environment);
    listen();
    QVERIFY(told.contains("READY=1"));
    QVERIFY2(told.join('|').contains("STATUS=Release 42 is shown"), told.join('|').constData());
    // Three or more signs of life a watchdog interval, also while bytes do not come.
    QVERIFY(!startSlowUpdate().isEmpty());
    told.clear();
    QTest::qWait(3000);
    listen();
    QVERIFY2(told.count("WATCHDOG=1") >= 5, told.join('|').constData());
    // A program that hangs gives none.
    const auto pid = static_cast<pid_t>(daemon->processId());
    ::kill(pid, SIGSTOP);
    listen();
    told.clear();
    QTest::qWait(1500);
    listen();
    QVERIFY(told.isEmpty());
    ::kill(pid, SIGCONT);
    daemon->terminate();
    QTRY_COMPARE_WITH_TIMEOUT(daemon->state(), QProcess::NotRunning, 20'000);
    listen();
    QVERIFY(told.contains("STOPPING=1"));
    QCOMPARE(daemon->exitCode(), 0);
}

void WatchTest::theJournalGetsUrgencies()
{
    // As systemd does it: the error output leads to a file whose numbers JOURNAL_STREAM names.
    QFile journal(at("journal"));
    QVERIFY(journal.open(QIODevice::ReadWrite));

    struct stat info { };

    QCOMPARE(::fstat(journal.handle(), &info), 0);
    publisher->rotateRoot();
    server->served = publisher->served;
    server->served[QStringLiteral("meta/timestamp.json")].replace("\"sig\":\"", "\"sig\":\"00");
    const QString command
        = QStringLiteral("JOURNAL_STREAM=%1:%2 exec " HALL_BINARY_DIR
                         "/bin/hall-sync --once --url %3 --cache %4 --root %5 "
                         "2>>%6")
              .arg(info.st_dev)
              .arg(info.st_ino)
              .arg(server->url().toString(), cache().root(), at("root.json"), journal.fileName());
    const auto run = [&command] {
        QProcess process;
        process.start(QStringLiteral("sh"), { QStringLiteral("-c"), command });
        return QTest::qWaitFor(
            [&process] { return process.state() == QProcess::NotRunning; }, 20'000);
    };
    QVERIFY(run());
    server->served = publisher->served;
    QVERIFY(run());
    const QByteArray lines = journal.readAll();
    QVERIFY2(lines.contains("<1>SECURITY bad-signature: "), lines.constData());
    QVERIFY2(lines.contains("<3>The signature is not"), lines.constData());
    QVERIFY2(lines.contains("<5>Release 42 is shown"), lines.constData());
    for (const QByteArray &line : lines.trimmed().split('\n'))
        QVERIFY2(line.startsWith('<'), line.constData());
}

void WatchTest::metricsAreWritten()
{
    startDaemon();
    const auto metrics = [this] { return readIfPresent(at("hall_sync.prom"), 100'000); };
    QTRY_VERIFY(metrics().contains("hall_sync_release_shown 42\n"));
    server->served.remove(QStringLiteral("meta/timestamp.json"));
    QCOMPARE(hallctl({ QStringLiteral("sync") }).code, 3);
    QTRY_VERIFY(metrics().contains("hall_sync_errors_total{error=\"http\"} "));
    QVERIFY(metrics().contains("hall_sync_failing 1\n"));
}

QTEST_GUILESS_MAIN(WatchTest)
#include "tst_watch.moc"
