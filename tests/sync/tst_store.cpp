#include "kiosk.h"
#include "sync/durablefile.h"
#include "sync/housekeeping.h"
#include "sync/locks.h"
#include "trust/digest.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <fcntl.h>
#include <sys/file.h>

using namespace Hall;
using namespace Hall::Test;

/// The cache on the disk: what is kept, what goes, and what is put right.
class StoreTest : public QObject {
    Q_OBJECT

private slots:
    void keepsCurrentAndPrevious();
    void pruneHonoursALease();
    void repairDropsUnfinishedWork();
    void repairOfADanglingCurrent();
    void repairOfAShortFile();
    void repairOfAnUnsoundDatabase();
    void repairWithNothingLeft();
    void aByteChangedInCurrentIsPutRight_data();
    void aByteChangedInCurrentIsPutRight();
    void aChangedDatabaseGivesWayToThePreviousRelease();
    void aChangedPictureDoesNotBringBackOldFacts();
    void onlyTheDatabaseOfALargeReleaseIsRead();
    void theManifestAndTheDatabaseChanged();
    void currentThatLeadsElsewhere();
    void noSpaceThenSpace();
    void noSpacePrunesFirst();
    void filesInTheWay_data();
    void filesInTheWay();
    void lostStateIsLearntAgain();
    void aDamagedStateKeepsThePin();
    void damagedMetadataIsFetchedAgain();
    void oneProcessOnly();
    void statusFileIsThrottled();
    void durableFileReplacesWhole();

private:
    static void publishAndSync(Kiosk &kiosk, int releases);
    static void flipByte(const QString &path);
};

void StoreTest::publishAndSync(Kiosk &kiosk, int releases)
{
    for (int i = 0; i < releases; ++i) {
        kiosk.publisher.publish(
            releaseWith(QStringLiteral("release %1").arg(kiosk.publisher.release.release + 1)));
        QVERIFY(kiosk.sync().ok());
    }
}

void StoreTest::flipByte(const QString &path)
{
    QFile file(path);
    QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
        && file.open(QIODevice::ReadWrite));
    // In a database the end of a page is a text, which its own check does not look at.
    QVERIFY(file.seek(file.size() - 1));
    const QByteArray last = file.peek(1);
    QCOMPARE(file.write(QByteArray(1, static_cast<char>(last.at(0) ^ 1))), 1);
}

void StoreTest::keepsCurrentAndPrevious()
{
    Kiosk kiosk;
    publishAndSync(kiosk, 4);
    const QStringList names = Generations(kiosk.cache).all();
    QCOMPARE(names.size(), 2);
    QCOMPARE(Generations::releaseOf(names.at(0)), 45);
    QCOMPARE(Generations::releaseOf(names.at(1)), 44);
    // Two databases and the two pictures they share.
    QCOMPARE(kiosk.entries(kiosk.cache.objects()).size(), 4);
    QCOMPARE(kiosk.entries(kiosk.cache.manifests()).size(), 2);
    QCOMPARE(kiosk.entries(kiosk.cache.leases()).size(), 2);
}

void StoreTest::pruneHonoursALease()
{
    Kiosk kiosk;
    publishAndSync(kiosk, 1);
    const Generations generations(kiosk.cache);
    const QString shown = generations.current();
    FileDescriptor screen = openFile(kiosk.cache.lease(shown), O_RDONLY);
    QVERIFY(screen.valid() && ::flock(screen.get(), LOCK_SH) == 0);
    publishAndSync(kiosk, 3);
    QCOMPARE(generations.all().size(), 3);
    QVERIFY(generations.whole(shown));
    screen.close();
    publishAndSync(kiosk, 1);
    QCOMPARE(generations.all().size(), 2);
    QVERIFY(!QFileInfo::exists(kiosk.cache.generation(shown)));
}

