#include "sync/durablefile.h"
#include "tufcase.h"

#include <QJsonDocument>
#include <QTest>

using namespace Hall;
using namespace Hall::Test;

namespace {

QList<SigningKey> chosen(const QList<SigningKey> &keys, const QList<int> &numbers)
{
    QList<SigningKey> some;
    for (const int number : numbers)
        some.append(keys.at(number));
    return some;
}

/// Keys by number, how many must sign, who signs.
struct Version {
    QList<int> keys;
    qint64 threshold;
    QList<int> signing;
};

} // namespace

Q_DECLARE_METATYPE(QList<Version>)

/// What the TUF project's conformance suite asks of a client's refresh, in our own words.
class TufClientTest : public QObject {
    Q_OBJECT

private slots:

    void init() { one = std::make_unique<TufCase>(); }

    void asksInTheOrderOfTheWorkflow();
    void downloadRefreshesFirst();
    void spoiltFirstRoot_data();
    void spoiltFirstRoot();
    void stopsAtTheFirstUnsignedRole_data();
    void stopsAtTheFirstUnsignedRole();
    void sameTimestampNumberKeepsTheOldOne();
    void digestsInSnapshotAndTimestamp();
    void targetsNobodyAnnounced();
    void unknownMembers();
    void rootRotation_data();
    void rootRotation();
    void rotationOfOtherRoles_data();
    void rotationOfOtherRoles();
    void fewerKeysThanTheThreshold();
    void oneSignatureMissing();
    void idsSigningTwice();
    void oneBadSignatureBesideAGoodOne();
    void timestampRollback();
    void snapshotRollback_data();
    void snapshotRollback();
    void targetsRollback_data();
    void targetsRollback();
    void snapshotOfAnotherNumber();
    void fastForwardRecovery_data();
    void fastForwardRecovery();
    void expiredRole_data();
    void expiredRole();
    void expiredOnThisDiskOnly();

private:
    std::unique_ptr<TufCase> one;
};

void TufClientTest::asksInTheOrderOfTheWorkflow()
{
    QVERIFY(one->start());
    QVERIFY(one->asked().isEmpty());
    QVERIFY(one->refresh());
    QCOMPARE(one->asked(),
        QStringList({ text("2.root.json"), text("timestamp.json"), text("1.snapshot.json"),
            text("1.targets.json") }));
    QCOMPARE(one->trusted(),
        QStringList(
            { text("root 1"), text("snapshot 1"), text("targets 1"), text("timestamp 1") }));
    QVERIFY(one->refresh());
    QCOMPARE(one->asked(), QStringList({ text("2.root.json"), text("timestamp.json") }));
    QCOMPARE(one->trustedFile(text("targets")), one->repository.fileOf(targetsName));
}

void TufClientTest::downloadRefreshesFirst()
{
    QVERIFY(one->start());
    QVERIFY(!one->download(text("nonexistent artifact")));
    QCOMPARE(one->asked().size(), 4);
    QCOMPARE(one->trusted().size(), 4);
    QVERIFY(one->downloaded().isEmpty());
}

void TufClientTest::spoiltFirstRoot_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::newRow("without a version") << QByteArray("\"version\"") << QByteArray("\"vrsion\"");
    QTest::newRow("another signature") << QByteArray("\"sig\":\"") << QByteArray("\"sig\":\"00");
    QTest::newRow("not JSON") << QByteArray("{") << QByteArray("(");
}

void TufClientTest::spoiltFirstRoot()
{
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    one->firstRoot.replace(from, to);
    QVERIFY(!one->act(TufRequest::Command::Init));
    // Somebody may have put it there by hand.
    QVERIFY(makeDirectory(one->inside("md")).ok());
    QVERIFY(writeDurably(one->inside("md/root.json"), one->firstRoot).ok());
    QVERIFY(!one->refresh());
    QVERIFY(one->asked().isEmpty());
}

void TufClientTest::stopsAtTheFirstUnsignedRole_data()
{
    QTest::addColumn<QString>("role");
    QTest::addColumn<QStringList>("trustedAfter");
    QTest::newRow("root") << rootName << QStringList { text("root 1") };
    QTest::newRow("timestamp") << timestampName << QStringList { text("root 1") };
    QTest::newRow("snapshot") << snapshotName
                              << QStringList { text("root 1"), text("timestamp 2") };
    QTest::newRow("targets") << targetsName
                             << QStringList { text("root 1"), text("snapshot 2"),
                                    text("timestamp 2") };
}

