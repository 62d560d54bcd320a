#include "trust/digest.h"
#include "trust/targetsearch.h"
#include "trust/trustedmetadata.h"

#include <QTest>

using namespace Hall;

namespace {

const QDateTime noon = QDateTime::fromString(QStringLiteral("2026-11-22T12:00:00Z"), Qt::ISODate);

QString text(const char *latin) { return QString::fromLatin1(latin); }

Targets saying(const QStringList &targets)
{
    Targets said;
    said.expires = noon.addDays(1);
    for (const QString &target : targets)
        said.targets.insert(target, Target::of("content of " + target.toUtf8(), {}));
    return said;
}

/// `A>B C*` — A delegates to B, then terminating to C; every role may speak for everything unless a
/// pattern stands behind a colon.
QMap<QString, Targets> graphOf(const QStringList &lines)
{
    QMap<QString, Targets> graph { { text("targets"), saying({}) } };
    const SigningKey key = SigningKey::generate();
    for (const QString &line : lines) {
        const QString from = line.section(u'>', 0, 0);
        for (QString to : line.section(u'>', 1).split(u' ')) {
            const QString pattern = to.contains(u':') ? to.section(u':', 1) : text("*");
            to = to.section(u':', 0, 0);
            const bool terminating = to.endsWith(u'!');
            const QString name = terminating ? to.chopped(1) : to;
            graph[from].delegations.delegate(name, { key.publicKey() }, { pattern }, terminating);
            if (!graph.contains(name))
                graph.insert(name, saying({}));
        }
    }
    return graph;
}

QStringList walk(const QMap<QString, Targets> &graph, const QString &target, QString *foundIn)
{
    TargetSearch search(target);
    QStringList order;
    search.visit(text("targets"), graph.value(text("targets")));
    while (const std::optional<Delegation> step = search.next()) {
        order.append(step->role.name);
        search.visit(step->role.name, graph.value(step->role.name));
    }
    if (foundIn)
        *foundIn = search.foundIn();
    return order;
}

} // namespace

/// Who may speak for a target, and in which order they are asked.
class DelegationsTest : public QObject {
    Q_OBJECT

private slots:
    void patterns_data();
    void patterns();
    void hostilePatternIsQuick();
    void hashPrefixes();
    void succinctRoles();
    void orderOfTheSearch_data();
    void orderOfTheSearch();
    void theFirstWhoKnowsItSpeaks();
    void everyRoleOfTheChainMustCoverIt();
    void endsAfter32Roles();
    void keepsDelegationsWhenWrittenAgain();
    void withdrawnRoleTakesItsKeysAlong();
    void refusedForms_data();
    void refusedForms();
    void believesADelegatedRole();
    void delegatedRefusals();
    void snapshotMayNotForgetARole();
    void expiredIsOnlyNotedWithoutAClock();

private:
    TrustedMetadata trustedWith(const Snapshot &snapshot) const;
    QByteArray delegatedFile(qint64 version, const QList<SigningKey> &keys) const;
    Snapshot snapshotNaming(const QByteArray &file, qint64 version) const;

    SigningKey rootKey = SigningKey::generate();
    SigningKey first = SigningKey::generate();
    SigningKey second = SigningKey::generate();
    Delegation countyOf(qint64 threshold) const;
};

void DelegationsTest::patterns_data()
{
    QTest::addColumn<QString>("target");
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<bool>("matches");
    const auto row = [](const char *target, const char *pattern, bool matches) {
        QTest::addRow("%s ~ %s", target, pattern) << text(target) << text(pattern) << matches;
    };
    row("a.zst", "a.zst", true);
    row("a.zst", "*", true);
    row("a/b", "*", false);
    row("a/b", "*/*", true);
    row("a/b", "a/?", true);
    row("a/bb", "a/?", false);
    row("a/b", "a?b", false);
    row("a/b/c", "a/*", false);
    row("targets/foo.tgz", "targets/*.tgz", true);
    row("targets/foo.tgz.sig", "targets/*.tgz", false);
    row("foo-version-a.tgz", "foo-version-?.tgz", true);
    row("foo-version-alpha.tgz", "foo-version-?.tgz", false);
    row("aXbXc", "a*b*c", true);
    row("aXbX", "a*b*c", false);
    row("", "*", true);
    row("a[1]", "a[1]", true);
    row("a1", "a[1]", false);
}

void DelegationsTest::patterns()
{
    QFETCH(QString, target);
    QFETCH(QString, pattern);
    QTEST(matchesPathPattern(target, pattern), "matches");
}

void DelegationsTest::hostilePatternIsQuick()
{
    const QString target(4000, u'a');
    QVERIFY(!matchesPathPattern(target, text("*a").repeated(2000) + text("*b")));
}