void StoreTest::repairDropsUnfinishedWork()
{
    Kiosk kiosk;
    publishAndSync(kiosk, 1);
    const QString unfinished = kiosk.cache.generation(QStringLiteral("43-00000000.tmp"));
    QVERIFY(QDir().mkpath(unfinished + QStringLiteral("/pages")));
    QVERIFY(writeDurably(unfinished + QStringLiteral("/pages/x"), "x").ok());
    QVERIFY(writeDurably(kiosk.cache.state() + QStringLiteral(".tmp"), "x").ok());
    QVERIFY(
        QFile::link(QStringLiteral("gen/nowhere"), kiosk.cache.current() + QStringLiteral(".tmp")));
    QVERIFY(kiosk.sync().ok());
    QVERIFY(!QFileInfo::exists(unfinished));
    QVERIFY(kiosk.entries(kiosk.directory.path()).filter(QStringLiteral(".tmp")).isEmpty());
    QCOMPARE(kiosk.shownRelease(), 42);
}

void StoreTest::repairOfADanglingCurrent()
{
    Kiosk kiosk;
    publishAndSync(kiosk, 2);
    QVERIFY(removeTree(kiosk.cache.generation(Generations(kiosk.cache).current())).ok());
    const Synced<CacheCondition> repaired = repairCache(kiosk.cache, 1);
    QCOMPARE(Generations::releaseOf(repaired.value().shown), 42);
    QCOMPARE(kiosk.shownRelease(), 42);
    QVERIFY(kiosk.sync().ok());
    QCOMPARE(kiosk.shownRelease(), 43);
}

void StoreTest::repairOfAShortFile()
{
    Kiosk kiosk;
    publishAndSync(kiosk, 2);
    const Files good = kiosk.shown();
    QFile file(kiosk.cache.current() + QStringLiteral("/release.db"));
    QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) && file.resize(100));
    QCOMPARE(Generations::releaseOf(repairCache(kiosk.cache, 1).value().shown), 42);
    QVERIFY(kiosk.sync().ok());
    QCOMPARE(kiosk.shown(), good);
}

void StoreTest::repairOfAnUnsoundDatabase()
{
    Kiosk kiosk;
    publishAndSync(kiosk, 2);
    const Files good = kiosk.shown();
    QFile file(kiosk.cache.current() + QStringLiteral("/release.db"));
    QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
        && file.open(QIODevice::ReadWrite));
    // The same length, and the first page overwritten.
    QCOMPARE(file.write(QByteArray(200, 'x')), 200);
    file.close();
    QCOMPARE(Generations::releaseOf(repairCache(kiosk.cache, 1).value().shown), 42);
    QVERIFY(kiosk.sync().ok());
    QCOMPARE(kiosk.shown(), good);
    QCOMPARE(kiosk.shownRelease(), 43);
}

void StoreTest::repairWithNothingLeft()
{
    Kiosk kiosk;
    publishAndSync(kiosk, 1);
    const Files good = kiosk.shown();
    QFile file(kiosk.cache.current() + QStringLiteral("/release.db"));
    QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
        && file.open(QIODevice::ReadWrite));
    QCOMPARE(file.write(QByteArray(200, 'x')), 200);
    file.close();
    const Synced<CacheCondition> repaired = repairCache(kiosk.cache, 1);
    QVERIFY(repaired.ok() && repaired.value().shown.isEmpty());
    QVERIFY(kiosk.sync().ok());
    QCOMPARE(kiosk.shown(), good);
}

void StoreTest::aByteChangedInCurrentIsPutRight_data()
{
    QTest::addColumn<QString>("path");
    for (const QString &path : releaseWith({}).keys())
        QTest::newRow(qPrintable(path)) << path;
}

