#include "kiosk.h"
#include "sync/filetransport.h"
#include "trust/digest.h"

#include <QTest>
#include <QTimer>
#include <sys/stat.h>

using namespace Hall;
using namespace Hall::Test;

/// A release that is carried to a machine on a stick: believed no more than a web server.
class StickTest : public QObject {
    Q_OBJECT

private slots:
    void init();

    void bringsTheRelease();
    void bringsPatchesAndCompressedObjects();
    void changedObject();
    void foreignSignature();
    void olderRelease();
    void expired_data();
    void expired();
    void pulledOutInTheMiddle();
    void links_data();
    void links();
    void pipeInThePlaceOfAFile();
    void folderInThePlaceOfAFile();
    void noSpace();
    void noStick();
    void stops();

private:
    void copyToStick();

    QString onStick(const QString &path) const { return stick->filePath(path); }

    /// One cycle from the stick; the error word, or `fine`.
    QString sync(int graceDays = 30);
    void refusedWith(const char *word);

    std::unique_ptr<Kiosk> kiosk;
    std::unique_ptr<QTemporaryDir> stick;
    Files before;
    Files after;
};

void StickTest::init()
{
    kiosk = std::make_unique<Kiosk>();
    stick = std::make_unique<QTemporaryDir>();
    before = releaseWith(QStringLiteral("old"));
    kiosk->publisher.publish(before);
    QVERIFY(kiosk->sync().ok());
    after = releaseWith(QStringLiteral("new"));
    kiosk->publisher.publish(after);
    copyToStick();
}

void StickTest::copyToStick()
{
    const Files &served = kiosk->publisher.served;
    for (auto it = served.cbegin(); it != served.cend(); ++it) {
        QVERIFY(makeDirectory(QFileInfo(onStick(it.key())).path()).ok());
        QVERIFY(writeDurably(onStick(it.key()), it.value()).ok());
    }
}

QString StickTest::sync(int graceDays)
{
    UpdaterSettings settings;
    settings.shippedRoot = kiosk->publisher.shippedRoot;
    settings.space = [this](const QString &) { return kiosk->space; };
    FileTransport transport(stick->path(), graceDays);
    Updater updater(transport, kiosk->cache, settings, kiosk->board);
    const Synced<Done> prepared = updater.prepare();
    if (!prepared)
        return errorWord(prepared.failure().error);
    const Synced<UpdateResult> result = updater.run(kiosk->clock);
    return result ? QStringLiteral("fine") : errorWord(result.failure().error);
}

void StickTest::refusedWith(const char *word)
{
    QCOMPARE(sync(), QString::fromLatin1(word));
    QCOMPARE(kiosk->shown(), before);
}

void StickTest::bringsTheRelease()
{
    QCOMPARE(sync(), QStringLiteral("fine"));
    QCOMPARE(kiosk->shown(), after);
    QCOMPARE(sync(), QStringLiteral("fine"));
}

void StickTest::bringsPatchesAndCompressedObjects()
{
    kiosk->publisher.makePatches = true;
    after = releaseWith(QStringLiteral("newer"));
    kiosk->publisher.publish(after);
    copyToStick();
    QCOMPARE(sync(), QStringLiteral("fine"));
    QCOMPARE(kiosk->shown(), after);
}

void StickTest::changedObject()
{
    const QString path = ServedTree::object(sha256Hex(after.value(QStringLiteral("release.db"))));
    for (const QString &name : { path, path + QStringLiteral(".zst") }) {
        QByteArray bytes = kiosk->publisher.served.value(name);
        bytes[bytes.size() / 2] = static_cast<char>(bytes.at(bytes.size() / 2) ^ 1);
        QVERIFY(writeDurably(onStick(name), bytes).ok());
    }
    refusedWith("corrupt-object");
    QVERIFY(kiosk->entries(kiosk->cache.parts()).isEmpty());
    copyToStick();
    QCOMPARE(sync(), QStringLiteral("fine"));
}

void StickTest::foreignSignature()
{
    RepositoryBuilder stranger;
    stranger.publish(releaseWith(QStringLiteral("strange")));
    stranger.publish(releaseWith(QStringLiteral("stranger")));
    stranger.publish(releaseWith(QStringLiteral("strangest")));
    for (auto it = stranger.served.cbegin(); it != stranger.served.cend(); ++it) {
        QVERIFY(makeDirectory(QFileInfo(onStick(it.key())).path()).ok());
        QVERIFY(writeDurably(onStick(it.key()), it.value()).ok());
    }
    refusedWith("bad-signature");
}

void StickTest::olderRelease()
{
    QCOMPARE(sync(), QStringLiteral("fine"));
    // A stick of last month, genuine in everything.
    QVERIFY(kiosk->publisher.served.contains(QStringLiteral("meta/1.targets.json")));
    const Files newer = kiosk->publisher.served;
    kiosk->publisher.publish(releaseWith(QStringLiteral("third")));
    QVERIFY(kiosk->sync().ok());
    QCOMPARE(sync(), QStringLiteral("rollback"));
    QCOMPARE(kiosk->shown(), releaseWith(QStringLiteral("third")));
}

