#include "faultydisk.h"
#include "kiosk.h"
#include "sync/durablefile.h"

#include <QProcess>
#include <QTest>
#include <cerrno>
#include <unistd.h>

using namespace Hall;
using namespace Hall::Test;

/// Disks that are full, worn or read-only, at every step of an update.
class DiskTest : public QObject {
    Q_OBJECT

private slots:
    void everyCallFailsOnce_data();
    void everyCallFailsOnce();
    void quotaAndReserve();
    void quotaPrunesFirst();
    void aSmallQuotaGivesUpThePreviousRelease();
    void fullDiskAtEveryStep();
    void remountedReadOnly();

private:
    static void requireWhole(const Kiosk &kiosk, const Files &before, const Files &after);
};

namespace {

// A small ext4 of its own for this process, mounted while it lives.
class SmallDisk {
public:
    SmallDisk()
    {
        if (::geteuid() != 0)
            return;
        QFile image(m_directory.filePath(QStringLiteral("image")));
        m_mounted = image.open(QIODevice::WriteOnly) && image.resize(8 << 20)
            && run({ QStringLiteral("mkfs.ext4"), QStringLiteral("-q"), QStringLiteral("-m"),
                QStringLiteral("0"), image.fileName() })
            && QDir().mkpath(path())
            && run({ QStringLiteral("mount"), QStringLiteral("-o"), QStringLiteral("loop"),
                image.fileName(), path() });
        m_before = qgetenv("TMPDIR");
        if (m_mounted)
            qputenv("TMPDIR", path().toLocal8Bit());
    }

    ~SmallDisk()
    {
        qputenv("TMPDIR", m_before);
        if (m_mounted)
            run({ QStringLiteral("umount"), path() });
    }

    Q_DISABLE_COPY_MOVE(SmallDisk)

    bool mounted() const { return m_mounted; }

    QString path() const { return m_directory.filePath(QStringLiteral("disk")); }

    bool remount(const char *how) const
    {
        return run({ QStringLiteral("mount"), QStringLiteral("-o"),
            QStringLiteral("remount,") + QString::fromLatin1(how), path() });
    }