void StoreTest::aByteChangedInCurrentIsPutRight()
{
    QFETCH(QString, path);
    Kiosk kiosk;
    publishAndSync(kiosk, 1);
    const Files good = kiosk.shown();
    const QString name = Generations(kiosk.cache).current();
    flipByte(kiosk.cache.current() + u'/' + path);
    // Without a server what is there stays, and the fault is told.
    const Files served = std::exchange(kiosk.publisher.served, {});
    QCOMPARE(kiosk.refusal(), QStringLiteral("http"));
    QCOMPARE(Generations(kiosk.cache).current(), name);
    QCOMPARE(kiosk.board.status().warnings.size(), 1);
    QVERIFY(kiosk.shown() != good);
    const QString digest = sha256Hex(good.value(path));
    QCOMPARE(kiosk.entries(kiosk.cache.quarantine()), QStringList { digest });
    // The server has nothing new.
    kiosk.publisher.served = served;
    kiosk.server.takeRequests();
    QCOMPARE(kiosk.refusal(), QStringLiteral("fine"));
    QCOMPARE(kiosk.shown(), good);
    QCOMPARE(Generations(kiosk.cache).current(), name);
    // Timestamp, next root, manifest, and the one object that was bad.
    QCOMPARE(kiosk.server.takeRequests().size(), 4);
    QVERIFY(kiosk.board.status().warnings.isEmpty());
    QVERIFY(kiosk.sync().value() == UpdateResult::NothingNew);
}

void StoreTest::aChangedDatabaseGivesWayToThePreviousRelease()
{
    Kiosk kiosk;
    publishAndSync(kiosk, 1);
    const Files previous = kiosk.shown();
    publishAndSync(kiosk, 1);
    const Files good = kiosk.shown();
    flipByte(kiosk.cache.current() + QStringLiteral("/release.db"));
    const Files served = std::exchange(kiosk.publisher.served, {});
    QCOMPARE(kiosk.refusal(), QStringLiteral("http"));
    QCOMPARE(kiosk.shown(), previous);
    kiosk.publisher.served = served;
    QCOMPARE(kiosk.refusal(), QStringLiteral("fine"));
    QCOMPARE(kiosk.shown(), good);
    // A damaged one does not count as the release to fall back to.
    flipByte(kiosk.cache.current() + QStringLiteral("/release.db"));
    publishAndSync(kiosk, 1);
    QCOMPARE(Generations(kiosk.cache).all().size(), 2);
    QCOMPARE(Generations::releaseOf(Generations(kiosk.cache).all().at(1)), 42);
}

void StoreTest::aChangedPictureDoesNotBringBackOldFacts()
{
    Kiosk kiosk;
    publishAndSync(kiosk, 2);
    const Files good = kiosk.shown();
    flipByte(kiosk.cache.current() + QStringLiteral("/pages/F-HZ-02-1.png"));
    const Synced<CacheCondition> repaired = repairCache(kiosk.cache, 1);
    QCOMPARE(Generations::releaseOf(repaired.value().shown), 43);
    QCOMPARE(repaired.value().damaged, repaired.value().shown);
    QVERIFY(kiosk.sync().ok());
    QCOMPARE(kiosk.shown(), good);
}

void StoreTest::onlyTheDatabaseOfALargeReleaseIsRead()
{
    Kiosk kiosk;
    Files files = releaseWith(QStringLiteral("x"));
    files.insert(QStringLiteral("video.mp4"), QByteArray(65 * 1024 * 1024, 'v'));
    kiosk.publisher.publish(files);
    QVERIFY(kiosk.sync().ok());
    flipByte(kiosk.cache.current() + QStringLiteral("/video.mp4"));
    QVERIFY(repairCache(kiosk.cache, 1).value().damaged.isEmpty());
    flipByte(kiosk.cache.current() + QStringLiteral("/release.db"));
    QVERIFY(kiosk.sync().ok());
    QCOMPARE(kiosk.shown(), files); // once one file is bad, all are looked at
}

void StoreTest::theManifestAndTheDatabaseChanged()
{
    Kiosk kiosk;
    publishAndSync(kiosk, 1);
    const Files good = kiosk.shown();
    flipByte(kiosk.cache.current() + QStringLiteral("/release.db"));
    flipByte(kiosk.cache.manifest(Generations(kiosk.cache).current()));
    QVERIFY(kiosk.sync().ok());
    QCOMPARE(kiosk.shown(), good);
}