void TufClientTest::stopsAtTheFirstUnsignedRole()
{
    QFETCH(QString, role);
    QFETCH(QStringList, trustedAfter);
    one->repository.signers[role].clear();
    one->repository.publish(role == rootName ? QStringList { rootName } : belowRoot);
    QVERIFY(one->start());
    QVERIFY(!one->refresh());
    QCOMPARE(one->why, text("bad-signature"));
    QCOMPARE(one->trusted(), trustedAfter);
}

void TufClientTest::sameTimestampNumberKeepsTheOldOne()
{
    QVERIFY(one->start());
    QVERIFY(one->refresh());
    one->repository.timestamp.snapshot.version = 100;
    one->repository.publishAsIs({ timestampName });
    QVERIFY(one->refresh());
    QCOMPARE(one->asked().constLast(), text("timestamp.json"));
    QVERIFY(one->trustedFile(text("timestamp")) != one->repository.fileOf(timestampName));
}

void TufClientTest::digestsInSnapshotAndTimestamp()
{
    one->repository.tellDigests = true;
    one->repository.publish(belowRoot);
    QVERIFY(one->start());
    QVERIFY(one->refresh());
    one->repository.publish({ targetsName });
    one->repository.snapshot.files[text("targets.json")].digests.sha256 = QString(64, u'4');
    one->repository.publish({ snapshotName, timestampName });
    QVERIFY(!one->refresh());
    QCOMPARE(one->version(snapshotName), 3);
    QCOMPARE(one->version(targetsName), 2);
}

void TufClientTest::targetsNobodyAnnounced()
{
    QVERIFY(one->start());
    QVERIFY(one->refresh());
    one->repository.publish({ targetsName });
    QVERIFY(one->refresh());
    QCOMPARE(one->version(targetsName), 1);
    QCOMPARE(one->asked().constLast(), text("timestamp.json"));
}

void TufClientTest::unknownMembers()
{
    QVERIFY(one->start());
    QVERIFY(one->refresh());
    ++one->repository.root.version;
    QJsonObject body = one->repository.root.toJson();
    body.insert(text("custom-field"), text("value"));
    QJsonObject keys = body.value(u"keys").toObject();
    for (const QString &id : keys.keys()) {
        QJsonObject key = keys.value(id).toObject();
        key.insert(text("extra-field"), QJsonObject { { text("a"), 1 }, { text("b"), 2 } });
        keys.insert(id, key);
    }
    body.insert(text("keys"), keys);
    QJsonObject roles = body.value(u"roles").toObject();
    QJsonObject role = roles.value(rootName).toObject();
    role.insert(text("another-field"), text("value"));
    roles.insert(rootName, role);
    body.insert(text("roles"), roles);
    one->repository.served.insert(one->repository.nameOf(rootName),
        signedFile(body, one->repository.signers.value(rootName)));
    QVERIFY(one->refresh());
    QCOMPARE(one->version(rootName), 2);
}

