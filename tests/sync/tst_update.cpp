#include "kiosk.h"
#include "trust/digest.h"
#include "trust/patch.h"

#include <QTest>

using namespace Hall;
using namespace Hall::Test;

/// What goes right: releases arrive, and with few requests.
class UpdateTest : public QObject {
    Q_OBJECT

private slots:
    void freshFill();
    void oneFactUpdate();
    void nothingNewIsOneRequest();
    void nothingNewAfterAStart();
    void uncompressedObjects();
    void plainObjectWhereTheCompressedOneIsMissing();
    void plainObjectWhereTheCompressedOneIsDamaged();
    void patchInsteadOfTheObject();
    void patchFromTheReleaseBeforeTheLast();
    void patchesThatLeadNowhere_data();
    void patchesThatLeadNowhere();
    void emptyFileAndSharedContent();
    void intendedReturnToOldContent();
    void interruptedAnywhereThenSucceeds();
    void cutAnywhereThenSucceeds();
    void rootRotation();
    void fastForwardRecovery();
    void statusTellsTheStory();
    void smallObjectsTogether();
    void everyFileOfADamagedCurrentComesBack();
};

void UpdateTest::freshFill()
{
    Kiosk kiosk;
    const Files files = releaseWith(QStringLiteral("10 元"));
    kiosk.publisher.publish(files);
    const Synced<UpdateResult> result = kiosk.sync();
    QVERIFY2(result.ok(), qPrintable(result.ok() ? QString() : sentence(result.failure())));
    QVERIFY(result.value() == UpdateResult::Installed);
    QCOMPARE(kiosk.shownRelease(), 42);
    QCOMPARE(kiosk.shown(), files);
    QVERIFY(kiosk.server.unexpected.isEmpty());
    QVERIFY(kiosk.entries(kiosk.cache.parts()).isEmpty());
    QCOMPARE(kiosk.entries(kiosk.cache.objects()).size(), 3);
    const QFileInfo file(kiosk.cache.current() + QStringLiteral("/release.db"));
    QVERIFY(!(file.permissions() & (QFile::WriteOwner | QFile::WriteOther)));
}

void UpdateTest::oneFactUpdate()
{
    Kiosk kiosk;
    kiosk.publisher.publish(releaseWith(QStringLiteral("10 元")));
    QVERIFY(kiosk.sync().ok());
    kiosk.server.takeRequests();
    const Files files = releaseWith(QStringLiteral("20 元"));
    kiosk.publisher.publish(files);
    QVERIFY(kiosk.poll().ok());
    QCOMPARE(kiosk.shown(), files);
    // Timestamp, next root, snapshot, targets, manifest, and the one object that is new.
    QCOMPARE(kiosk.server.takeRequests().size(), 6);
    QCOMPARE(Generations(kiosk.cache).all().size(), 2);
}

void UpdateTest::nothingNewIsOneRequest()
{
    Kiosk kiosk;
    kiosk.publisher.publish(releaseWith(QStringLiteral("10 元")));
    QVERIFY(kiosk.sync().ok());
    kiosk.server.takeRequests();
    for (int i = 0; i < 3; ++i) {
        kiosk.clock.now = kiosk.clock.now.addSecs(15);
        const Synced<UpdateResult> result = kiosk.poll();
        QVERIFY(result.ok() && result.value() == UpdateResult::NothingNew);
    }
    QCOMPARE(kiosk.server.takeRequests(), QStringList(3, QStringLiteral("meta/timestamp.json")));
    // Once an hour the question is put in full, for servers whose etags lie.
    kiosk.clock.now = kiosk.clock.now.addSecs(3600);
    QVERIFY(kiosk.poll().ok());
    QCOMPARE(kiosk.server.takeRequests().size(), 2);
}