void DelegationsTest::hashPrefixes()
{
    const QString target = text("releases/x_v1");
    DelegatedRole role;
    role.pathHashPrefixes = { text("ff00"), sha256Hex(target.toUtf8()).left(3) };
    QVERIFY(role.covers(target));
    QVERIFY(!role.covers(text("releases/x_v2")));
}

void DelegationsTest::succinctRoles()
{
    // SHA-256("a") begins with ca97, SHA-256("b") with 3e23.
    SuccinctRoles roles { { { text("k") }, 1 }, 10, text("bin") };
    QCOMPARE(roles.roleFor(text("a")).name, text("bin-32a"));
    QCOMPARE(roles.roleFor(text("b")).name, text("bin-0f8"));
    QVERIFY(roles.roleFor(text("a")).terminating);
    roles.bitLength = 32;
    QCOMPARE(roles.roleFor(text("a")).name, text("bin-ca978112"));
    roles.bitLength = 1;
    QCOMPARE(roles.roleFor(text("a")).name, text("bin-1"));
}

void DelegationsTest::orderOfTheSearch_data()
{
    QTest::addColumn<QStringList>("graph");
    QTest::addColumn<QString>("order");
    const auto row = [](const char *name, const QStringList &graph, const char *order) {
        QTest::newRow(name) << graph << text(order);
    };
    row("none", {}, "");
    row("one", { text("targets>A") }, "A");
    row("beside each other", { text("targets>A B") }, "A B");
    row("depth first", { text("targets>A B"), text("A>C D") }, "A C D B");
    row("deeper", { text("targets>A B"), text("A>C"), text("C>D") }, "A C D B");
    row("terminating", { text("targets>A B"), text("A>C! D") }, "A C");
    row("below a terminating one", { text("targets>A B"), text("A>C!"), text("C>D") }, "A C D");
    row("before a terminating one", { text("targets>A B! C") }, "A B");
    row("other paths", { text("targets>A:*.py B"), text("A>C") }, "B");
    row("terminating for other paths", { text("targets>A!:*.py B") }, "B");
    row("a circle", { text("targets>A B"), text("B>C"), text("C>D"), text("D>B A") }, "A B C D");
    row("itself", { text("targets>A"), text("A>A B") }, "A B");
    row("two ways", { text("targets>A B"), text("A>C"), text("B>C") }, "A C B");
}

void DelegationsTest::orderOfTheSearch()
{
    QFETCH(QStringList, graph);
    QFETCH(QString, order);
    QString foundIn;
    QCOMPARE(walk(graphOf(graph), text("missing"), &foundIn).join(u' '), order);
    QVERIFY(foundIn.isEmpty());
}

void DelegationsTest::theFirstWhoKnowsItSpeaks()
{
    QMap<QString, Targets> graph = graphOf({ text("targets>A B C") });
    for (const char *role : { "B", "C" })
        graph[text(role)].targets = saying({ text("x") }).targets;
    QString foundIn;
    QCOMPARE(walk(graph, text("x"), &foundIn).join(u' '), text("A B"));
    QCOMPARE(foundIn, text("B"));
    graph[text("targets")].targets = saying({ text("x") }).targets;
    QVERIFY(walk(graph, text("x"), &foundIn).isEmpty());
    QCOMPARE(foundIn, text("targets"));
}

void DelegationsTest::everyRoleOfTheChainMustCoverIt()
{
    QMap<QString, Targets> graph
        = graphOf({ text("targets>B:releases/*/*"), text("B>C:releases/x/* D:releases/y/*.zip") });
    graph[text("D")].targets
        = saying({ text("releases/z/z.zip"), text("releases/y/y.zip") }).targets;
    QString foundIn;
    QCOMPARE(walk(graph, text("releases/y/y.zip"), &foundIn).join(u' '), text("B D"));
    QCOMPARE(foundIn, text("D"));
    QCOMPARE(walk(graph, text("releases/z/z.zip"), &foundIn).join(u' '), text("B"));
    QVERIFY(foundIn.isEmpty());
}

void DelegationsTest::endsAfter32Roles()
{
    QStringList chain { text("targets>r0") };
    for (int i = 0; i < 40; ++i)
        chain.append(QStringLiteral("r%1>r%2").arg(i).arg(i + 1));
    QMap<QString, Targets> graph = graphOf(chain);
    graph[text("r32")].targets = saying({ text("x") }).targets;
    QString foundIn;
    QCOMPARE(walk(graph, text("x"), &foundIn).size(), 32);
    QVERIFY(foundIn.isEmpty());
    graph[text("r31")].targets = saying({ text("x") }).targets;
    QCOMPARE(walk(graph, text("x"), &foundIn).size(), 32);
    QCOMPARE(foundIn, text("r31"));
}