void TufClientTest::rootRotation_data()
{
    QTest::addColumn<QList<Version>>("versions");
    QTest::addColumn<bool>("good");
    const auto row = [](const char *name, const QList<Version> &versions, bool good) {
        QTest::newRow(name) << versions << good;
    };
    const QList<int> five { 0, 1, 2, 3, 4 };
    const QList<int> later { 0, 1, 3, 4, 5 };
    row("one key for another", { { { 1 }, 1, { 1 } }, { { 2 }, 1, { 2, 1 } }, { { 2 }, 1, { 2 } } },
        true);
    row("with signatures of strangers",
        { { { 1 }, 1, { 3, 1, 4 } }, { { 2 }, 1, { 3, 2, 1, 4 } }, { { 2 }, 1, { 3, 2, 4 } } },
        true);
    row("3 of 5 in turn",
        { { five, 3, { 0, 2, 4 } }, { five, 3, { 0, 4, 1 } }, { five, 3, { 0, 1, 3 } } }, true);
    row("one of five changes", { { five, 3, { 0, 2, 4 } }, { later, 3, { 0, 4, 1 } } }, true);
    row("one of five changes, old key once more",
        { { five, 3, { 0, 2, 4 } }, { later, 3, { 0, 2, 4, 5 } }, { later, 3, { 0, 4, 5 } } },
        true);
    row("all five change",
        { { five, 3, { 0, 2, 4 } }, { { 5, 6, 7, 8, 9 }, 3, { 0, 2, 4, 5, 6, 7 } },
            { { 5, 6, 7, 8, 9 }, 3, { 5, 6, 7 } } },
        true);
    row("threshold up", { { { 1, 2, 3 }, 1, { 1 } }, { { 1, 2, 3 }, 2, { 1, 2 } } }, true);
    row("threshold up with a key", { { { 1 }, 1, { 1 } }, { { 1, 2 }, 2, { 1, 2 } } }, true);
    row("threshold down",
        { { { 1, 2, 3 }, 2, { 1, 2 } }, { { 1, 2, 3 }, 1, { 1, 2 } }, { { 1, 2, 3 }, 1, { 1 } } },
        true);
    row("without the old key", { { { 1 }, 1, { 1 } }, { { 2 }, 1, { 2, 3, 4 } } }, false);
    row("without the new key", { { { 1 }, 1, { 1 } }, { { 2 }, 1, { 1, 3, 4 } } }, false);
    row("too few of the new", { { five, 3, { 0, 2, 4 } }, { later, 3, { 0, 2, 4 } } }, false);
    row("too few of the old", { { five, 3, { 0, 2, 4 } }, { later, 3, { 0, 4, 5 } } }, false);
    row("new threshold missed", { { { 1, 2, 3 }, 1, { 1 } }, { { 1, 2, 3 }, 2, { 2 } } }, false);
    row("old threshold missed", { { { 1, 2, 3 }, 2, { 1, 2 } }, { { 1, 2, 3 }, 1, { 1 } } }, false);
}

void TufClientTest::rootRotation()
{
    QFETCH(QList<Version>, versions);
    QFETCH(bool, good);
    const QList<SigningKey> keys = makeKeys(10);
    one->repository.root.version = 0;
    QByteArray lastGood;
    for (qsizetype i = 0; i < versions.size(); ++i) {
        const Version &next = versions.at(i);
        one->repository.authorise(
            rootName, chosen(keys, next.keys), chosen(keys, next.signing), next.threshold);
        ++one->repository.root.version;
        one->repository.publishAsIs({ rootName });
        if (i == 0)
            one->firstRoot = one->repository.fileOf(rootName);
        if (good || i + 1 < versions.size())
            lastGood = one->repository.fileOf(rootName);
    }
    QVERIFY(one->start());
    QCOMPARE(one->refresh(), good);
    QCOMPARE(one->trustedFile(text("root")), lastGood);
}

void TufClientTest::rotationOfOtherRoles_data()
{
    QTest::addColumn<QList<Version>>("version");
    QTest::addColumn<bool>("good");
    const auto row = [](const char *name, const Version &version, bool good) {
        QTest::newRow(name) << QList<Version> { version } << good;
    };
    const QList<int> five { 0, 1, 2, 3, 4 };
    const QList<int> later { 0, 1, 3, 4, 5 };
    row("another key", { { 2 }, 1, { 2 } }, true);
    row("signatures of strangers", { { 1 }, 1, { 3, 1, 4 } }, true);
    row("without the new key", { { 2 }, 1, { 1, 3, 4 } }, false);
    row("one of three is a stranger", { later, 3, { 0, 2, 4 } }, false);
    row("two of three", { later, 3, { 0, 4 } }, false);
    row("three of five", { five, 3, { 0, 2, 4 } }, true);
    row("three others of five", { five, 3, { 1, 2, 3 } }, true);
    row("the last three of five", { five, 3, { 2, 3, 4 } }, true);
}

void TufClientTest::rotationOfOtherRoles()
{
    QFETCH(QList<Version>, version);
    QFETCH(bool, good);
    const Version &next = version.constFirst();
    const QList<SigningKey> keys = makeKeys(6);
    QVERIFY(one->start());
    for (const QString &role : { timestampName, snapshotName, targetsName }) {
        one->repository.authorise(
            role, chosen(keys, next.keys), chosen(keys, next.signing), next.threshold);
        one->repository.publish({ rootName });
        one->repository.publishAsIs({ role });
        QCOMPARE(one->refresh(), good);
        if (!good)
            return;
        QCOMPARE(one->trustedFile(role), one->repository.fileOf(role));
    }
}

