#include "dropboxserver.h"
#include "sync/durablefile.h"
#include "sync/metrics.h"
#include "sync/outboxuploader.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>
#include <QTimeZone>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Hall;
using namespace Hall::Test;

namespace {

const QDateTime monday = QDateTime(QDate(2026, 11, 23), QTime(8, 0), QTimeZone::utc()).toUTC();

} // namespace

/// The screen's messages on their way from the outbox to a drop-box that keeps to a script.
class OutboxTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void sealsDeliversAndLeavesNothing();
    void strangeFilesAreSetAside();
    void asideIsBounded();
    void theSameNameTakesThePlaceOfTheOneThatWaits();
    void tooManyLoseTheOldest();
    void tooLargeLosesTheOldest();
    void ageCountsByAGoodClockOnly();
    void wrongTimesStartAnew();
    void sixHoursWithoutAServer();
    void aPowerCutBeforeRemovalIsHarmless();
    void aPowerCutBeforeThePlainFileWentIsHarmless();
    void leftoversAndStrangersAreDropped();
    void aWrongTokenKeepsEverything();
    void answersThatAreNoDelivery_data();
    void answersThatAreNoDelivery();
    void oneFileTooLargeDoesNotHoldUpTheRest();
    void oneRefusedFileDoesNotHoldUpTheRest();
    void anUnreadableSealedFileIsKept();
    void aNewerMessageWhileOneIsSent();
    void aNewerMessageWhileOneIsTaken();
    void whatCannotBeTakenHoldsUpNothing();
    void aDamagedSealedFileDoesNotHoldUpTheRest();
    void aSilentServerStalls();
    void aFullDiskKeepsThePlainFile();
    void figuresForOperators();

private:
    void write(const QString &path, const QByteArray &bytes = "{\"n\":1}") const;
    OutboxSettings settings() const;
    std::unique_ptr<OutboxUploader> uploader() const;
    OutboxFigures run(OutboxUploader &uploader, int milliseconds = 5000) const;
    QStringList queued() const;

    QString outbox() const { return directory->filePath(QStringLiteral("outbox")); }

    QString queue() const { return directory->filePath(QStringLiteral("cache/outbox")); }

    QString below(const QString &name) const { return queue() + QStringLiteral("/fs-01/") + name; }

    QByteArray opened(const QString &path) const;

    std::unique_ptr<QTemporaryDir> directory;
    std::unique_ptr<DropboxServer> server;
    OpenKey key = OpenKey::generate();
    ClockReading clock;
};

void OutboxTest::init()
{
    directory = std::make_unique<QTemporaryDir>();
    server = std::make_unique<DropboxServer>();
    clock = { QDateTime::currentDateTimeUtc(), true };
    QVERIFY(QDir().mkpath(outbox()));
    write(directory->filePath(QStringLiteral("token")), "0123456789abcdef\n");
}

