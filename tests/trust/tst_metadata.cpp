#include "trust/trustedmetadata.h"

#include <QTest>

using namespace Hall;

namespace {

QDateTime at(const char *iso)
{
    return QDateTime::fromString(QString::fromLatin1(iso), Qt::ISODate);
}

const char noon[] = "2026-11-22T12:00:00Z";
const char tomorrow[] = "2026-11-23T12:00:00Z";
const char nextYear[] = "2027-11-22T12:00:00Z";

QList<PublicKey> publicKeys(const QList<SigningKey> &keys)
{
    QList<PublicKey> result;
    for (const SigningKey &key : keys)
        result.append(key.publicKey());
    return result;
}

} // namespace

/// One publisher with its keys; every test changes one thing about it.
class MetadataTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void believesAWholeChain();
    void rootNeedsOldAndNewKeys();
    void rootVersionsFollowEachOther();
    void rootThreshold();
    void expiryOfEveryRole_data();
    void expiryOfEveryRole();
    void expiryIsOnlyNotedWithoutAClock();
    void foreignKey();
    void keyOfAnotherRole();
    void timestampRollback();
    void snapshotVersionRollback();
    void targetsVersionRollback();
    void sameTimestampKeepsTheRecalledOne();
    void mixAndMatch();
    void fastForwardEndsWithNewKeys();
    void everyByteCounts();
    void rolesAreNotInterchangeable();

private:
    Root root() const;
    TrustedMetadata trust(const char *now = noon, bool expiryRefuses = true) const;

    QByteArray rootFile(const Root &root) const { return signedFile(root.toJson(), rootKeys); }

    QByteArray timestampFile(
        qint64 version, const QByteArray &snapshot, qint64 snapshotVersion) const;
    QByteArray snapshotFile(qint64 version, const QByteArray &targets, qint64 targetsVersion) const;
    QByteArray targetsFile(qint64 version) const;

    QList<SigningKey> rootKeys, timestampKeys, snapshotKeys, targetsKeys;
    QByteArray targets1, snapshot1, timestamp1;
};

void MetadataTest::init()
{
    rootKeys = { SigningKey::generate(), SigningKey::generate(), SigningKey::generate() };
    timestampKeys = { SigningKey::generate() };
    snapshotKeys = { SigningKey::generate() };
    targetsKeys = { SigningKey::generate() };
    targets1 = targetsFile(1);
    snapshot1 = snapshotFile(1, targets1, 1);
    timestamp1 = timestampFile(1, snapshot1, 1);
}

Root MetadataTest::root() const
{
    Root root;
    root.version = 1;
    root.expires = at(nextYear);
    root.authorise(Role::Root, publicKeys(rootKeys), 2);
    root.authorise(Role::Timestamp, publicKeys(timestampKeys));
    root.authorise(Role::Snapshot, publicKeys(snapshotKeys));
    root.authorise(Role::Targets, publicKeys(targetsKeys));
    return root;
}

TrustedMetadata MetadataTest::trust(const char *now, bool expiryRefuses) const
{
    return TrustedMetadata::startingFrom(rootFile(root()), { at(now), expiryRefuses }).take();
}

QByteArray MetadataTest::timestampFile(
    qint64 version, const QByteArray &snapshot, qint64 snapshotVersion) const
{
    Timestamp timestamp;
    timestamp.version = version;
    timestamp.expires = at(tomorrow);
    timestamp.issued = at(noon);
    timestamp.snapshot = MetaFile::of(snapshotVersion, snapshot);
    return signedFile(timestamp.toJson(), timestampKeys);
}

QByteArray MetadataTest::snapshotFile(
    qint64 version, const QByteArray &targets, qint64 targetsVersion) const
{
    Snapshot snapshot;
    snapshot.version = version;
    snapshot.expires = at(tomorrow);
    snapshot.files.insert(QStringLiteral("targets.json"), MetaFile::of(targetsVersion, targets));
    return signedFile(snapshot.toJson(), snapshotKeys);
}

QByteArray MetadataTest::targetsFile(qint64 version) const
{
    Targets targets;
    targets.version = version;
    targets.expires = at(tomorrow);
    targets.targets.insert(QStringLiteral("stable.manifest.zst"), Target::of("manifest", {}));
    return signedFile(targets.toJson(), targetsKeys);
}

