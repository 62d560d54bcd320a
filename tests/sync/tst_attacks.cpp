#include "kiosk.h"
#include "sync/durablefile.h"
#include "trust/compression.h"
#include "trust/digest.h"

#include <QTest>

using namespace Hall;
using namespace Hall::Test;

using Attack = std::function<void(RepositoryBuilder &)>;

/// What a broken or hostile server may try; each time the old release stays, and the true one is
/// taken afterwards.
class AttacksTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void oneByteChangedAnywhere();
    void oneByteMoreAnywhere();
    void oneByteLessAnywhere();
    void endlessBodies();
    void validObjectUnderAnotherName();
    void webPageForEverything();
    void foreignPublisher();
    void oldTimestamp();
    void lowerReleaseWithHigherVersions();
    void newSnapshotWithOldTargets();
    void otherChannelsManifest();
    void missingChannel();
    void hostilePaths_data();
    void hostilePaths();
    void manifestThatIsNotTheSignedOne();
    void decompressionBomb();
    void unsoundDatabase();
    void noDatabase();
    void schemaTooNew();
    void schemaOtherThanPromised();
    void expiredButShown();
    void frozenFor48Hours();
    void clockOf1970();
    void clockOf2099Unsynchronised();
    void signaturesThatDoNotCount_data();
    void signaturesThatDoNotCount();
    void replaysOfSingleFiles_data();
    void replaysOfSingleFiles();
    void lowerNumbersUnderTheTrueKeys_data();
    void lowerNumbersUnderTheTrueKeys();
    void frozenForEightDays();
    void canaryUnderTheStableName();
    void fastForwardEndsWithANewKey();
    void clockJumpsDuringTheUpdate();
    void manifestOfSixtyThousandFiles();

private:
    Files believed() const;
    void unchangedBy(const Attack &attack, const char *word);
    void publishNext();
    void damageEachFileOfTheNextRelease(const std::function<QList<QByteArray>(QByteArray)> &damage);
    void refusedWith(const char *word);

    std::unique_ptr<Kiosk> kiosk;
    Files shownBefore;
};

void AttacksTest::init()
{
    kiosk = std::make_unique<Kiosk>();
    shownBefore = releaseWith(QStringLiteral("old"));
    kiosk->publisher.publish(shownBefore);
    QVERIFY(kiosk->sync().ok());
    kiosk->server.takeRequests();
}

void AttacksTest::cleanup()
{
    // Whatever happened: the next good release arrives.
    const Files next = releaseWith(QStringLiteral("afterwards"));
    kiosk->publisher.release.schema = 1;
    kiosk->publisher.publish(next);
    QCOMPARE(kiosk->refusal(), QStringLiteral("fine"));
    QCOMPARE(kiosk->shown(), next);
}

void AttacksTest::publishNext() { kiosk->publisher.publish(releaseWith(QStringLiteral("new"))); }

void AttacksTest::refusedWith(const char *word)
{
    QCOMPARE(kiosk->refusal(), QString::fromLatin1(word));
    QCOMPARE(kiosk->shown(), shownBefore);
    QVERIFY(kiosk->entries(kiosk->cache.parts()).isEmpty());
}

void AttacksTest::damageEachFileOfTheNextRelease(
    const std::function<QList<QByteArray>(QByteArray)> &damage)
{
    const Files before = kiosk->publisher.served;
    publishNext();
    const Files good = kiosk->publisher.served;
    int files = 0;
    for (auto it = good.cbegin(); it != good.cend(); ++it) {
        const bool isNew = before.value(it.key()) != it.value();
        // A damaged compressed object makes the kiosk ask for the plain one: see below.
        if (!isNew || good.contains(it.key() + QStringLiteral(".zst")))
            continue;
        ++files;
        for (const QByteArray &body : damage(it.value())) {
            kiosk->publisher.served[it.key()] = body;
            if (it.key().endsWith(QStringLiteral(".zst")))
                kiosk->publisher.served[it.key().chopped(4)] = body;
            QVERIFY2(kiosk->refusal() != u"fine", qPrintable(it.key()));
            QCOMPARE(kiosk->shown(), shownBefore);
            QCOMPARE(kiosk->shownRelease(), 42);
        }
        kiosk->publisher.served = good;
    }
    QCOMPARE(files, 5); // timestamp, snapshot, targets, manifest, database
    QVERIFY(kiosk->server.unexpected.isEmpty());
}