void OutboxTest::write(const QString &path, const QByteArray &bytes) const
{
    const QString target = QDir(outbox()).filePath(path);
    QVERIFY(QDir().mkpath(QFileInfo(target).path()));
    QFile file(target);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

OutboxSettings OutboxTest::settings() const
{
    DropboxSettings box { server->url(), directory->filePath(QStringLiteral("token")),
        std::chrono::milliseconds(300) };
    return { outbox(), queue(), QStringLiteral("fs-01"), key.publicKey(), box, monday, {} };
}

std::unique_ptr<OutboxUploader> OutboxTest::uploader() const
{
    return std::make_unique<OutboxUploader>(
        settings(), [this] { return clock; }, [](int) { return std::chrono::milliseconds(5); });
}

// Starts it and waits until nothing is left or nothing more can be done.
OutboxFigures OutboxTest::run(OutboxUploader &uploader, int milliseconds) const
{
    OutboxFigures last;
    bool rest = false;
    connect(&uploader, &OutboxUploader::changed, this, [&](const auto &now) { last = now; });
    connect(&uploader, &OutboxUploader::atRest, this, [&] { rest = true; });
    uploader.start();
    if (!QTest::qWaitFor([&] { return rest; }, milliseconds))
        QTest::qFail("it never comes to rest", __FILE__, __LINE__);
    QTest::qWait(1);
    uploader.disconnect(this);
    return last;
}

QStringList OutboxTest::queued() const
{
    return QDir(below({})).entryList(QDir::Files | QDir::Hidden, QDir::Name);
}

QByteArray OutboxTest::opened(const QString &path) const
{
    const auto bytes = key.open(server->files.value(path));
    if (!bytes)
        return "not sealed to the key";
    const auto message = KioskMessage::unpacked(*bytes, path);
    if (!message)
        return message.failure().why.toUtf8();
    const KioskMessage &one = message.value();
    const bool own = path == QStringLiteral("%1/%2/%3.sealed").arg(one.kiosk, one.kind, one.id);
    return own ? one.json : "under a wrong name";
}

void OutboxTest::sealsDeliversAndLeavesNothing()
{
    write(QStringLiteral("shown/43-ab.json"), "{\"release\":43}");
    write(QStringLiteral("usage/.2026-11-23.json.tmp"), "{");
    const auto box = uploader();
    const OutboxFigures figures = run(*box);
    QCOMPARE(figures.sent, 1);
    QCOMPARE(figures.waiting, 0);
    QVERIFY(!figures.failure);
    QCOMPARE(server->paths, QStringList { QStringLiteral("fs-01/shown/43-ab.sealed") });
    QCOMPARE(opened(server->paths.constFirst()), QByteArray("{\"release\":43}"));
    QVERIFY(!QFile::exists(outbox() + QStringLiteral("/shown/43-ab.json")));
    QVERIFY(QFile::exists(outbox() + QStringLiteral("/usage/.2026-11-23.json.tmp")));
    QCOMPARE(queued(), QStringList());
    // It goes on watching: a folder and a file that come later are seen without a new start.
    write(QStringLiteral("usage/.later"), "{}");
    QVERIFY(QFile::rename(outbox() + QStringLiteral("/usage/.later"),
        outbox() + QStringLiteral("/usage/later.json")));
    QTRY_COMPARE_WITH_TIMEOUT(server->paths.size(), 2, 5000);
    QCOMPARE(opened(QStringLiteral("fs-01/usage/later.sealed")), QByteArray("{}"));

    struct stat info { };

    QCOMPARE(::stat(QFile::encodeName(queue()).constData(), &info), 0);
    QCOMPARE(info.st_mode & 0777U, 0700U);
}

void OutboxTest::strangeFilesAreSetAside()
{
    write(QStringLiteral("shown/large.json"), "{\"a\":\"" + QByteArray(300'000, 'x') + "\"}");
    write(QStringLiteral("shown/text.json"), "hello");
    write(QStringLiteral("shown/empty.json"), {});
    write(QStringLiteral("shown/twice.json"), "{\"a\":1,\"a\":2}");
    write(QStringLiteral("shown/bad name.json"));
    write(QStringLiteral("shown/line\nbreak.json"));
    write(QStringLiteral("shown/noending"));
    write(QStringLiteral("shown/folder.json/inside"));
    write(QStringLiteral("Shown/a.json"));
    write(QStringLiteral("loose.json"));
    write(QStringLiteral("shown/one.json"));
    const QString shown = outbox() + QStringLiteral("/shown/");
    write(directory->filePath(QStringLiteral("secret.json")));
    QVERIFY(QFile::link(
        directory->filePath(QStringLiteral("secret.json")), shown + QStringLiteral("link.json")));
    QVERIFY(QFile::link(directory->path(), outbox() + QStringLiteral("/usage")));
    QCOMPARE(::link(qPrintable(directory->filePath(QStringLiteral("secret.json"))),
                 qPrintable(shown + QStringLiteral("hard.json"))),
        0);
    QCOMPARE(::mkfifo(qPrintable(shown + QStringLiteral("fifo.json")), 0600), 0);
    write(QStringLiteral("shown/zlast.json"));
    const auto box = uploader();
    const OutboxFigures figures = run(*box);
    QCOMPARE(figures.sent, 2);
    QCOMPARE(figures.setAside, 14);
    // What could be read of them waits sealed for the bureau, and no plain word of it is left.
    const QDir aside(outbox() + QStringLiteral("/.aside"));
    QStringList kept;
    for (const QFileInfo &one : aside.entryInfoList(QDir::Files)) {
        QVERIFY(one.fileName().endsWith(QStringLiteral(".sealed")));
        kept.append(QString::fromUtf8(
            key.open(readIfPresent(one.filePath(), 10'000)).value_or("not sealed")));
    }
    kept.sort();
    QCOMPARE(kept,
        (QStringList { QStringLiteral("hello"), QStringLiteral("{\"a\":1,\"a\":2}"),
            QStringLiteral("{\"n\":1}"), QStringLiteral("{\"n\":1}"), QStringLiteral("{\"n\":1}"),
            QStringLiteral("{\"n\":1}") }));
    QCOMPARE(server->files.size(), 2);
    QCOMPARE(opened(QStringLiteral("fs-01/shown/zlast.sealed")), QByteArray("{\"n\":1}"));
    QCOMPARE(QDir(shown).entryList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot),
        QStringList());
    QCOMPARE(QDir(outbox()).entryList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot),
        QStringList { QStringLiteral("shown") });
    QVERIFY(QFile::exists(directory->filePath(QStringLiteral("secret.json"))));
}

void OutboxTest::asideIsBounded()
{
    for (int i = 0; i < 50; ++i)
        write(QStringLiteral("shown/%1.json").arg(i), "no");
    const auto box = uploader();
    QCOMPARE(run(*box).setAside, 50);
    QCOMPARE(QDir(outbox() + QStringLiteral("/.aside")).entryList(QDir::Files).constLast(),
        QStringLiteral("000000050.sealed"));
    QCOMPARE(QDir(outbox() + QStringLiteral("/.aside")).entryList(QDir::Files).size(), 20);
}

void OutboxTest::theSameNameTakesThePlaceOfTheOneThatWaits()
{
    OutboxQueue waiting(queue(), QStringLiteral("fs-01"), monday, {});
    QVERIFY(waiting.prepare(clock).ok());
    const KioskMessage message { QStringLiteral("fs-01"), QStringLiteral("usage"),
        QStringLiteral("a"), {} };
    KioskMessage other = message;
    other.id = QStringLiteral("b");
    QVERIFY(waiting.add(message, "old").ok());
    QVERIFY(waiting.add(other, "other").ok());
    QVERIFY(waiting.add(message, "newer").ok());
    QCOMPARE(waiting.count(), 2);
    QCOMPARE(waiting.first()->id, QStringLiteral("a"));
    QCOMPARE(waiting.read(*waiting.first()).value(), std::optional<QByteArray>("newer"));
    QCOMPARE(waiting.bytes(), 10);
}

void OutboxTest::tooManyLoseTheOldest()
{
    server->close();
    OutboxSettings few = settings();
    few.limits.count = 3;
    OutboxUploader box(
        few, [this] { return clock; }, [](int) { return std::chrono::hours(1); });
    for (int i = 0; i < 5; ++i) {
        write(QStringLiteral("shown/%1.json").arg(i));
        QTest::qWait(5); // file times have to differ
    }
    const OutboxFigures figures = run(box);
    QCOMPARE(figures.lost, 2);
    QCOMPARE(figures.waiting, 3);
    QCOMPARE(queued().constFirst(), QStringLiteral("000000000003.shown.2.sealed"));
}

void OutboxTest::tooLargeLosesTheOldest()
{
    OutboxQueue waiting(queue(), QStringLiteral("fs-01"), monday, { 100, 250, 1000 });
    QVERIFY(waiting.prepare(clock).ok());
    for (const char *id : { "a", "b", "c" })
        QVERIFY(waiting
                    .add({ QStringLiteral("fs-01"), QStringLiteral("usage"),
                             QString::fromLatin1(id), {} },
                        QByteArray(100, 'x'))
                    .ok());
    QCOMPARE(waiting.trim(clock).value(), 1);
    QCOMPARE(waiting.first()->id, QStringLiteral("b"));
}

void OutboxTest::ageCountsByAGoodClockOnly()
{
    OutboxQueue waiting(queue(), QStringLiteral("fs-01"), monday, { 100, 1000, 3600 });
    QVERIFY(waiting.prepare(clock).ok());
    QVERIFY(
        waiting
            .add({ QStringLiteral("fs-01"), QStringLiteral("usage"), QStringLiteral("a"), {} }, "x")
            .ok());
    const ClockReading wrong { clock.now.addYears(70), false };
    QCOMPARE(waiting.trim(wrong).value(), 0);
    QCOMPARE(waiting.trim({ clock.now.addSecs(3500), true }).value(), 0);
    QCOMPARE(waiting.trim({ clock.now.addSecs(3700), true }).value(), 1);
    QCOMPARE(waiting.count(), 0);
    QCOMPARE(queued(), QStringList());
}

void OutboxTest::wrongTimesStartAnew()
{
    const auto prepared = [this](const ClockReading &at) {
        OutboxQueue waiting(queue(), QStringLiteral("fs-01"), monday, { 100, 1000, 3600 });
        return waiting.prepare(at).ok() && waiting.trim(at).value() == 0 && waiting.count() == 1;
    };
    QVERIFY(QDir().mkpath(below({})));
    const QString path = below(QStringLiteral("000000000001.usage.a.sealed"));
    for (const QDateTime &sealedAt :
        { QDateTime::fromSecsSinceEpoch(100), clock.now.addYears(3) }) {
        write(path, "x");
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.setFileTime(sealedAt, QFileDevice::FileModificationTime));
        file.close();
        QVERIFY(prepared({ clock.now, false }));
        QCOMPARE(QFileInfo(path).lastModified(), sealedAt);
        QVERIFY(prepared(clock));
        QVERIFY(QFileInfo(path).lastModified().secsTo(clock.now) < 2);
    }
}

void OutboxTest::sixHoursWithoutAServer()
{
    server->close();
    const auto box = uploader();
    QStringList expected;
    // Something to tell every quarter of an hour; half of the time the server is there and says
    // 503.
    for (int i = 0; i < 24; ++i) {
        clock.now = clock.now.addSecs(900);
        write(QStringLiteral("%1/%2.json").arg(i % 2 ? u"shown" : u"usage").arg(i));
        expected << QStringLiteral("fs-01/%1/%2.sealed").arg(i % 2 ? u"shown" : u"usage").arg(i);
        if (i == 12) {
            server->refusal = "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n";
            QVERIFY(server->open());
        }
        const OutboxFigures figures = run(*box);
        QVERIFY(figures.failure);
        QCOMPARE(figures.failure->error, i < 12 ? SyncError::Offline : SyncError::Http);
        QCOMPARE(figures.sent, 0);
    }
    QVERIFY(server->paths.size() > 5);
    QTRY_COMPARE(queued().size(), 24);
    server->refusal.clear();
    server->paths.clear();
    QTRY_COMPARE_WITH_TIMEOUT(server->files.size(), 24, 10'000);
    QTRY_COMPARE(queued(), QStringList());
    QTest::qWait(50);
    server->paths.removeDuplicates(); // an attempt of the outage may end now
    QCOMPARE(server->paths, expected);
}

void OutboxTest::aPowerCutBeforeRemovalIsHarmless()
{
    write(QStringLiteral("shown/a.json"));
    server->refusal = "HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n";
    {
        const auto box = uploader();
        QVERIFY(run(*box).failure);
        box->stop();
    }
    const QString path = below(queued().constFirst());
    const QByteArray sealed = readIfPresent(path, 10'000);
    server->refusal.clear();
    for (int i = 0; i < 2; ++i) {
        write(path, sealed); // what the disk knows when the power goes after the answer
        const auto box = uploader();
        QCOMPARE(run(*box).sent, 1);
    }
    QCOMPARE(server->files.size(), 1);
    QCOMPARE(server->files.constBegin().value(), sealed);
    QCOMPARE(queued(), QStringList());
}

void OutboxTest::aPowerCutBeforeThePlainFileWentIsHarmless()
{
    server->close();
    for (int i = 0; i < 2; ++i) {
        write(QStringLiteral("shown/a.json"));
        const auto box = uploader();
        QCOMPARE(run(*box).waiting, 1);
        box->stop();
    }
    QCOMPARE(queued().size(), 1);
}

void OutboxTest::leftoversAndStrangersAreDropped()
{
    write(below(QStringLiteral("000000000007.usage.a.b.sealed")), "x");
    write(below(QStringLiteral("000000000008.usage.a.sealed.tmp")), "x");
    write(below(QStringLiteral("other")), "x");
    write(below(QStringLiteral("folder/other")), "x");
    write(queue() + QStringLiteral("/fs-02/000000000001.usage.a.sealed"), "x");
    QVERIFY(QFile::link(directory->path(), queue() + QStringLiteral("/fs-03")));
    OutboxQueue waiting(queue(), QStringLiteral("fs-01"), monday, {});
    QCOMPARE(waiting.prepare(clock).value(), 1); // the one of fs-02 is given up
    QCOMPARE(waiting.count(), 1);
    QCOMPARE(waiting.first()->number, 7);
    QCOMPARE(waiting.first()->id, QStringLiteral("a.b"));
    QCOMPARE(QDir(queue()).entryList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot),
        QStringList { QStringLiteral("fs-01") });
    QCOMPARE(queued().size(), 1);
    QVERIFY(QDir(directory->path()).exists());
}

void OutboxTest::aWrongTokenKeepsEverything()
{
    write(QStringLiteral("shown/a.json"));
    write(directory->filePath(QStringLiteral("token")), "fedcba9876543210\n");
    const auto box = uploader();
    const OutboxFigures figures = run(*box);
    QVERIFY(figures.failure);
    QCOMPARE(figures.failure->httpStatus, 403);
    QCOMPARE(figures.waiting, 1);
    std::optional<SyncFailure> told;
    connect(
        box.get(), &OutboxUploader::changed, this, [&](const auto &now) { told = now.failure; });
    write(directory->filePath(QStringLiteral("token")), "short");
    QTRY_VERIFY(told && told->error == SyncError::Io);
    write(directory->filePath(QStringLiteral("token")), "0123456789abcdef");
    QTRY_COMPARE(server->files.size(), 1); // without a new start
    QTRY_COMPARE(queued(), QStringList());
    box->disconnect(this);
}

void OutboxTest::answersThatAreNoDelivery_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::newRow("login page") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n<html>");
    QTest::newRow("redirect") << QByteArray(
        "HTTP/1.1 307 Moved\r\nLocation: http://127.0.0.1:1/x\r\nContent-Length: 0\r\n\r\n");
    QTest::newRow("redirect home")
        << QByteArray("HTTP/1.1 308 Moved\r\nLocation: /in/other\r\nContent-Length: 0\r\n\r\n");
    QTest::newRow("full") << QByteArray("HTTP/1.1 507 Full\r\nContent-Length: 0\r\n\r\n");
    QTest::newRow("not found") << QByteArray("HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n");
    QTest::newRow("nonsense") << QByteArray("hello\r\n\r\n");
}

void OutboxTest::answersThatAreNoDelivery()
{
    QFETCH(QByteArray, answer);
    server->refusal = answer;
    write(QStringLiteral("shown/a.json"));
    const auto box = uploader();
    const OutboxFigures figures = run(*box);
    QVERIFY(figures.failure);
    QCOMPARE(figures.sent, 0);
    QCOMPARE(figures.waiting, 1);
    for (const QString &path : std::as_const(server->paths))
        QCOMPARE(path, QStringLiteral("fs-01/shown/a.sealed"));
    server->refusal.clear();
    QTRY_COMPARE_WITH_TIMEOUT(server->files.size(), 1, 5000);
}

void OutboxTest::oneFileTooLargeDoesNotHoldUpTheRest()
{
    server->refusal = "HTTP/1.1 413 Large\r\nContent-Length: 0\r\n\r\n";
    server->refusedPath = QStringLiteral("fs-01/shown/a.sealed");
    write(QStringLiteral("shown/a.json"));
    QTest::qWait(5);
    write(QStringLiteral("shown/b.json"));
    const auto box = uploader();
    const OutboxFigures figures = run(*box);
    QCOMPARE(figures.setAside, 1);
    QCOMPARE(figures.sent, 1);
    QCOMPARE(queued(), QStringList());
}

void OutboxTest::oneRefusedFileDoesNotHoldUpTheRest()
{
    // A filter on the way dislikes this one, and says nothing of whether it will always do so.
    server->refusal = "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n";
    server->refusedPath = QStringLiteral("fs-01/shown/a.sealed");
    write(QStringLiteral("shown/a.json"));
    QTest::qWait(5);
    write(QStringLiteral("shown/b.json"));
    QTest::qWait(5);
    write(QStringLiteral("shown/c.json"));
    const auto box = uploader();
    QCOMPARE(run(*box).failure->httpStatus, 403);
    QTRY_COMPARE(server->files.size(), 2);
    QTRY_COMPARE(queued().size(), 1);
    server->refusal.clear();
    QTRY_COMPARE(server->files.size(), 3);
}

void OutboxTest::anUnreadableSealedFileIsKept()
{
    OutboxQueue waiting(queue(), QStringLiteral("fs-01"), monday, {});
    QVERIFY(waiting.prepare(clock).ok());
    QVERIFY(
        waiting
            .add({ QStringLiteral("fs-01"), QStringLiteral("usage"), QStringLiteral("a"), {} }, "x")
            .ok());
    const SealedFile file = *waiting.first();
    const QString path = below(file.fileName());
    QCOMPARE(::chmod(qPrintable(path), 0), 0);
    const uid_t own = ::geteuid();
    if (own == 0)
        QCOMPARE(::seteuid(65534), 0); // root reads everything
    const auto unreadable = waiting.read(file);
    if (own == 0)
        QCOMPARE(::seteuid(0), 0);
    QVERIFY(!unreadable.ok());
    QCOMPARE(::chmod(qPrintable(path), 0600), 0);
    QVERIFY(waiting.read(file).value().has_value());
    // What has another length or is gone will not come back.
    write(path, "xy");
    QCOMPARE(waiting.read(file).value(), std::nullopt);
    QVERIFY(QFile::remove(path));
    QCOMPARE(waiting.read(file).value(), std::nullopt);
}

void OutboxTest::aNewerMessageWhileOneIsSent()
{
    // The server takes its time over the first; meanwhile the screen has counted on.
    server->silent = true;
    write(QStringLiteral("usage/today.json"), "{\"n\":1}");
    const auto box = uploader();
    box->start();
    QTRY_COMPARE(server->paths.size(), 1);
    write(QStringLiteral("usage/.today"), "{\"n\":2}");
    QVERIFY(QFile::rename(outbox() + QStringLiteral("/usage/.today"),
        outbox() + QStringLiteral("/usage/today.json")));
    QTRY_VERIFY(!QFile::exists(outbox() + QStringLiteral("/usage/today.json")));
    server->silent = false;
    server->answerWaiting();
    QTRY_COMPARE(opened(QStringLiteral("fs-01/usage/today.sealed")), QByteArray("{\"n\":2}"));
    QTRY_COMPARE(queued(), QStringList());
}

void OutboxTest::aNewerMessageWhileOneIsTaken()
{
    // A queue that is slow to write: the screen replaces the file before its name is removed.
    write(QStringLiteral("usage/today.json"), "{\"n\":1}");
    const QString path = outbox() + QStringLiteral("/usage/today.json");

    struct stat before { };

    QCOMPARE(::stat(qPrintable(path), &before), 0);
    write(QStringLiteral("usage/.today"), "{\"n\":2}");
    QCOMPARE(::rename(qPrintable(outbox() + QStringLiteral("/usage/.today")), qPrintable(path)), 0);
    const FileDescriptor folder
        = openFile(outbox() + QStringLiteral("/usage"), O_RDONLY | O_DIRECTORY);
    QVERIFY(removeTaken(folder.get(), QStringLiteral("today.json"), before).ok());
    QCOMPARE(readIfPresent(path, 100), QByteArray("{\"n\":2}"));
    QCOMPARE(::stat(qPrintable(path), &before), 0);
    QVERIFY(removeTaken(folder.get(), QStringLiteral("today.json"), before).ok());
    QCOMPARE(QDir(outbox() + QStringLiteral("/usage"))
                 .entryList(QDir::Files | QDir::Hidden | QDir::NoDotAndDotDot),
        QStringList());
}

void OutboxTest::whatCannotBeTakenHoldsUpNothing()
{
    // Another user's file among the screen's, and a folder where a name is needed.
    write(QStringLiteral("receipt/first.json"));
    QVERIFY(QDir().mkpath(outbox() + QStringLiteral("/receipt/.taken/inside")));
    QTest::qWait(5);
    write(QStringLiteral("usage/second.json"));
    const auto box = uploader();
    box->start();
    QTRY_VERIFY(server->files.contains(QStringLiteral("fs-01/usage/second.sealed")));
    QVERIFY(QFile::exists(outbox() + QStringLiteral("/receipt/first.json")));
    QVERIFY(QDir(outbox() + QStringLiteral("/receipt/.taken")).removeRecursively());
    write(QStringLiteral("usage/third.json"));
    QTRY_VERIFY(!QFile::exists(outbox() + QStringLiteral("/receipt/first.json")));
    QTRY_VERIFY(server->files.contains(QStringLiteral("fs-01/receipt/first.sealed")));
}

void OutboxTest::aDamagedSealedFileDoesNotHoldUpTheRest()
{
    write(below(QStringLiteral("000000000001.usage.a.sealed")), {});
    write(QStringLiteral("shown/b.json"));
    const auto box = uploader();
    box->start();
    QTRY_COMPARE(server->files.size(), 1);
    QTRY_COMPARE(queued(), QStringList());
}

void OutboxTest::aSilentServerStalls()
{
    server->silent = true;
    write(QStringLiteral("shown/a.json"));
    const auto box = uploader();
    const OutboxFigures figures = run(*box);
    QVERIFY(figures.failure);
    QCOMPARE(figures.failure->error, SyncError::Stalled);
    QTRY_VERIFY(server->paths.size() > 1);
    box->stop();
    QCOMPARE(queued().size(), 1);
}

void OutboxTest::aFullDiskKeepsThePlainFile()
{
    if (::geteuid() == 0) {
        // Root may write everywhere; a file in the way of the folder does the same.
        write(directory->filePath(QStringLiteral("cache")));
    } else {
        QVERIFY(QDir().mkpath(directory->filePath(QStringLiteral("cache"))));
        QCOMPARE(::chmod(qPrintable(directory->filePath(QStringLiteral("cache"))), 0500), 0);
    }
    write(QStringLiteral("shown/a.json"));
    const auto box = uploader();
    const OutboxFigures figures = run(*box);
    QVERIFY(figures.failure);
    QCOMPARE(figures.failure->error, SyncError::Io);
    QVERIFY(QFile::exists(outbox() + QStringLiteral("/shown/a.json")));
    QVERIFY(QFile::remove(directory->filePath(QStringLiteral("cache")))
        || ::chmod(qPrintable(directory->filePath(QStringLiteral("cache"))), 0700) == 0);
    QTRY_COMPARE_WITH_TIMEOUT(server->files.size(), 1, 5000);
}

void OutboxTest::figuresForOperators()
{
    SyncStatus status;
    QVERIFY(!metricsText(status, {}).contains("outbox"));
    QVERIFY(status.toJson(monday).contains("\"outbox\":null"));
    status.outbox = { true, 3, 900, monday, 40, 2, 1, monday,
        SyncFailure { SyncError::Http, QStringLiteral("fs-01/shown/a.sealed"),
            QStringLiteral("the answer is 403"), 403 } };
    const QByteArray metrics = metricsText(status, {});
    for (const char *line :
        { "hall_sync_outbox_waiting 3\n", "hall_sync_outbox_waiting_bytes 900\n",
            "hall_sync_outbox_oldest_timestamp_seconds 1795420800\n",
            "hall_sync_outbox_failing 1\n", "hall_sync_outbox_sent_total 40\n",
            "hall_sync_outbox_lost_total 2\n", "hall_sync_outbox_set_aside_total 1\n" })
        QVERIFY2(metrics.contains(line), line);
    const QByteArray json = status.toJson(monday);
    QVERIFY(json.contains("\"waiting\":3") && json.contains("the answer is 403"));
}

QTEST_GUILESS_MAIN(OutboxTest)
#include "tst_outbox.moc"