void UpdateTest::nothingNewAfterAStart()
{
    Kiosk kiosk;
    kiosk.publisher.publish(releaseWith(QStringLiteral("10 元")));
    QVERIFY(kiosk.sync().ok());
    kiosk.server.takeRequests();
    const Synced<UpdateResult> result = kiosk.sync();
    QVERIFY(result.ok() && result.value() == UpdateResult::NothingNew);
    QCOMPARE(kiosk.server.takeRequests().size(), 2);
    QCOMPARE(kiosk.board.status().releaseShown, 42);
}

void UpdateTest::uncompressedObjects()
{
    Kiosk kiosk;
    kiosk.publisher.compressObjects = false;
    const Files files = releaseWith(QStringLiteral("10 元"));
    kiosk.publisher.publish(files);
    QVERIFY(kiosk.sync().ok());
    QCOMPARE(kiosk.shown(), files);
    for (const QString &path : kiosk.server.takeRequests())
        QVERIFY(!path.startsWith(u'o') || !path.endsWith(QStringLiteral(".zst")));
}

void UpdateTest::plainObjectWhereTheCompressedOneIsMissing()
{
    Kiosk kiosk;
    const Files files = releaseWith(QStringLiteral("10 元"));
    kiosk.publisher.publish(files);
    kiosk.publisher.served.removeIf([](const Files::iterator &file) {
        return file.key().endsWith(QStringLiteral(".zst")) && file.key().startsWith(u'o');
    });
    QVERIFY(kiosk.sync().ok());
    QCOMPARE(kiosk.shown(), files);
    // The database and one picture, each told with its reason.
    const SyncStatus &status = kiosk.board.status();
    QCOMPARE(status.warnings.size(), 2);
    QVERIFY(status.warnings.first().contains(QStringLiteral("404")));
    QVERIFY(status.bytesDone <= status.bytesTotal);
    QVERIFY(status.bytesDone > files.value(QStringLiteral("release.db")).size());
    QVERIFY(kiosk.entries(kiosk.cache.parts()).isEmpty());
}