void StoreTest::currentThatLeadsElsewhere()
{
    Kiosk kiosk;
    publishAndSync(kiosk, 1);
    QVERIFY(QFile::remove(kiosk.cache.current()));
    QVERIFY(QFile::link(QStringLiteral("/etc"), kiosk.cache.current()));
    QVERIFY(Generations(kiosk.cache).current().isEmpty());
    QVERIFY(kiosk.sync().ok());
    QCOMPARE(kiosk.shownRelease(), 42);
}

void StoreTest::noSpaceThenSpace()
{
    Kiosk kiosk;
    kiosk.publisher.publish(releaseWith(QStringLiteral("x")));
    kiosk.space.free = qint64(10) << 30;
    QCOMPARE(kiosk.refusal(), QStringLiteral("no-space"));
    QVERIFY(kiosk.entries(kiosk.cache.objects()).isEmpty());
    kiosk.space.free = qint64(11) << 30;
    QCOMPARE(kiosk.refusal(), QStringLiteral("fine"));
}

void StoreTest::noSpacePrunesFirst()
{
    Kiosk kiosk;
    publishAndSync(kiosk, 1);
    const QString first = Generations(kiosk.cache).current();
    FileDescriptor screen = openFile(kiosk.cache.lease(first), O_RDONLY);
    QVERIFY(::flock(screen.get(), LOCK_SH) == 0);
    publishAndSync(kiosk, 2);
    QCOMPARE(Generations(kiosk.cache).all().size(), 3);
    screen.close();
    kiosk.space.free = 0;
    kiosk.publisher.publish(releaseWith(QStringLiteral("more")));
    QCOMPARE(kiosk.refusal(), QStringLiteral("no-space"));
    QCOMPARE(Generations(kiosk.cache).all().size(), 2);
    QCOMPARE(kiosk.shownRelease(), 44);
}

void StoreTest::filesInTheWay_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("objects") << QStringLiteral("objects");
    QTest::newRow("part") << QStringLiteral("part");
    QTest::newRow("gen") << QStringLiteral("gen");
    QTest::newRow("meta") << QStringLiteral("meta");
}

void StoreTest::filesInTheWay()
{
    QFETCH(QString, name);
    Kiosk kiosk;
    kiosk.publisher.publish(releaseWith(QStringLiteral("x")));
    const QString path = kiosk.directory.filePath(name);
    QVERIFY(writeDurably(path, "in the way").ok());
    QCOMPARE(kiosk.refusal(), QStringLiteral("io"));
    QVERIFY(QFile::remove(path));
    QCOMPARE(kiosk.refusal(), QStringLiteral("fine"));
}