void TufClientTest::fewerKeysThanTheThreshold()
{
    QVERIFY(one->start());
    const QList<SigningKey> keys = makeKeys(5);
    one->repository.authorise(snapshotName, keys, keys, 6);
    one->repository.publish({ rootName, snapshotName, timestampName });
    QVERIFY(!one->refresh());
    QCOMPARE(one->version(rootName), 2);
    QCOMPARE(one->version(snapshotName), 0);
}

void TufClientTest::oneSignatureMissing()
{
    const QList<SigningKey> keys = makeKeys(3);
    one->repository.authorise(snapshotName, keys, keys, 3);
    one->repository.publish({ rootName, targetsName, snapshotName, timestampName });
    QVERIFY(one->start());
    QVERIFY(one->refresh());
    one->repository.signers[snapshotName].removeLast();
    one->repository.publish(belowRoot);
    QVERIFY(!one->refresh());
    QCOMPARE(one->why, text("threshold"));
    QCOMPARE(one->version(snapshotName), 2);
}

void TufClientTest::idsSigningTwice()
{
    QVERIFY(one->start());
    const SigningKey key = one->repository.signers.value(snapshotName).constFirst();
    one->repository.signers[snapshotName].append(key);
    one->repository.publishAsIs({ snapshotName });
    QVERIFY(!one->refresh());
    QCOMPARE(one->version(snapshotName), 0);
}

void TufClientTest::oneBadSignatureBesideAGoodOne()
{
    QVERIFY(one->start());
    const QList<SigningKey> keys = makeKeys(2);
    one->repository.authorise(timestampName, keys);
    one->repository.publish({ rootName });
    for (const char *signature : { "00ff", "" }) {
        one->repository.publish({ timestampName });
        QByteArray &file = one->repository.served[one->repository.nameOf(timestampName)];
        QJsonObject json = QJsonDocument::fromJson(file).object();
        QJsonArray signatures = json.value(u"signatures").toArray();
        QJsonObject bad = signatures.at(0).toObject();
        bad.insert(text("sig"), text(signature));
        signatures[0] = bad;
        json.insert(text("signatures"), signatures);
        file = QJsonDocument(json).toJson();
        QVERIFY(one->refresh());
        QCOMPARE(one->version(timestampName), one->repository.timestamp.version);
    }
}

void TufClientTest::timestampRollback()
{
    QVERIFY(one->start());
    one->repository.publish({ timestampName });
    QVERIFY(one->refresh());
    one->repository.timestamp.version = 1;
    one->repository.publishAsIs({ timestampName });
    QVERIFY(!one->refresh());
    QCOMPARE(one->why, text("rollback"));
    QCOMPARE(one->version(timestampName), 2);
    QCOMPARE(one->asked().constLast(), text("timestamp.json"));
}

void TufClientTest::snapshotRollback_data()
{
    QTest::addColumn<bool>("digests");
    QTest::newRow("numbers only") << false;
    QTest::newRow("with digests") << true;
}

void TufClientTest::snapshotRollback()
{
    QFETCH(bool, digests);
    one->repository.tellDigests = digests;
    one->repository.publish({ snapshotName, timestampName });
    QVERIFY(one->start());
    QVERIFY(one->refresh());
    one->repository.snapshot.version = 1;
    one->repository.publishAsIs({ snapshotName });
    one->repository.publish({ timestampName });
    QVERIFY(!one->refresh());
    QCOMPARE(one->why, text("rollback"));
    QCOMPARE(one->version(timestampName), 2);
    QCOMPARE(one->version(snapshotName), 2);
    QCOMPARE(one->asked().constLast(), text("timestamp.json"));
}

void TufClientTest::targetsRollback_data() { snapshotRollback_data(); }

void TufClientTest::targetsRollback()
{
    QFETCH(bool, digests);
    one->repository.tellDigests = digests;
    one->repository.publish(belowRoot);
    QVERIFY(one->start());
    QVERIFY(one->refresh());
    one->repository.targetsOf(targetsName).version = 1;
    one->repository.publishAsIs({ targetsName });
    one->repository.publish({ snapshotName, timestampName });
    QVERIFY(!one->refresh());
    QCOMPARE(one->why, text("rollback"));
    QCOMPARE(one->version(snapshotName), 2);
    QCOMPARE(one->version(targetsName), 2);
}