void UpdateTest::plainObjectWhereTheCompressedOneIsDamaged()
{
    const Files files = releaseWith(QStringLiteral("10 元"));
    const QByteArray content = files.value(QStringLiteral("release.db"));
    const QString path = ServedTree::compressedObject(sha256Hex(content));
    for (const QByteArray &end : { QByteArray(), QByteArray("????"), QByteArray(9'000, '?') }) {
        Kiosk kiosk;
        kiosk.publisher.publish(files);
        QByteArray &packed = kiosk.publisher.served[path];
        packed = packed.chopped(4) + end;
        const qint64 sent = packed.size();
        QVERIFY(kiosk.sync().ok());
        QCOMPARE(kiosk.shown(), files);
        QCOMPARE(kiosk.board.status().warnings.size(), 1);
        QVERIFY(kiosk.board.status().bytesDone > content.size());
        QVERIFY(sent > 9'000 || kiosk.board.status().bytesDone > content.size() + sent);
        QVERIFY(kiosk.entries(kiosk.cache.parts()).isEmpty());
        // Each way is tried once.
        const QStringList requests = kiosk.server.takeRequests();
        QCOMPARE(requests.count(path), 1);
        QCOMPARE(requests.count(path.chopped(4)), 1);
    }
}

void UpdateTest::patchInsteadOfTheObject()
{
    Kiosk kiosk;
    kiosk.publisher.makePatches = true;
    kiosk.publisher.publish(releaseWith(QStringLiteral("10 元")));
    QVERIFY(kiosk.sync().ok());
    kiosk.server.takeRequests();
    const Files files = releaseWith(QStringLiteral("20 元"));
    kiosk.publisher.publish(files);
    QVERIFY(kiosk.poll().ok());
    QCOMPARE(kiosk.shown(), files);
    const QStringList requests = kiosk.server.takeRequests();
    QCOMPARE(requests.size(), 6);
    QVERIFY(requests.constLast().startsWith(QStringLiteral("p/")));
    QVERIFY(kiosk.board.status().bytesDone < 200);
    QCOMPARE(kiosk.board.status().bytesDone, kiosk.board.status().bytesTotal);
    QVERIFY(kiosk.board.status().warnings.isEmpty());
    QVERIFY(kiosk.entries(kiosk.cache.parts()).isEmpty());
}

void UpdateTest::patchFromTheReleaseBeforeTheLast()
{
    Kiosk kiosk;
    const QByteArray first = databaseWith(QStringLiteral("10 元"));
    kiosk.publisher.makePatches = true;
    kiosk.publisher.publish(releaseWith(QStringLiteral("10 元")));
    QVERIFY(kiosk.sync().ok());
    kiosk.publisher.publish(releaseWith(QStringLiteral("15 元")));
    const Files files = releaseWith(QStringLiteral("20 元"));
    kiosk.publisher.publish(files);
    // Both ways are listed; this kiosk holds the second `from` only.
    Manifest manifest { 45, 1, {} };
    for (auto it = files.cbegin(); it != files.cend(); ++it)
        manifest.files.append({ it.key(), sha256Hex(it.value()), it.value().size(), {} });
    ManifestFile &database = manifest.files.last();
    QCOMPARE(database.path, QStringLiteral("release.db"));
    const QByteArray patch = makePatch(first, files.value(database.path));
    database.patches = { { QString(64, u'a'), QString(64, u'b'), 1 },
        { sha256Hex(first), sha256Hex(patch), patch.size() } };
    kiosk.publisher.served.insert(ServedTree::patch(sha256Hex(first), database.sha256), patch);
    kiosk.publisher.publishManifest(manifest);
    QVERIFY(kiosk.poll().ok());
    QCOMPARE(kiosk.shown(), files);
    QVERIFY(kiosk.server.takeRequests().constLast().startsWith(
        QStringLiteral("p/") + sha256Hex(first).left(16)));
}

void UpdateTest::patchesThatLeadNowhere_data()
{
    QTest::addColumn<QByteArray>("served"); // what the server sends for the patch
    QTest::addColumn<bool>("listed"); // whether the manifest gives this digest
    const QByteArray from = databaseWith(QStringLiteral("10 元"));
    const QByteArray to = databaseWith(QStringLiteral("20 元"));
    const QByteArray good = makePatch(from, to, 3);
    QByteArray flipped = good;
    flipped[good.size() / 2] = static_cast<char>(good.at(good.size() / 2) ^ 1);
    QTest::newRow("absent") << QByteArray() << false;
    QTest::newRow("one byte changed") << flipped << false;
    QTest::newRow("one byte changed and signed") << flipped << true;
    QTest::newRow("longer") << good + "x" << false;
    QTest::newRow("shorter") << good.chopped(1) << false;
    QTest::newRow("to another content")
        << makePatch(from, databaseWith(QStringLiteral("30 元")), 3) << true;
    QTest::newRow("bomb") << makePatch(from, QByteArray(60 * 1024 * 1024, ' '), 3) << true;
    QTest::newRow("no patch at all") << QByteArray("<html>log in") << true;
}

void UpdateTest::patchesThatLeadNowhere()
{
    QFETCH(QByteArray, served);
    QFETCH(bool, listed);
    Kiosk kiosk;
    kiosk.publisher.makePatches = true;
    kiosk.publisher.publish(releaseWith(QStringLiteral("10 元")));
    QVERIFY(kiosk.sync().ok());
    const Files files = releaseWith(QStringLiteral("20 元"));
    kiosk.publisher.publish(files);
    const QString from = sha256Hex(databaseWith(QStringLiteral("10 元")));
    const QString to = sha256Hex(files.value(QStringLiteral("release.db")));
    const QString path = ServedTree::patch(from, to);
    QVERIFY(kiosk.publisher.served.contains(path));
    if (listed) {
        Manifest manifest { 44, 1, {} };
        for (auto it = files.cbegin(); it != files.cend(); ++it)
            manifest.files.append({ it.key(), sha256Hex(it.value()), it.value().size(), {} });
        manifest.files.last().patches = { { from, sha256Hex(served), served.size() } };
        kiosk.publisher.publishManifest(manifest);
    }
    kiosk.publisher.served.insert(path, served);
    if (served.isEmpty())
        kiosk.publisher.served.remove(path);
    kiosk.server.takeRequests();
    QCOMPARE(kiosk.refusal(), QStringLiteral("fine"));
    QCOMPARE(kiosk.shown(), files);
    const QStringList requests = kiosk.server.takeRequests();
    QCOMPARE(requests.count(path), 1);
    QVERIFY(requests.constLast().startsWith(QStringLiteral("o/")));
    QCOMPARE(kiosk.board.status().warnings.size(), 1);
    QCOMPARE(
        kiosk.board.status().bytesDone >= files.value(QStringLiteral("release.db")).size(), listed);
    QVERIFY(kiosk.entries(kiosk.cache.parts()).isEmpty());
}

void UpdateTest::emptyFileAndSharedContent()
{
    Kiosk kiosk;
    Files files = releaseWith(QStringLiteral("x"));
    files.insert(QStringLiteral("empty"), {});
    files.insert(QStringLiteral("twin"), files.value(QStringLiteral("pages/F-HZ-02-1.png")));
    kiosk.publisher.publish(files);
    QVERIFY(kiosk.sync().ok());
    QCOMPARE(kiosk.shown(), files);
    QCOMPARE(kiosk.entries(kiosk.cache.objects()).size(), 4);
}

void UpdateTest::intendedReturnToOldContent()
{
    Kiosk kiosk;
    const Files before = releaseWith(QStringLiteral("right"));
    kiosk.publisher.publish(before);
    QVERIFY(kiosk.sync().ok());
    kiosk.publisher.publish(releaseWith(QStringLiteral("wrong")));
    QVERIFY(kiosk.sync().ok());
    kiosk.server.takeRequests();
    kiosk.publisher.publish(before);
    QVERIFY(kiosk.poll().ok());
    QCOMPARE(kiosk.shownRelease(), 44);
    QCOMPARE(kiosk.shown(), before);
    for (const QString &path : kiosk.server.takeRequests())
        QVERIFY(!path.startsWith(QStringLiteral("o/")));
}

void UpdateTest::interruptedAnywhereThenSucceeds()
{
    Kiosk kiosk;
    const Files before = releaseWith(QStringLiteral("old"));
    kiosk.publisher.publish(before);
    QVERIFY(kiosk.sync().ok());
    const Files after = releaseWith(QStringLiteral("new"));
    kiosk.publisher.publish(after);
    for (const QString &path : kiosk.publisher.served.keys())
        kiosk.server.failures.insert(
            path, { SyncError::Offline, path, QStringLiteral("connection refused"), 0 });
    // Each attempt gets one request further than the one before.
    for (int attempt = 0; attempt < 5; ++attempt) {
        const Synced<UpdateResult> result = kiosk.sync();
        QVERIFY(!result.ok());
        QCOMPARE(result.failure().error, SyncError::Offline);
        QCOMPARE(kiosk.shown(), before);
        kiosk.server.failures.remove(result.failure().where);
    }
    QVERIFY(kiosk.sync().ok());
    QCOMPARE(kiosk.shown(), after);
}

void UpdateTest::cutAnywhereThenSucceeds()
{
    Kiosk kiosk;
    const Files before = releaseWith(QStringLiteral("old"));
    kiosk.publisher.publish(before);
    QVERIFY(kiosk.sync().ok());
    const Files after = releaseWith(QStringLiteral("new"));
    kiosk.publisher.publish(after);
    // Each attempt lets more bytes through, until they are enough for the rest.
    int cuts = 0;
    kiosk.server.cutAfter = 0;
    while (!kiosk.sync().ok()) {
        QCOMPARE(kiosk.board.status().lastError->error, SyncError::Offline);
        QCOMPARE(kiosk.shown(), before);
        kiosk.server.cutAfter = 150 * ++cuts;
        QVERIFY(cuts < 1000);
    }
    QVERIFY(cuts > 5);
    QCOMPARE(kiosk.shown(), after);
}

void UpdateTest::rootRotation()
{
    Kiosk kiosk;
    kiosk.publisher.publish(releaseWith(QStringLiteral("1")));
    QVERIFY(kiosk.sync().ok());
    kiosk.publisher.rotateRoot();
    kiosk.publisher.rotateRoot();
    kiosk.publisher.rotateTimestampKey();
    kiosk.publisher.publish(releaseWith(QStringLiteral("2")));
    QVERIFY(kiosk.sync().ok());
    QCOMPARE(kiosk.shownRelease(), 43);
    // The chain was walked once; the kept root is the last one.
    kiosk.server.takeRequests();
    QVERIFY(kiosk.sync().ok());
    QCOMPARE(kiosk.server.takeRequests().constLast(), QStringLiteral("meta/5.root.json"));
}

void UpdateTest::fastForwardRecovery()
{
    Kiosk kiosk;
    kiosk.publisher.publish(releaseWith(QStringLiteral("1")));
    const qint64 version = kiosk.publisher.timestamp.version;
    kiosk.publisher.timestamp.version = qint64(1) << 31;
    kiosk.publisher.serveTimestamp();
    QVERIFY(kiosk.sync().ok());
    kiosk.publisher.timestamp.version = version;
    kiosk.publisher.publish(releaseWith(QStringLiteral("2")));
    QCOMPARE(kiosk.refusal(), QStringLiteral("rollback"));
    kiosk.publisher.rotateTimestampKey();
    kiosk.publisher.publish(releaseWith(QStringLiteral("3")));
    QCOMPARE(kiosk.refusal(), QStringLiteral("fine"));
    QCOMPARE(kiosk.shownRelease(), 44);
}

void UpdateTest::statusTellsTheStory()
{
    Kiosk kiosk;
    QStringList phases;
    kiosk.board.listen([&phases](const SyncStatus &status, bool) {
        if (phases.isEmpty() || phases.constLast() != phaseWord(status.phase))
            phases.append(phaseWord(status.phase));
    });
    kiosk.publisher.publish(releaseWith(QStringLiteral("1")));
    QVERIFY(kiosk.sync().ok());
    QCOMPARE(phases.join(u' '), QStringLiteral("idle checking fetching installing idle"));
    const SyncStatus &status = kiosk.board.status();
    QCOMPARE(status.releaseShown, 42);
    QCOMPARE(status.releaseWanted, 42);
    QVERIFY(status.bytesTotal > 0);
    QCOMPARE(status.bytesDone, status.bytesTotal);
    QCOMPARE(status.lastOk, kiosk.clock.now);
    kiosk.publisher.served.remove(QStringLiteral("meta/timestamp.json"));
    QVERIFY(!kiosk.poll().ok());
    QCOMPARE(status.lastError->httpStatus, 404);
    QCOMPARE(status.releaseShown, 42);
}

void UpdateTest::smallObjectsTogether()
{
    Kiosk kiosk;
    kiosk.publisher.publish(releaseWith(QStringLiteral("1")));
    QVERIFY(kiosk.sync().ok());
    QCOMPARE(kiosk.server.mostAtOnce, 4);
}

void UpdateTest::everyFileOfADamagedCurrentComesBack()
{
    const Files files = releaseWith(QStringLiteral("1"));
    for (const QString &path : files.keys()) {
        Kiosk kiosk;
        kiosk.publisher.publish(files);
        QVERIFY(kiosk.sync().ok());
        QVERIFY(QFile::remove(kiosk.cache.current() + u'/' + path));
        QVERIFY(kiosk.sync().ok());
        QCOMPARE(kiosk.shown(), files);
    }
}

QTEST_GUILESS_MAIN(UpdateTest)
#include "tst_update.moc"