void DelegationsTest::keepsDelegationsWhenWrittenAgain()
{
    Targets targets = graphOf({ text("targets>B! A:x/* C") }).value(text("targets"));
    targets.delegations.roles[2].paths.clear();
    targets.delegations.roles[2].pathHashPrefixes = { text("0f"), text("1") };
    const Result<Targets> again = Targets::fromJson(targets.toJson());
    QVERIFY2(again.ok(), qPrintable(again.ok() ? QString() : again.failure().why));
    QCOMPARE(again.value().delegations.roles, targets.delegations.roles);
    QCOMPARE(again.value().delegations.keys.keys(), targets.delegations.keys.keys());

    targets.delegations.roles.clear();
    targets.delegations.succinct = SuccinctRoles { { {}, 1 }, 4, text("bin") };
    const Result<Targets> many = Targets::fromJson(targets.toJson());
    QVERIFY(many.ok());
    QCOMPARE(many.value().delegations.succinct, targets.delegations.succinct);
}

void DelegationsTest::withdrawnRoleTakesItsKeysAlong()
{
    Delegations delegations;
    delegations.delegate(text("a"), { first.publicKey(), second.publicKey() }, {}, true, 2);
    delegations.delegate(text("b"), { second.publicKey() }, {}, true);
    QCOMPARE(delegations.keys.size(), 2);
    QVERIFY(delegations.withdraw(text("a")));
    QCOMPARE(delegations.keys.keys(), QStringList { second.publicKey().id() });
    QVERIFY(!delegations.withdraw(text("a")));
    // The same name again: replaced, not listed twice.
    delegations.delegate(text("b"), { first.publicKey() }, {}, true);
    QCOMPARE(delegations.roles.size(), 1);
    QCOMPARE(delegations.keys.keys(), QStringList { first.publicKey().id() });
}

void DelegationsTest::refusedForms_data()
{
    QTest::addColumn<QString>("member");
    QTest::addColumn<QJsonValue>("value");
    const auto row = [](const char *member, const QJsonValue &value) {
        QTest::addRow("%s, %d", member, static_cast<int>(value.type())) << text(member) << value;
    };
    row("name", text(""));
    row("name", 3);
    for (const char *top : { "root", "timestamp", "snapshot", "targets" })
        QTest::addRow("named %s", top) << text("name") << QJsonValue(text(top));
    row("terminating", QJsonValue::Undefined);
    row("terminating", 1);
    row("paths", QJsonValue::Undefined);
    row("paths", text("*"));
    row("paths", QJsonArray { 1 });
    row("path_hash_prefixes", QJsonArray { text("00") });
    row("threshold", 0);
    row("keyids", QJsonArray { text("a"), text("a") });
}

void DelegationsTest::refusedForms()
{
    QFETCH(QString, member);
    QFETCH(QJsonValue, value);
    QJsonObject body = graphOf({ text("targets>A") }).value(text("targets")).toJson();
    QVERIFY(Targets::fromJson(body).ok());
    QJsonObject delegations = body.value(u"delegations").toObject();
    QJsonObject role = delegations.value(u"roles").toArray().at(0).toObject();
    role.insert(member, value);
    if (value.isUndefined())
        role.remove(member);
    delegations.insert(text("roles"), QJsonArray { role });
    body.insert(text("delegations"), delegations);
    QVERIFY(!Targets::fromJson(body).ok());
}

TrustedMetadata DelegationsTest::trustedWith(const Snapshot &snapshot) const
{
    Root root;
    root.expires = noon.addDays(1);
    for (const Role role : { Role::Root, Role::Timestamp, Role::Snapshot, Role::Targets })
        root.authorise(role, { rootKey.publicKey() });
    const QByteArray snapshotFile = signedFile(snapshot.toJson(), { rootKey });
    Timestamp timestamp;
    timestamp.expires = noon.addDays(1);
    timestamp.snapshot = MetaFile::of(1, snapshotFile);
    TrustedMetadata trusted
        = TrustedMetadata::startingFrom(signedFile(root.toJson(), { rootKey }), { noon, true })
              .take();
    const bool good = trusted.updateTimestamp(signedFile(timestamp.toJson(), { rootKey })).ok()
        && trusted.updateSnapshot(snapshotFile).ok();
    return good ? trusted : throw std::runtime_error("the chain is broken");
}

QByteArray DelegationsTest::delegatedFile(qint64 version, const QList<SigningKey> &keys) const
{
    Targets targets = saying({ text("x") });
    targets.version = version;
    return signedFile(targets.toJson(), keys);
}

Snapshot DelegationsTest::snapshotNaming(const QByteArray &file, qint64 version) const
{
    Snapshot snapshot;
    snapshot.expires = noon.addDays(1);
    snapshot.files.insert(text("targets.json"), MetaFile { 1, {}, {} });
    snapshot.files.insert(text("county.json"), MetaFile::of(version, file));
    return snapshot;
}