void AttacksTest::oneByteChangedAnywhere()
{
    damageEachFileOfTheNextRelease([](const QByteArray &good) {
        QList<QByteArray> broken;
        for (const qsizetype at :
            { qsizetype(0), good.size() / 3, good.size() / 2, good.size() - 1 }) {
            broken.append(good);
            broken.last()[at] = static_cast<char>(good.at(at) ^ 4);
        }
        return broken;
    });
}

void AttacksTest::oneByteMoreAnywhere()
{
    damageEachFileOfTheNextRelease([](const QByteArray &good) {
        return QList<QByteArray> { good + 'x', 'x' + good, good + QByteArray(100'000, 'x') };
    });
}

void AttacksTest::oneByteLessAnywhere()
{
    damageEachFileOfTheNextRelease([](const QByteArray &good) {
        return QList<QByteArray> { good.chopped(1), good.mid(1), good.left(good.size() / 2), {} };
    });
}

void AttacksTest::endlessBodies()
{
    publishNext();
    Files &served = kiosk->publisher.served;
    const Files good = served;
    for (auto it = good.cbegin(); it != good.cend(); ++it) {
        if (!it.key().startsWith(QStringLiteral("meta/timestamp")) && !it.key().startsWith(u'o'))
            continue;
        served[it.key()] = it.value() + QByteArray(2'000'000, ' ');
    }
    refusedWith("too-large");
    served[QStringLiteral("meta/timestamp.json")]
        = good.value(QStringLiteral("meta/timestamp.json"));
    refusedWith("too-large");
}

void AttacksTest::validObjectUnderAnotherName()
{
    kiosk->publisher.compressObjects = false;
    publishNext();
    const QString name = ServedTree::object(sha256Hex(databaseWith(QStringLiteral("new"))));
    kiosk->publisher.served[name] = databaseWith(QStringLiteral("odd"));
    refusedWith("corrupt-object");
}

void AttacksTest::webPageForEverything()
{
    publishNext();
    const Files good = kiosk->publisher.served;
    for (QByteArray &body : kiosk->publisher.served)
        body = "<!DOCTYPE html><title>Log in to this network</title>";
    refusedWith("bad-metadata");
    kiosk->publisher.served = good;
}

void AttacksTest::foreignPublisher()
{
    RepositoryBuilder stranger;
    stranger.publish(releaseWith(QStringLiteral("strange")));
    stranger.publish(releaseWith(QStringLiteral("stranger")));
    const Files good = kiosk->publisher.served;
    kiosk->publisher.served = stranger.served;
    refusedWith("bad-signature");
    kiosk->publisher.served = good;
}

void AttacksTest::oldTimestamp()
{
    const QString path = QStringLiteral("meta/timestamp.json");
    const QByteArray old = kiosk->publisher.served.value(path);
    kiosk->publisher.resign();
    QVERIFY(kiosk->sync().ok());
    kiosk->publisher.served[path] = old;
    refusedWith("rollback");
}

void AttacksTest::lowerReleaseWithHigherVersions()
{
    kiosk->publisher.release.release = 40;
    publishNext();
    QCOMPARE(kiosk->publisher.release.release, 41);
    refusedWith("rollback");
    kiosk->publisher.release.release = 42;
}

void AttacksTest::newSnapshotWithOldTargets()
{
    const QByteArray old = kiosk->publisher.served.value(QStringLiteral("meta/1.targets.json"));
    publishNext();
    kiosk->publisher.served[QStringLiteral("meta/2.targets.json")] = old;
    refusedWith("bad-metadata");
}

void AttacksTest::otherChannelsManifest()
{
    RepositoryBuilder &publisher = kiosk->publisher;
    publisher.channel = QStringLiteral("canary");
    publishNext();
    const QString canary
        = publisher.targets.targets.value(QStringLiteral("canary.manifest.zst")).sha256;
    publisher.channel = QStringLiteral("stable");
    publisher.publish(releaseWith(QStringLiteral("newer")));
    const QString stable
        = publisher.targets.targets.value(QStringLiteral("stable.manifest.zst")).sha256;
    publisher.served[ServedTree::manifest(publisher.channel, stable)]
        = publisher.served.value(ServedTree::manifest(QStringLiteral("canary"), canary));
    QVERIFY(kiosk->refusal() != u"fine");
    QCOMPARE(kiosk->shown(), shownBefore);
}

void AttacksTest::missingChannel()
{
    kiosk->publisher.targets.targets.clear();
    kiosk->publisher.resign();
    refusedWith("bad-metadata");
}

void AttacksTest::hostilePaths_data()
{
    QTest::addColumn<QString>("path");
    QTest::newRow("parent") << QStringLiteral("../../evil");
    QTest::newRow("absolute") << QStringLiteral("/tmp/hall-evil");
    QTest::newRow("hidden") << QStringLiteral(".evil");
    QTest::newRow("newline") << QStringLiteral("a\nb");
    QTest::newRow("twin by case") << QStringLiteral("RELEASE.db");
    QTest::newRow("below a file") << QStringLiteral("release.db/x");
}

void AttacksTest::hostilePaths()
{
    QFETCH(QString, path);
    const QByteArray content = databaseWith(QStringLiteral("old"));
    const QString digest = sha256Hex(content);
    const qint64 size = content.size();
    kiosk->publisher.publishManifest({ 43, 1,
        { { QStringLiteral("release.db"), digest, size, {} }, { path, digest, size, {} } } });
    const QStringList before = kiosk->entries(kiosk->directory.path());
    refusedWith("bad-manifest");
    QCOMPARE(kiosk->entries(kiosk->directory.path()), before);
}

void AttacksTest::manifestThatIsNotTheSignedOne()
{
    // The publisher's own keys, but a target that describes another manifest.
    publishNext();
    RepositoryBuilder &publisher = kiosk->publisher;
    publisher.release.totalSize += 1;
    publisher.targets.targets[QStringLiteral("stable.manifest.zst")].custom
        = publisher.release.toJson();
    publisher.resign();
    refusedWith("bad-manifest");
}

void AttacksTest::decompressionBomb()
{
    const QByteArray bomb = compress(QByteArray(64 * 1024 * 1024, ' '), 3);
    RepositoryBuilder &publisher = kiosk->publisher;
    publisher.release.release = 43;
    publisher.release.rawSize = 1000;
    publisher.targets.targets[QStringLiteral("stable.manifest.zst")]
        = Target::of(bomb, publisher.release.toJson());
    publisher.served.insert(ServedTree::manifest(publisher.channel, sha256Hex(bomb)), bomb);
    publisher.resign();
    refusedWith("bad-manifest");
    publisher.release.rawSize = qint64(1) << 40;
    publisher.targets.targets[QStringLiteral("stable.manifest.zst")].custom
        = publisher.release.toJson();
    publisher.resign();
    refusedWith("bad-manifest");
}

void AttacksTest::unsoundDatabase()
{
    Files files = releaseWith(QStringLiteral("new"));
    files.insert(QStringLiteral("release.db"), QByteArray("not a database ").repeated(400));
    kiosk->publisher.publish(files);
    refusedWith("corrupt-object");
    QCOMPARE(Generations(kiosk->cache).all().size(), 1);
}

void AttacksTest::noDatabase()
{
    kiosk->publisher.publish({ { QStringLiteral("readme"), "hello" } });
    refusedWith("corrupt-object");
}

void AttacksTest::schemaTooNew()
{
    kiosk->publisher.publishManifest({ 43, 2, {} });
    refusedWith("schema");
    QVERIFY(!kiosk->server.takeRequests().constLast().startsWith(u't'));
}

void AttacksTest::schemaOtherThanPromised()
{
    Files files = releaseWith(QStringLiteral("new"));
    files.insert(QStringLiteral("release.db"), databaseWith(QStringLiteral("new"), 7));
    kiosk->publisher.publish(files);
    refusedWith("schema");
}

void AttacksTest::expiredButShown()
{
    kiosk->clock.now = kiosk->publisher.now.addDays(8);
    refusedWith("expired");
    kiosk->publisher.now = kiosk->clock.now;
    kiosk->publisher.resign();
    QCOMPARE(kiosk->refusal(), QStringLiteral("fine"));
}

void AttacksTest::frozenFor48Hours()
{
    kiosk->clock.now = kiosk->publisher.now.addDays(2).addSecs(-60);
    QVERIFY(kiosk->sync().ok());
    QVERIFY(kiosk->board.status().warnings.isEmpty());
    kiosk->clock.now = kiosk->publisher.now.addDays(2).addSecs(60);
    QVERIFY(kiosk->sync().ok());
    QCOMPARE(kiosk->board.status().warnings.size(), 1);
}

void AttacksTest::clockOf1970()
{
    kiosk->clock = { QDateTime::fromSecsSinceEpoch(0).toUTC(), false };
    publishNext();
    QVERIFY(kiosk->sync().ok());
    QVERIFY(kiosk->board.status().clock == ClockState::BehindFloor);
    QCOMPARE(kiosk->shownRelease(), 43);
    QCOMPARE(loadState(kiosk->cache).floor, kiosk->publisher.now);
}

void AttacksTest::clockOf2099Unsynchronised()
{
    kiosk->clock
        = { QDateTime::fromString(QStringLiteral("2099-01-01T00:00:00Z"), Qt::ISODate), false };
    publishNext();
    QVERIFY(kiosk->sync().ok());
    QVERIFY(kiosk->board.status().warnings.size() >= 4);
    QCOMPARE(kiosk->shownRelease(), 43);
    QCOMPARE(loadState(kiosk->cache).floor, kiosk->publisher.now);
}

// What this machine believes, byte for byte.
Files AttacksTest::believed() const
{
    Files files;
    const QString meta = kiosk->directory.filePath(QStringLiteral("meta"));
    for (const QString &name : kiosk->entries(meta))
        files.insert(name, readIfPresent(meta + u'/' + name, 1'000'000));
    return files;
}

void AttacksTest::unchangedBy(const Attack &attack, const char *word)
{
    const Files good = kiosk->publisher.served;
    const Files before = believed();
    QVERIFY(before.contains(QStringLiteral("timestamp.json")));
    attack(kiosk->publisher);
    refusedWith(word);
    QCOMPARE(believed(), before);
    kiosk->publisher.served = good;
}

void AttacksTest::signaturesThatDoNotCount_data()
{
    QTest::addColumn<Attack>("attack");
    QTest::addColumn<QByteArray>("word");
    const auto row = [](const char *name, const char *word, const Attack &attack) {
        QTest::newRow(name) << attack << QByteArray(word);
    };
    row("foreign timestamp key", "bad-signature", [](RepositoryBuilder &publisher) {
        const QList<SigningKey> own
            = std::exchange(publisher.timestampKeys, { SigningKey::generate() });
        publisher.resign();
        publisher.timestampKeys = own;
    });
    row("another role's key", "bad-signature", [](RepositoryBuilder &publisher) {
        const QList<SigningKey> own
            = std::exchange(publisher.timestampKeys, publisher.snapshotKeys);
        publisher.resign();
        publisher.timestampKeys = own;
    });
    // The next root, by one of the two keys that are needed, once and twice.
    row("one root key of two", "threshold", [](RepositoryBuilder &publisher) {
        publisher.serveRootSignedBy({ publisher.rootKeys.at(0) });
    });
    row("one root key twice", "threshold", [](RepositoryBuilder &publisher) {
        publisher.serveRootSignedBy({ publisher.rootKeys.at(0), publisher.rootKeys.at(0) });
    });
    row("foreign root keys", "bad-signature", [](RepositoryBuilder &publisher) {
        publisher.serveRootSignedBy({ SigningKey::generate(), SigningKey::generate() });
    });
}

void AttacksTest::signaturesThatDoNotCount()
{
    QFETCH(Attack, attack);
    QFETCH(QByteArray, word);
    unchangedBy(attack, word.constData());
}

void AttacksTest::replaysOfSingleFiles_data()
{
    QTest::addColumn<QString>("file");
    QTest::newRow("snapshot") << QStringLiteral("meta/%1.snapshot.json");
    QTest::newRow("targets") << QStringLiteral("meta/%1.targets.json");
}

void AttacksTest::replaysOfSingleFiles()
{
    QFETCH(QString, file);
    const QByteArray old = kiosk->publisher.served.value(file.arg(1));
    QVERIFY(!old.isEmpty());
    publishNext();
    kiosk->publisher.served[file.arg(2)] = old;
    refusedWith("bad-metadata");
}

void AttacksTest::lowerNumbersUnderTheTrueKeys_data()
{
    QTest::addColumn<Attack>("attack");
    const auto row = [](const char *name, const Attack &attack) { QTest::newRow(name) << attack; };
    row("timestamp", [](RepositoryBuilder &publisher) {
        publisher.timestamp.version = 1;
        publisher.serveTimestamp();
    });
    row("snapshot", [](RepositoryBuilder &publisher) {
        publisher.snapshot.version = 1;
        publisher.serveSnapshot();
        ++publisher.timestamp.version;
        publisher.serveTimestamp();
    });
}

void AttacksTest::lowerNumbersUnderTheTrueKeys()
{
    QFETCH(Attack, attack);
    kiosk->publisher.resign();
    QVERIFY(kiosk->sync().ok());
    unchangedBy(attack, "rollback");
    kiosk->publisher.timestamp.version = 5;
    kiosk->publisher.snapshot.version = 5;
}

void AttacksTest::frozenForEightDays()
{
    // The same timestamp day after day, by a clock that is kept right.
    const QDateTime signedAt = kiosk->publisher.now;
    for (int day = 0; day <= 8; ++day) {
        kiosk->clock.now = signedAt.addDays(day).addSecs(60);
        QCOMPARE(kiosk->refusal(), QString::fromLatin1(day < 7 ? "fine" : "expired"));
        QCOMPARE(kiosk->shown(), shownBefore);
        if (day < 7)
            QCOMPARE(kiosk->board.status().warnings.size(), day >= 2 ? 1 : 0);
    }
    kiosk->publisher.now = kiosk->clock.now.addSecs(-30);
    publishNext();
    QCOMPARE(kiosk->refusal(), QStringLiteral("fine"));
    QCOMPARE(kiosk->shownRelease(), 43);
    QVERIFY(kiosk->board.status().warnings.isEmpty());
}

void AttacksTest::canaryUnderTheStableName()
{
    // A manifest that was truly signed, for another channel, under the name of this one's digest.
    RepositoryBuilder &publisher = kiosk->publisher;
    publisher.channel = QStringLiteral("canary");
    publishNext();
    const Target canary = publisher.targets.targets.value(QStringLiteral("canary.manifest.zst"));
    publisher.channel = QStringLiteral("stable");
    QVERIFY(kiosk->sync().ok());
    QCOMPARE(kiosk->shown(), shownBefore);
    publisher.publish(releaseWith(QStringLiteral("newer")));
    const Target stable = publisher.targets.targets.value(QStringLiteral("stable.manifest.zst"));
    QByteArray other
        = publisher.served.value(ServedTree::manifest(QStringLiteral("canary"), canary.sha256));
    other.resize(stable.length, ' ');
    publisher.served[ServedTree::manifest(publisher.channel, stable.sha256)] = other;
    refusedWith("corrupt-object");
}

void AttacksTest::fastForwardEndsWithANewKey()
{
    // A thief of the timestamp key signs an enormous number, and this machine believes it.
    RepositoryBuilder &publisher = kiosk->publisher;
    const qint64 before = publisher.timestamp.version;
    publisher.timestamp.version = qint64(1) << 31;
    publisher.serveTimestamp();
    QCOMPARE(kiosk->refusal(), QStringLiteral("fine"));
    publisher.timestamp.version = before;
    publishNext();
    refusedWith("rollback");
    publisher.rotateTimestampKey();
    publisher.resign();
    QCOMPARE(kiosk->refusal(), QStringLiteral("fine"));
    QCOMPARE(kiosk->shownRelease(), 43);
    QVERIFY(publisher.timestamp.version < 100);
}

void AttacksTest::clockJumpsDuringTheUpdate()
{
    publishNext();
    const QDateTime floor = kiosk->publisher.now;
    kiosk->server.before = [this](const QString &path) {
        if (path.contains(QStringLiteral("snapshot")))
            kiosk->clock = { QDateTime::fromSecsSinceEpoch(0).toUTC(), false };
    };
    QCOMPARE(kiosk->refusal(), QStringLiteral("fine"));
    kiosk->server.before = {};
    QCOMPARE(kiosk->shownRelease(), 43);
    QCOMPARE(kiosk->clock.now.toSecsSinceEpoch(), 0);
    QCOMPARE(loadState(kiosk->cache).floor, floor);
    QVERIFY(kiosk->sync().ok());
    QCOMPARE(loadState(kiosk->cache).floor, floor);
}

void AttacksTest::manifestOfSixtyThousandFiles()
{
    Manifest manifest { 43, 1, {} };
    const QString digest(64, u'a');
    for (int i = 0; i < 60'000; ++i)
        manifest.files.append({ QString::number(i), digest, 1, {} });
    kiosk->publisher.publishManifest(manifest);
    refusedWith("bad-manifest");
    QVERIFY(kiosk->board.status().lastError->why.contains(QStringLiteral("50,000")));
}

QTEST_GUILESS_MAIN(AttacksTest)
#include "tst_attacks.moc"