    // Fills the disk until so many bytes are left.
    void fill(qint64 left) const
    {
        QFile ballast(path() + QStringLiteral("/ballast"));
        QVERIFY(ballast.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
        const QByteArray block(4096, 'b');
        while (readDiskSpace(path()).free > left && ballast.write(block) == block.size()) { }
    }

    void clear() const { QFile::remove(path() + QStringLiteral("/ballast")); }

private:
    static bool run(QStringList command)
    {
        const QString program = command.takeFirst();
        return QProcess::execute(program, command) == 0;
    }

    QTemporaryDir m_directory;
    QByteArray m_before;
    bool m_mounted = false;
};

const char noDisk[] = "no root or no loop device here: the small disk was not tried";

Files largeRelease(const QString &text)
{
    Files files = releaseWith(text);
    // Does not shrink by compression, so that it takes its place on the disk.
    QByteArray noise(300'000, '\0');
    quint32 state = 1;
    for (char &byte : noise) {
        state = state * 1664525U + 1013904223U + static_cast<quint32>(text.size());
        byte = static_cast<char>(state >> 24U);
    }
    files.insert(QStringLiteral("media/film.mp4"), noise);
    return files;
}

} // namespace

void DiskTest::requireWhole(const Kiosk &kiosk, const Files &before, const Files &after)
{
    const Files shown = kiosk.shown();
    QVERIFY(shown == before || shown == after);
    QVERIFY(kiosk.shownRelease() == 42 || kiosk.shownRelease() == 43);
}

void DiskTest::everyCallFailsOnce_data()
{
    QTest::addColumn<int>("error");
    QTest::addColumn<bool>("forGood");
    QTest::addColumn<int>("first");
    QTest::newRow("full") << ENOSPC << false << 1;
    QTest::newRow("full from there on") << ENOSPC << true << 2;
    QTest::newRow("worn") << EIO << false << 3;
    QTest::newRow("worn from there on") << EIO << true << 4;
    QTest::newRow("read-only from there on") << EROFS << true << 5;
}

void DiskTest::everyCallFailsOnce()
{
    QFETCH(int, error);
    QFETCH(bool, forGood);
#ifdef __SANITIZE_ADDRESS__
    // A sanitized signature takes its time; the five rows together still strike at every call.
    constexpr int stride = 5;
    QFETCH(int, first);
#else
    constexpr int stride = 1;
    constexpr int first = 1;
#endif
    const Files before = releaseWith(QStringLiteral("old"));
    const Files after = releaseWith(QStringLiteral("new"));
    int nth = first - stride;
    for (bool struck = true; struck;) {
        nth += stride;
        Kiosk kiosk;
        kiosk.publisher.publish(before);
        QVERIFY(kiosk.sync().ok());
        kiosk.publisher.publish(after);
        {
            const FaultyDisk disk(nth, error, forGood);
            const Synced<UpdateResult> result = kiosk.sync();
            struck = FaultyDisk::struck();
            const SyncError expected = error == ENOSPC ? SyncError::NoSpace : SyncError::Io;
            QVERIFY2(result || result.failure().error == expected,
                qPrintable(QStringLiteral("call %1: %2")
                               .arg(nth)
                               .arg(result ? QString() : sentence(result.failure()))));
            // No success is told that is not on the disk.
            QVERIFY(!result || kiosk.shown() == after);
        }
        requireWhole(kiosk, before, after);
        const Synced<UpdateResult> next = kiosk.poll();
        QVERIFY2(next.ok() || forGood, qPrintable(QString::number(nth)));
        QVERIFY(kiosk.sync().ok());
        QCOMPARE(kiosk.shown(), after);
    }
    QVERIFY2(nth > 30, qPrintable(QString::number(nth)));
}

void DiskTest::quotaAndReserve()
{
    Kiosk kiosk;
    kiosk.publisher.publish(largeRelease(QStringLiteral("1")));
    QVERIFY(kiosk.sync().ok());
    const qint64 size = cacheSize(kiosk.cache);
    QVERIFY(size > 300'000 && size < 400'000);
    const DiskSpace free = readDiskSpace(kiosk.cache.root());
    const DiskSpace open = limitedSpace(0, -1)(kiosk.cache.root());
    QVERIFY(qAbs(open.free - free.free) < (64 << 20));
    QCOMPARE(reservedSpace(open), std::max(qint64(1) << 30, free.total / 20));
    const DiskSpace limited = limitedSpace(size + 5000, 2000)(kiosk.cache.root());
    QCOMPARE(reservedSpace(limited), 2000);
    QCOMPARE(limited.free - reservedSpace(limited), 5000);
}

void DiskTest::quotaPrunesFirst()
{
    Kiosk kiosk;
    const auto limit
        = [&kiosk](qint64 quota) { kiosk.space = limitedSpace(quota, 0)(kiosk.cache.root()); };
    for (int i = 1; i <= 2; ++i) {
        kiosk.publisher.publish(largeRelease(QString(i, u'x')));
        QVERIFY(kiosk.sync().ok());
    }
    QVERIFY(cacheSize(kiosk.cache) > 600'000);
    kiosk.publisher.publish(largeRelease(QStringLiteral("xxx")));
    limit(650'000);
    const Files shown = kiosk.shown();
    QCOMPARE(kiosk.poll().failure().error, SyncError::NoSpace);
    QCOMPARE(kiosk.shown(), shown);
    limit(2'000'000);
    QVERIFY(kiosk.poll().value() == UpdateResult::Installed);
}

void DiskTest::aSmallQuotaGivesUpThePreviousRelease()
{
    Kiosk kiosk;
    UpdaterSettings settings;
    settings.shippedRoot = kiosk.publisher.shippedRoot;
    settings.space = limitedSpace(700'000, 0);
    Updater updater(kiosk.server, kiosk.cache, settings, kiosk.board);
    QVERIFY(updater.prepare().ok());
    for (int i = 1; i <= 4; ++i) {
        const Files next = largeRelease(QString(i, u'x'));
        kiosk.publisher.publish(next);
        QVERIFY(updater.run(kiosk.clock).ok());
        QCOMPARE(kiosk.shown(), next);
        QVERIFY(cacheSize(kiosk.cache) <= 700'000);
    }
    // Where even that is not enough, it stays.
    Files film = largeRelease(QStringLiteral("film"));
    film[QStringLiteral("media/film.mp4")]
        = film.value(QStringLiteral("media/film.mp4")).repeated(3);
    kiosk.publisher.compressObjects = false;
    kiosk.publisher.publish(film);
    QCOMPARE(updater.run(kiosk.clock).failure().error, SyncError::NoSpace);
    QCOMPARE(Generations(kiosk.cache).all().size(), 2);
}

void DiskTest::fullDiskAtEveryStep()
{
    const SmallDisk disk;
    if (!disk.mounted())
        QSKIP(noDisk);
    const Files before = largeRelease(QStringLiteral("old"));
    const Files after = largeRelease(QStringLiteral("newer"));
    int refused = 0;
    for (qint64 left = 0; left < 700'000; left += 24 * 1024) {
        Kiosk kiosk;
        QVERIFY(kiosk.directory.path().startsWith(disk.path()));
        kiosk.publisher.publish(before);
        QVERIFY(kiosk.sync().ok());
        kiosk.publisher.publish(after);
        disk.fill(left);
        const Synced<UpdateResult> result = kiosk.poll();
        if (!result) {
            QCOMPARE(result.failure().error, SyncError::NoSpace);
            ++refused;
        }
        requireWhole(kiosk, before, after);
        disk.clear();
        QVERIFY(kiosk.poll().ok());
        QCOMPARE(kiosk.shown(), after);
    }
    QVERIFY2(refused >= 5, qPrintable(QString::number(refused)));
}

void DiskTest::remountedReadOnly()
{
    const SmallDisk disk;
    if (!disk.mounted())
        QSKIP(noDisk);
    Kiosk kiosk;
    const Files before = releaseWith(QStringLiteral("old"));
    const Files after = releaseWith(QStringLiteral("new"));
    kiosk.publisher.publish(before);
    QVERIFY(kiosk.sync().ok());
    kiosk.publisher.publish(after);
    QVERIFY(disk.remount("ro"));
    QCOMPARE(kiosk.poll().failure().error, SyncError::Io);
    QCOMPARE(kiosk.shown(), before);
    QVERIFY(disk.remount("rw"));
    QVERIFY(kiosk.poll().ok());
    QCOMPARE(kiosk.shown(), after);
    // In the middle of an update.
    kiosk.publisher.publish(before);
    kiosk.server.before = [&disk](const QString &path) {
        if (path.endsWith(QStringLiteral("stable.manifest.zst")))
            QVERIFY(disk.remount("ro"));
    };
    QCOMPARE(kiosk.poll().failure().error, SyncError::Io);
    QCOMPARE(kiosk.shown(), after);
    kiosk.server.before = {};
    QVERIFY(disk.remount("rw"));
    QVERIFY(kiosk.poll().ok());
    QCOMPARE(kiosk.shown(), before);
}

QTEST_GUILESS_MAIN(DiskTest)
#include "tst_disk.moc"