Delegation DelegationsTest::countyOf(qint64 threshold) const
{
    Delegations delegations;
    delegations.delegate(
        text("county"), { first.publicKey(), second.publicKey() }, { text("x") }, true, threshold);
    return delegations.towards(text("x")).constFirst();
}

void DelegationsTest::believesADelegatedRole()
{
    const QByteArray file = delegatedFile(4, { first, second });
    TrustedMetadata trusted = trustedWith(snapshotNaming(file, 4));
    const Trusted<Targets> targets = trusted.delegated(file, countyOf(2));
    QVERIFY(targets.ok());
    QVERIFY(targets.value().targets.contains(text("x")));
    QVERIFY(trusted.expiredRoles().isEmpty());
}

void DelegationsTest::delegatedRefusals()
{
    const QByteArray good = delegatedFile(4, { first, second });
    const auto refusal = [this](const QByteArray &file, qint64 version, qint64 threshold) {
        TrustedMetadata trusted = trustedWith(snapshotNaming(file, version));
        return trusted.delegated(file, countyOf(threshold)).failure();
    };
    QCOMPARE(refusal(delegatedFile(4, { rootKey }), 4, 1).error, TrustError::BadSignature);
    QCOMPARE(refusal(delegatedFile(4, { first }), 4, 2).error, TrustError::Threshold);
    QCOMPARE(refusal(delegatedFile(4, { first, first }), 4, 2).error, TrustError::Threshold);
    QCOMPARE(refusal(good, 5, 2).error, TrustError::BadMetadata);
    QCOMPARE(refusal(good, 5, 2).where, text("county"));

    // Not the very file the snapshot names, and a role it does not name at all.
    TrustedMetadata trusted = trustedWith(snapshotNaming(good, 4));
    QCOMPARE(trusted.delegated(good + ' ', countyOf(1)).failure().error, TrustError::BadMetadata);
    Delegation unknown = countyOf(1);
    unknown.role.name = text("other");
    QCOMPARE(trusted.delegated(good, unknown).failure().error, TrustError::BadMetadata);

    Targets old = saying({ text("x") });
    old.expires = noon;
    const QByteArray expired = signedFile(old.toJson(), { first });
    QCOMPARE(refusal(expired, 1, 1).error, TrustError::Expired);
}

void DelegationsTest::snapshotMayNotForgetARole()
{
    const QByteArray file = delegatedFile(4, { first });
    const Snapshot before = snapshotNaming(file, 4);
    Snapshot after = before;
    after.version = 2;
    after.files.remove(text("county.json"));
    const QByteArray earlier = signedFile(before.toJson(), { rootKey });
    const QByteArray later = signedFile(after.toJson(), { rootKey });
    Timestamp timestamp;
    timestamp.expires = noon.addDays(1);
    timestamp.snapshot = MetaFile::of(1, earlier);
    const QByteArray recalled = signedFile(timestamp.toJson(), { rootKey });
    timestamp.version = 2;
    timestamp.snapshot = MetaFile::of(2, later);

    TrustedMetadata trusted = trustedWith(before);
    trusted.recall(recalled, earlier);
    QVERIFY(trusted.updateTimestamp(signedFile(timestamp.toJson(), { rootKey })).ok());
    const Trusted<Done> refused = trusted.updateSnapshot(later);
    QCOMPARE(refused.failure().error, TrustError::Rollback);
    QCOMPARE(refused.failure().where, text("county.json"));
}

void DelegationsTest::expiredIsOnlyNotedWithoutAClock()
{
    const QByteArray file = delegatedFile(1, { first });
    const Snapshot snapshot = snapshotNaming(file, 1);
    const QByteArray snapshotFile = signedFile(snapshot.toJson(), { rootKey });
    Root root;
    root.expires = noon;
    for (const Role role : { Role::Root, Role::Timestamp, Role::Snapshot, Role::Targets })
        root.authorise(role, { rootKey.publicKey() });
    Timestamp timestamp;
    timestamp.expires = noon;
    timestamp.snapshot = MetaFile::of(1, snapshotFile);
    TrustedMetadata trusted = TrustedMetadata::startingFrom(
        signedFile(root.toJson(), { rootKey }), { noon.addYears(73), false })
                                  .take();
    QVERIFY(trusted.updateTimestamp(signedFile(timestamp.toJson(), { rootKey })).ok());
    QVERIFY(trusted.updateSnapshot(snapshotFile).ok());
    QVERIFY(trusted.delegated(file, countyOf(1)).ok());
    QCOMPARE(trusted.expiredRoles(),
        QStringList({ text("timestamp"), text("snapshot"), text("county") }));
}

QTEST_GUILESS_MAIN(DelegationsTest)
#include "tst_delegations.moc"