void StoreTest::lostStateIsLearntAgain()
{
    Kiosk kiosk;
    publishAndSync(kiosk, 1);
    QVERIFY(loadState(kiosk.cache).release == 42);
    for (const QByteArray &broken : { QByteArray(), QByteArray("{}"), QByteArray("{\"release\":4"),
             QByteArray(100'000, 'x') }) {
        QVERIFY(writeDurably(kiosk.cache.state(), broken).ok());
        QVERIFY(writeDurably(kiosk.cache.stateCopy(), broken).ok());
        QCOMPARE(loadState(kiosk.cache), SyncState {});
        QCOMPARE(kiosk.refusal(), QStringLiteral("fine"));
        QCOMPARE(loadState(kiosk.cache).release, 42);
    }
}

void StoreTest::aDamagedStateKeepsThePin()
{
    Kiosk kiosk;
    publishAndSync(kiosk, 1);
    QVERIFY(kiosk.updater().pin(0).ok());
    for (const QString &path : { kiosk.cache.state(), kiosk.cache.stateCopy() }) {
        QVERIFY(writeDurably(path, "damaged").ok());
        kiosk.publisher.publish(releaseWith(path));
        QVERIFY(kiosk.sync().value() == UpdateResult::OnHold);
        QCOMPARE(kiosk.shownRelease(), 42);
    }
    QVERIFY(kiosk.updater().unpin().ok());
    QVERIFY(kiosk.sync().value() == UpdateResult::Installed);
}

void StoreTest::damagedMetadataIsFetchedAgain()
{
    Kiosk kiosk;
    publishAndSync(kiosk, 1);
    for (const Role role : { Role::Root, Role::Timestamp, Role::Snapshot, Role::Targets }) {
        QVERIFY(writeDurably(kiosk.cache.metadata(role), "damaged").ok());
        QCOMPARE(kiosk.refusal(), QStringLiteral("fine"));
        QVERIFY(readIfPresent(kiosk.cache.metadata(role), 100'000) != "damaged");
    }
}

void StoreTest::oneProcessOnly()
{
    const QTemporaryDir directory;
    const QString path = directory.filePath(QStringLiteral("lock"));
    {
        const Synced<FileDescriptor> first = takeCacheLock(path);
        QVERIFY(first.ok());
        const Synced<FileDescriptor> second = takeCacheLock(path);
        QVERIFY(!second.ok());
        QCOMPARE(exitCode(second.failure().error), 3);
    }
    QVERIFY(takeCacheLock(path).ok());
}

void StoreTest::statusFileIsThrottled()
{
    const QTemporaryDir directory;
    const QString path = directory.filePath(QStringLiteral("status.json"));
    qint64 elapsed = 0;
    StatusBoard board([&elapsed] { return elapsed; });
    StatusFile file(
        path, [] { return QDateTime::fromSecsSinceEpoch(0).toUTC(); },
        [&elapsed] { return elapsed; });
    board.listen(
        [&file](const SyncStatus &status, bool milestone) { file.update(status, milestone); });
    const auto bytesDone = [&path] {
        return QJsonDocument::fromJson(readIfPresent(path, 10'000))
            .object()[u"bytes_done"]
            .toInt(-1);
    };
    board.startFetching(1000);
    QCOMPARE(bytesDone(), 0);
    board.received(100);
    QCOMPARE(bytesDone(), 0);
    elapsed = 500;
    board.received(100);
    QCOMPARE(bytesDone(), 200);
    elapsed = 1000;
    board.received(300);
    QCOMPARE(board.status().rate, 500.0);
    QCOMPARE(board.status().etaSeconds, 1);
    QVERIFY(!QFileInfo::exists(path + QStringLiteral(".tmp")));
}

void StoreTest::durableFileReplacesWhole()
{
    const QTemporaryDir directory;
    const QString path = directory.filePath(QStringLiteral("f"));
    QVERIFY(writeDurably(path, "one").ok());
    QVERIFY(writeDurably(path, "two").ok());
    QCOMPARE(readIfPresent(path, 100), QByteArray("two"));
    QVERIFY(readIfPresent(path, 2).isEmpty());
    QVERIFY(!writeDurably(directory.filePath(QStringLiteral("no/f")), "x").ok());
    // A full disk, as the kernel tells it.
    const FileDescriptor full(::open("/dev/full", O_WRONLY | O_CLOEXEC));
    const Synced<Done> written = writeAll(full, "x", QStringLiteral("f"));
    QVERIFY(!written.ok());
    QCOMPARE(written.failure().error, SyncError::NoSpace);
    // A link in the place of the temporary file is not followed.
    const QString victim = directory.filePath(QStringLiteral("victim"));
    QVERIFY(writeDurably(victim, "precious").ok());
    QVERIFY(QFile::link(victim, path + QStringLiteral(".tmp")));
    QVERIFY(!writeDurably(path, "three").ok());
    QCOMPARE(readIfPresent(victim, 100), QByteArray("precious"));
}

QTEST_GUILESS_MAIN(StoreTest)
#include "tst_store.moc"