void TufClientTest::snapshotOfAnotherNumber()
{
    QVERIFY(one->start());
    // Served under the announced name, but with another number inside.
    one->repository.snapshot.version = 2;
    one->repository.publishAsIs({ snapshotName });
    one->repository.served.insert(
        text("metadata/1.snapshot.json"), one->repository.fileOf(snapshotName));
    QVERIFY(!one->refresh());
    QCOMPARE(one->trusted(), QStringList({ text("root 1"), text("timestamp 1") }));
    QCOMPARE(one->asked().constLast(), text("1.snapshot.json"));
}

void TufClientTest::fastForwardRecovery_data()
{
    QTest::addColumn<QStringList>("rotated");
    QTest::addColumn<QString>("far");
    QTest::newRow("timestamp") << QStringList { timestampName } << timestampName;
    QTest::newRow("snapshot") << QStringList { snapshotName, timestampName } << snapshotName;
    QTest::newRow("targets") << QStringList { snapshotName } << targetsName;
}

void TufClientTest::fastForwardRecovery()
{
    QFETCH(QStringList, rotated);
    QFETCH(QString, far);
    const qint64 enormous = qint64(1) << 31;
    const auto number = [&](qint64 version) {
        if (far == timestampName)
            one->repository.timestamp.version = version;
        else if (far == snapshotName)
            one->repository.snapshot.version = version;
        else
            one->repository.targetsOf(targetsName).version = version;
    };
    QVERIFY(one->start());
    number(enormous - 1);
    one->repository.publish(belowRoot);
    QVERIFY(one->refresh());
    QCOMPARE(one->version(far), enormous);

    number(1);
    one->repository.publishAsIs({ targetsName, snapshotName });
    if (far != timestampName)
        ++one->repository.timestamp.version;
    if (far == targetsName)
        one->repository.publish({ snapshotName });
    one->repository.publishAsIs({ timestampName });
    QVERIFY(!one->refresh());
    QCOMPARE(one->why, text("rollback"));

    for (const QString &role : rotated)
        one->repository.authorise(role, makeKeys(1));
    one->repository.publish({ rootName });
    one->repository.publishAsIs({ targetsName, snapshotName, timestampName });
    QVERIFY2(one->refresh(), qPrintable(one->why));
    QCOMPARE(one->version(far), 1);
}

void TufClientTest::expiredRole_data()
{
    QTest::addColumn<QString>("role");
    QTest::addColumn<QStringList>("trustedAfter");
    const auto after = [](int root, int snapshot, int targets, int timestamp) {
        return QStringList({ text("root %1").arg(root), text("snapshot %1").arg(snapshot),
            text("targets %1").arg(targets), text("timestamp %1").arg(timestamp) });
    };
    QTest::newRow("root") << rootName << after(2, 1, 1, 1);
    QTest::newRow("timestamp") << timestampName << after(1, 1, 1, 1);
    QTest::newRow("snapshot") << snapshotName << after(1, 1, 1, 2);
    QTest::newRow("targets") << targetsName << after(1, 2, 1, 2);
}

void TufClientTest::expiredRole()
{
    QFETCH(QString, role);
    QFETCH(QStringList, trustedAfter);
    QVERIFY(one->start());
    QVERIFY(one->refresh());
    const QDateTime past = one->now.addDays(-5);
    if (role == rootName)
        one->repository.root.expires = past;
    else if (role == timestampName)
        one->repository.timestamp.expires = past;
    else if (role == snapshotName)
        one->repository.snapshot.expires = past;
    else
        one->repository.targetsOf(targetsName).expires = past;
    one->repository.publish(role == rootName ? QStringList { rootName } : belowRoot);
    QVERIFY(!one->refresh());
    QCOMPARE(one->why, text("expired"));
    QCOMPARE(one->trusted(), trustedAfter);
}

void TufClientTest::expiredOnThisDiskOnly()
{
    one->repository.timestamp.expires = one->now.addDays(7);
    one->repository.publishAsIs({ timestampName });
    QVERIFY(one->start());
    QVERIFY(one->refresh());
    one->repository.timestamp.expires = one->now.addDays(21);
    one->repository.publish(belowRoot);
    one->now = one->now.addDays(18);
    QVERIFY(one->refresh());
    QCOMPARE(one->version(timestampName), 2);
    QCOMPARE(one->version(targetsName), 2);
}

QTEST_GUILESS_MAIN(TufClientTest)
#include "tst_tufclient.moc"