void StickTest::expired_data()
{
    QTest::addColumn<int>("daysAfterExpiry");
    QTest::addColumn<int>("grace");
    QTest::addColumn<QString>("word");
    QTest::newRow("not yet") << -1 << 30 << "fine";
    QTest::newRow("29 days") << 29 << 30 << "fine";
    QTest::newRow("31 days") << 31 << 30 << "expired";
    QTest::newRow("90 days") << 90 << 30 << "expired";
    QTest::newRow("one day without grace") << 1 << 0 << "expired";
}

void StickTest::expired()
{
    QFETCH(int, daysAfterExpiry);
    QFETCH(int, grace);
    QFETCH(QString, word);
    kiosk->clock.now = kiosk->publisher.timestamp.expires.addDays(daysAfterExpiry);
    QCOMPARE(sync(grace), word);
    QCOMPARE(kiosk->shown(), word == u"fine" ? after : before);
    // Over the network the same age is never accepted.
    if (daysAfterExpiry > 0)
        QCOMPARE(kiosk->refusal(), QStringLiteral("expired"));
}

void StickTest::pulledOutInTheMiddle()
{
    // A file that ends early is what a stick looks like whose blocks no longer answer.
    kiosk->publisher.compressObjects = false;
    after.insert(QStringLiteral("video.mp4"), QByteArray("moving pictures ").repeated(800'000));
    kiosk->publisher.publish(after);
    copyToStick();
    const QString video = ServedTree::object(sha256Hex(after.value(QStringLiteral("video.mp4"))));
    const QString part = kiosk->cache.part(sha256Hex(after.value(QStringLiteral("video.mp4"))));
    // The copy is stopped in its middle; all of the stick is gone afterwards.
    FileTransport transport(stick->path());
    UpdaterSettings settings;
    settings.shippedRoot = kiosk->publisher.shippedRoot;
    settings.space = [this](const QString &) { return kiosk->space; };
    kiosk->board.listen([&](const SyncStatus &status, bool) {
        if (status.bytesDone > 1'000'000)
            QDir(stick->path()).removeRecursively();
        if (status.bytesDone > 1'000'000)
            transport.cancel();
    });
    Updater updater(transport, kiosk->cache, settings, kiosk->board);
    QVERIFY(updater.prepare().ok());
    QVERIFY(!updater.run(kiosk->clock).ok());
    QCOMPARE(kiosk->shown(), before);
    const qint64 here = regularFileSize(part);
    QVERIFY(here >= 1'000'000);
    QCOMPARE(sync(), QStringLiteral("io"));
    QCOMPARE(regularFileSize(part), here);
    // Plugged in again it goes on: the beginning is not read any more.
    copyToStick();
    QByteArray holed = kiosk->publisher.served.value(video);
    holed.replace(0, 500'000, QByteArray(500'000, '?'));
    QVERIFY(writeDurably(onStick(video), holed).ok());
    QCOMPARE(sync(), QStringLiteral("fine"));
    QCOMPARE(kiosk->shown(), after);
}

void StickTest::links_data()
{
    QTest::addColumn<QString>("place");
    QTest::newRow("an object") << "object";
    QTest::newRow("the folder of an object") << "folder";
    QTest::newRow("the folder of all objects") << "o";
    QTest::newRow("the timestamp") << "meta/timestamp.json";
    QTest::newRow("the metadata") << "meta";
}

void StickTest::links()
{
    QFETCH(QString, place);
    const QString object = ServedTree::object(sha256Hex(after.value(QStringLiteral("release.db"))));
    if (place == u"object")
        place = object;
    if (place == u"folder")
        place = QFileInfo(object).path();
    QVERIFY(QFile::remove(onStick(object + QStringLiteral(".zst"))));
    // What the link leads to would even be the right content.
    const QString aside = onStick(QStringLiteral("aside"));
    QVERIFY(QFile::rename(onStick(place), aside));
    QVERIFY(QFile::link(aside, onStick(place)));
    refusedWith("corrupt-object");
    QVERIFY(QFile::remove(onStick(place)));
    QVERIFY(QFile::link(QStringLiteral("/etc/passwd"), onStick(place)));
    refusedWith("corrupt-object");
    QVERIFY(QFile::remove(onStick(place)));
    QVERIFY(QFile::rename(aside, onStick(place)));
    QCOMPARE(sync(), QStringLiteral("fine"));
}

void StickTest::pipeInThePlaceOfAFile()
{
    const QString path = onStick(QStringLiteral("meta/timestamp.json"));
    QVERIFY(QFile::remove(path));
    QCOMPARE(::mkfifo(QFile::encodeName(path).constData(), 0644), 0);
    refusedWith("corrupt-object");
}

void StickTest::folderInThePlaceOfAFile()
{
    const QString path = onStick(QStringLiteral("meta/timestamp.json"));
    QVERIFY(QFile::remove(path) && QDir().mkpath(path));
    refusedWith("corrupt-object");
}

void StickTest::noSpace()
{
    kiosk->space.free = 0;
    refusedWith("no-space");
    kiosk->space.free = qint64(100) << 30;
    QCOMPARE(sync(), QStringLiteral("fine"));
}

void StickTest::noStick()
{
    QVERIFY(QDir(stick->path()).removeRecursively());
    refusedWith("io");
}

void StickTest::stops()
{
    FileTransport transport(stick->path());
    transport.cancel();
    QCOMPARE(
        transport.fetchBody({ QStringLiteral("meta/timestamp.json"), 10'000, {} }).failure().error,
        SyncError::Cancelled);
}

QTEST_GUILESS_MAIN(StickTest)
#include "tst_stick.moc"