void MetadataTest::believesAWholeChain()
{
    TrustedMetadata trusted = trust();
    QVERIFY(trusted.finishRoot().ok());
    const Trusted<bool> newer = trusted.updateTimestamp(timestamp1);
    QVERIFY(newer.ok() && newer.value());
    QCOMPARE(trusted.timestamp()->issued, at(noon));
    QVERIFY(trusted.updateSnapshot(snapshot1).ok());
    QCOMPARE(trusted.targetsFile(), MetaFile::of(1, targets1));
    QVERIFY(trusted.updateTargets(targets1).ok());
    QCOMPARE(trusted.targets()->targets.value(QStringLiteral("stable.manifest.zst")),
        Target::of("manifest", {}));
}

void MetadataTest::rootNeedsOldAndNewKeys()
{
    const QList<SigningKey> oldKeys = rootKeys;
    TrustedMetadata trusted = trust();
    rootKeys = { SigningKey::generate(), SigningKey::generate() };
    Root next = root();
    next.version = 2;
    QCOMPARE(trusted.updateRoot(signedFile(next.toJson(), rootKeys)).failure().error,
        TrustError::BadSignature);
    QCOMPARE(trusted.updateRoot(signedFile(next.toJson(), oldKeys)).failure().error,
        TrustError::BadSignature);
    QCOMPARE(
        trusted.updateRoot(signedFile(next.toJson(), rootKeys + oldKeys.mid(0, 1))).failure().error,
        TrustError::Threshold);
    QVERIFY(trusted.updateRoot(signedFile(next.toJson(), rootKeys + oldKeys.mid(1))).ok());
    QCOMPARE(trusted.root().version, 2);
}

void MetadataTest::rootVersionsFollowEachOther()
{
    TrustedMetadata trusted = trust();
    Root next = root();
    QCOMPARE(trusted.updateRoot(rootFile(next)).failure().error, TrustError::BadMetadata);
    next.version = 3;
    QCOMPARE(trusted.updateRoot(rootFile(next)).failure().error, TrustError::BadMetadata);
    next.version = 2;
    QVERIFY(trusted.updateRoot(rootFile(next)).ok());
    next.version = 1;
    QCOMPARE(trusted.updateRoot(rootFile(next)).failure().error, TrustError::Rollback);
}

void MetadataTest::rootThreshold()
{
    const QByteArray body = signedFile(root().toJson(), { rootKeys.at(0), rootKeys.at(0) });
    const Trusted<TrustedMetadata> refused
        = TrustedMetadata::startingFrom(body, { at(noon), true });
    QVERIFY(!refused.ok());
    QCOMPARE(refused.failure().error, TrustError::Threshold);
}

void MetadataTest::expiryOfEveryRole_data()
{
    QTest::addColumn<QByteArray>("now");
    QTest::addColumn<bool>("good");
    QTest::newRow("a second before") << QByteArray("2026-11-23T11:59:59Z") << true;
    QTest::newRow("to the second") << QByteArray(tomorrow) << false;
    QTest::newRow("after") << QByteArray("2026-11-23T12:00:01Z") << false;
}

void MetadataTest::expiryOfEveryRole()
{
    QFETCH(QByteArray, now);
    QFETCH(bool, good);
    TrustedMetadata trusted = trust(now.constData());
    const Trusted<bool> timestamp = trusted.updateTimestamp(timestamp1);
    QCOMPARE(timestamp.ok(), good);
    if (!good) {
        QCOMPARE(timestamp.failure().error, TrustError::Expired);
        return;
    }
    QVERIFY(trusted.updateSnapshot(snapshot1).ok());
    QVERIFY(trusted.updateTargets(targets1).ok());
    QCOMPARE(trust(nextYear).finishRoot().failure().error, TrustError::Expired);
}

void MetadataTest::expiryIsOnlyNotedWithoutAClock()
{
    TrustedMetadata trusted = trust("2099-01-01T00:00:00Z", false);
    QVERIFY(trusted.finishRoot().ok());
    QVERIFY(trusted.updateTimestamp(timestamp1).ok());
    QVERIFY(trusted.updateSnapshot(snapshot1).ok());
    QVERIFY(trusted.updateTargets(targets1).ok());
    QCOMPARE(trusted.expiredRoles().size(), 4);
}

void MetadataTest::foreignKey()
{
    TrustedMetadata trusted = trust();
    timestampKeys = { SigningKey::generate() };
    const Trusted<bool> refused = trusted.updateTimestamp(timestampFile(2, snapshot1, 1));
    QCOMPARE(refused.failure().error, TrustError::BadSignature);
    QVERIFY(!trusted.timestamp());
}

void MetadataTest::keyOfAnotherRole()
{
    TrustedMetadata trusted = trust();
    timestampKeys = snapshotKeys;
    QCOMPARE(trusted.updateTimestamp(timestampFile(2, snapshot1, 1)).failure().error,
        TrustError::BadSignature);
}

void MetadataTest::timestampRollback()
{
    TrustedMetadata trusted = trust();
    trusted.recall(timestampFile(2, snapshot1, 1), snapshot1);
    QCOMPARE(trusted.updateTimestamp(timestamp1).failure().error, TrustError::Rollback);
    QVERIFY(trusted.updateTimestamp(timestampFile(3, snapshot1, 1)).ok());
}

void MetadataTest::snapshotVersionRollback()
{
    TrustedMetadata trusted = trust();
    const QByteArray snapshot2 = snapshotFile(2, targets1, 1);
    trusted.recall(timestampFile(2, snapshot2, 2), snapshot2);
    QCOMPARE(trusted.updateTimestamp(timestampFile(3, snapshot1, 1)).failure().error,
        TrustError::Rollback);
}

void MetadataTest::targetsVersionRollback()
{
    const QByteArray targets2 = targetsFile(2);
    const QByteArray snapshot2 = snapshotFile(2, targets2, 2);
    const QByteArray snapshot3 = snapshotFile(3, targets1, 1);
    TrustedMetadata trusted = trust();
    trusted.recall(timestampFile(2, snapshot2, 2), snapshot2);
    QVERIFY(trusted.updateTimestamp(timestampFile(3, snapshot3, 3)).ok());
    QCOMPARE(trusted.updateSnapshot(snapshot3).failure().error, TrustError::Rollback);
    QVERIFY(!trusted.snapshot());
}

void MetadataTest::sameTimestampKeepsTheRecalledOne()
{
    TrustedMetadata trusted = trust();
    trusted.recall(timestamp1, snapshot1);
    const Trusted<bool> newer
        = trusted.updateTimestamp(timestampFile(1, snapshotFile(9, targets1, 1), 9));
    QVERIFY(newer.ok() && !newer.value());
    QCOMPARE(trusted.timestamp()->snapshot.version, 1);
}

void MetadataTest::mixAndMatch()
{
    const QByteArray targets2 = targetsFile(2);
    const QByteArray snapshot2 = snapshotFile(2, targets2, 2);
    TrustedMetadata trusted = trust();
    QVERIFY(trusted.updateTimestamp(timestampFile(2, snapshot2, 2)).ok());
    QCOMPARE(trusted.updateSnapshot(snapshot1).failure().error, TrustError::BadMetadata);
    QVERIFY(trusted.updateSnapshot(snapshot2).ok());
    QCOMPARE(trusted.updateTargets(targets1).failure().error, TrustError::BadMetadata);
    QVERIFY(!trusted.targets());
}

void MetadataTest::fastForwardEndsWithNewKeys()
{
    // A thief of the timestamp key signs an enormous version; then root replaces that key.
    const QByteArray far = timestampFile(qint64(1) << 31, snapshot1, 1);
    TrustedMetadata trusted = trust();
    timestampKeys = { SigningKey::generate() };
    Root next = root();
    next.version = 2;
    QVERIFY(trusted.updateRoot(rootFile(next)).ok());
    trusted.recall(far, snapshot1);
    const Trusted<bool> newer = trusted.updateTimestamp(timestampFile(2, snapshot1, 1));
    QVERIFY(newer.ok() && newer.value());
}

void MetadataTest::everyByteCounts()
{
    for (qsizetype i = 0; i < timestamp1.size(); ++i) {
        QByteArray broken = timestamp1;
        broken[i] = static_cast<char>(broken.at(i) ^ 1);
        TrustedMetadata trusted = trust();
        QVERIFY2(!trusted.updateTimestamp(broken).ok(), broken.constData());
    }
    TrustedMetadata trusted = trust();
    QVERIFY(trusted.updateTimestamp(timestamp1).ok());
    for (qsizetype i = 0; i < snapshot1.size(); ++i) {
        QByteArray broken = snapshot1;
        broken[i] = static_cast<char>(broken.at(i) ^ 1);
        QVERIFY(!trusted.updateSnapshot(broken).ok());
    }
}

void MetadataTest::rolesAreNotInterchangeable()
{
    // One key for two roles: the `_type` inside still tells the files apart.
    timestampKeys = snapshotKeys;
    QCOMPARE(trust().updateTimestamp(snapshot1).failure().error, TrustError::BadMetadata);
}

QTEST_GUILESS_MAIN(MetadataTest)
#include "tst_metadata.moc"
