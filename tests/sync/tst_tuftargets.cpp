#include "sync/durablefile.h"
#include "trust/digest.h"
#include "tufcase.h"

#include <QDir>
#include <QProcess>
#include <QTest>

using namespace Hall;
using namespace Hall::Test;

/// What the TUF project's conformance suite asks of downloads, delegations and odd names, in our
/// own words.
class TufTargetsTest : public QObject {
    Q_OBJECT

private slots:

    void init() { one = std::make_unique<TufCase>(); }

    void expiredDelegatedRole();
    void delegatedRoleExpiresHere();
    void bringsTheSignedFile();
    void refusesAnotherFile();
    void fetchesATargetOnce();
    void targetChangesManyTimes();
    void kindsOfDigests_data();
    void kindsOfDigests();
    void delegationGraphs_data();
    void delegationGraphs();
    void delegatedTargets_data();
    void delegatedTargets();
    void delegatedThreshold();
    void unusualRoleNames_data();
    void unusualRoleNames();
    void unusualTargetNames_data();
    void unusualTargetNames();
    void withoutConsistentSnapshots();
    void commandLineOfTheSuite();

private:
    std::unique_ptr<TufCase> one;
};

void TufTargetsTest::expiredDelegatedRole()
{
    one->repository.delegate(targetsName, text("delegated"), { text("d/*") });
    one->repository.targetsOf(text("delegated")).expires = one->now.addDays(-1);
    one->repository.addTarget(text("delegated"), text("d/x"), "content");
    one->repository.publish({ text("delegated"), targetsName, snapshotName, timestampName });
    QVERIFY(one->start());
    QVERIFY(one->refresh());
    QVERIFY(!one->download(text("d/x")));
    QCOMPARE(one->why, text("expired"));
    QVERIFY(one->downloaded().isEmpty());
    QVERIFY(one->trusted().filter(text("delegated")).isEmpty());
}

void TufTargetsTest::delegatedRoleExpiresHere()
{
    const QString role = text("delegated");
    one->repository.delegate(targetsName, role, { text("d/*") });
    one->repository.targetsOf(role).expires = one->now.addDays(7);
    one->repository.addTarget(role, text("d/1"), "first");
    one->repository.addTarget(role, text("d/2"), "second");
    one->repository.publish({ role, targetsName, snapshotName, timestampName });
    QVERIFY(one->start());
    QVERIFY(one->download(text("d/1")));
    one->now = one->now.addDays(18);
    QVERIFY(!one->download(text("d/2")));
    QCOMPARE(one->downloaded(), QList<QByteArray> { "first" });
    one->repository.targetsOf(role).expires = one->now.addDays(3);
    one->repository.publish({ role, snapshotName, timestampName });
    QVERIFY(one->download(text("d/2")));
    QCOMPARE(one->downloaded(), (QList<QByteArray> { "first", "second" }));
    QCOMPARE(one->version(role), 2);
}

void TufTargetsTest::bringsTheSignedFile()
{
    for (const char *path : { "file.txt", "path/to/a/file.txt", "empty" }) {
        const QByteArray content
            = qstrcmp(path, "empty") == 0 ? "" : "content of " + QByteArray(path);
        one->repository.addTarget(targetsName, text(path), content);
    }
    one->repository.publish(belowRoot);
    QVERIFY(one->start());
    QVERIFY(one->refresh());
    QVERIFY(one->downloaded().isEmpty());
    for (const char *path : { "file.txt", "path/to/a/file.txt", "empty" })
        QVERIFY(one->download(text(path)));
    QCOMPARE(one->downloaded(),
        (QList<QByteArray> { "", "content of file.txt", "content of path/to/a/file.txt" }));
}

void TufTargetsTest::refusesAnotherFile()
{
    one->repository.addTarget(targetsName, text("one"), "content one");
    one->repository.addTarget(targetsName, text("two"), "content two");
    one->repository.publish(belowRoot);
    QVERIFY(one->start());
    QVERIFY(one->download(text("one")));
    for (QByteArray &body : one->repository.served) {
        if (body.startsWith("content"))
            body = "malicious";
    }
    one->download(text("one"));
    QVERIFY(!one->download(text("two")));
    QCOMPARE(one->why, text("corrupt-object"));
    QCOMPARE(one->downloaded(), QList<QByteArray> { "content one" });
    for (QByteArray &body : one->repository.served) {
        if (body == "malicious")
            body = QByteArray(100'000, 'x');
    }
    QVERIFY(!one->download(text("two")));
    QCOMPARE(one->why, text("too-large"));
    QCOMPARE(one->downloaded(), QList<QByteArray> { "content one" });
}

void TufTargetsTest::fetchesATargetOnce()
{
    one->repository.addTarget(targetsName, text("x"), "content");
    one->repository.publish(belowRoot);
    QVERIFY(one->start());
    QVERIFY(one->download(text("x")));
    QVERIFY(!one->asked().filter(text(".x")).isEmpty());
    QVERIFY(one->download(text("x")));
    QVERIFY(one->asked().filter(text(".x")).isEmpty());
    QVERIFY(writeDurably(one->inside("targets/x"), "c0ntent").ok());
    QVERIFY(one->download(text("x")));
    QCOMPARE(one->downloaded(), QList<QByteArray> { "content" });
}

void TufTargetsTest::targetChangesManyTimes()
{
    QVERIFY(one->start());
    for (int i = 0; i < 11; ++i) {
        const QByteArray content = "content " + QByteArray::number(i);
        one->repository.addTarget(targetsName, text("x"), content);
        one->repository.publish(belowRoot);
        if (i % 5 != 0)
            continue;
        QVERIFY(one->download(text("x")));
        QCOMPARE(one->downloaded(), QList<QByteArray> { content });
    }
}

void TufTargetsTest::kindsOfDigests_data()
{
    QTest::addColumn<bool>("sha256");
    QTest::addColumn<bool>("sha512");
    QTest::addColumn<bool>("good");
    QTest::newRow("sha256") << true << false << true;
    QTest::newRow("sha512") << false << true << true;
    QTest::newRow("both") << true << true << true;
    QTest::newRow("neither is known") << false << false << false;
}

void TufTargetsTest::kindsOfDigests()
{
    QFETCH(bool, sha256);
    QFETCH(bool, sha512);
    QFETCH(bool, good);
    const QByteArray content = "content";
    const QString digest256 = sha256Hex(content);
    const QString digest512 = sha512Hex(content);
    Target target { content.size(), sha256 ? digest256 : QString(), {},
        sha512 ? digest512 : QString() };
    one->repository.targetsOf(targetsName).targets.insert(text("x"), target);
    for (const QString &digest : { digest256, digest512 })
        one->repository.served.insert(text("targets/") + digest + text(".x"), content);
    one->repository.publish(belowRoot);
    QVERIFY(one->start());
    QCOMPARE(one->download(text("x")), good);
    QCOMPARE(one->downloaded().size(), good ? 1 : 0);
}

void TufTargetsTest::delegationGraphs_data()
{
    QTest::addColumn<QStringList>("graph");
    QTest::addColumn<QString>("order");
    const auto row = [](const char *name, const QStringList &graph, const char *order) {
        QTest::newRow(name) << graph << text(order);
    };
    row("one", { text("targets>A") }, "A");
    row("beside each other", { text("targets>A B") }, "A B");
    row("two levels", { text("targets>A B"), text("B>C") }, "A B C");
    row("depth first", { text("targets>A B"), text("A>C D") }, "A C D B");
    row("deeper", { text("targets>A B"), text("A>C"), text("C>D") }, "A C D B");
    row("terminating", { text("targets>A B"), text("A>C! D") }, "A C");
    row("below a terminating one", { text("targets>A B"), text("A>C!"), text("C>D") }, "A C D");
    row("other paths", { text("targets>A:*.py B"), text("A>C") }, "B");
    row("other paths below", { text("targets>A B"), text("A>C:*.py"), text("C>D") }, "A B");
    row("a circle", { text("targets>A B"), text("B>C"), text("C>D"), text("D>B") }, "A B C D");
    row("two ways", { text("targets>A B"), text("B>C"), text("A>C") }, "A C B");
    row("one of two ways", { text("targets>A B"), text("B>C"), text("A>C:*.py") }, "A B C");
}

void TufTargetsTest::delegationGraphs()
{
    QFETCH(QStringList, graph);
    QFETCH(QString, order);
    QSet<QString> roles;
    for (const QString &line : graph) {
        for (QString to : line.section(u'>', 1).split(u' ')) {
            const QString pattern = to.contains(u':') ? to.section(u':', 1) : text("*");
            to = to.section(u':', 0, 0);
            const QString name = to.endsWith(u'!') ? to.chopped(1) : to;
            one->repository.delegate(line.section(u'>', 0, 0), name, { pattern }, to != name);
            roles.insert(name);
        }
    }
    one->repository.publish(QStringList(roles.cbegin(), roles.cend()) + belowRoot);
    QVERIFY(one->start());
    QVERIFY(!one->download(text("missingpath")));
    QStringList expected;
    for (const QString &role : order.split(u' '))
        expected.append(text("1.%1.json").arg(role));
    QCOMPARE(one->asked().sliced(4), expected);
}

void TufTargetsTest::delegatedTargets_data()
{
    QTest::addColumn<QString>("target");
    QTest::addColumn<QString>("order");
    QTest::addColumn<bool>("found");
    const auto row = [](const char *target, const char *order, bool found) {
        QTest::newRow(target) << text(target) << text(order) << found;
    };
    row("targetfile", "", true);
    row("README.md", "A", true);
    row("releases/x/x_v1", "B C", true);
    row("releases/y/y_v1.zip", "B D", true);
    row("releases/z/z_v1.zip", "B", false);
}

void TufTargetsTest::delegatedTargets()
{
    QFETCH(QString, target);
    QFETCH(QString, order);
    QFETCH(bool, found);
    const QString a = text("A");
    const QString b = text("B");
    const QString c = text("C");
    const QString d = text("D");
    one->repository.delegate(targetsName, a, { text("*.doc"), text("*.md") });
    one->repository.delegate(targetsName, b, { text("releases/*/*") });
    one->repository.delegate(b, c, { text("releases/x/*") });
    one->repository.delegate(b, d, { text("releases/y/*.zip") });
    one->repository.addTarget(targetsName, text("targetfile"), "by targets");
    one->repository.addTarget(a, text("README.md"), "by A");
    one->repository.addTarget(c, text("releases/x/x_v1"), "by C");
    one->repository.addTarget(d, text("releases/y/y_v1.zip"), "by D");
    one->repository.addTarget(d, text("releases/z/z_v1.zip"), "by D as well");
    one->repository.publish(QStringList { a, b, c, d } + belowRoot);
    QVERIFY(one->start());
    QCOMPARE(one->download(target), found);
    QStringList expected;
    for (const QString &role : order.split(u' ', Qt::SkipEmptyParts))
        expected.append(text("1.%1.json").arg(role));
    QCOMPARE(one->asked().sliced(4, expected.size()), expected);
    QCOMPARE(one->downloaded().size(), found ? 1 : 0);
}

void TufTargetsTest::delegatedThreshold()
{
    const QList<SigningKey> keys = makeKeys(3);
    const QString role = text("county");
    one->repository.delegate(targetsName, role, { text("*") });
    one->repository.targetsOf(targetsName)
        .delegations.delegate(role,
            { keys.at(0).publicKey(), keys.at(1).publicKey(), keys.at(2).publicKey() },
            { text("*") }, true, 2);
    one->repository.signers[role] = { keys.at(0), keys.at(2) };
    one->repository.addTarget(role, text("x"), "content");
    one->repository.publish(QStringList { role } + belowRoot);
    QVERIFY(one->start());
    QVERIFY(one->download(text("x")));
    one->repository.signers[role] = { keys.at(1) };
    one->repository.addTarget(role, text("y"), "content");
    one->repository.publish({ role, snapshotName, timestampName });
    QVERIFY(!one->download(text("y")));
    QCOMPARE(one->why, text("threshold"));
    QCOMPARE(one->version(role), 1);
}

void TufTargetsTest::unusualRoleNames_data()
{
    QTest::addColumn<QString>("role");
    QTest::addColumn<QString>("request");
    const auto row = [](const char *role, const char *request) {
        QTest::newRow(role) << QString::fromUtf8(role) << text(request);
    };
    row("?", "1.%3F.json");
    row("#", "1.%23.json");
    row("/delegatedrole", "1.%2Fdelegatedrole.json");
    row("../delegatedrole", "1...%2Fdelegatedrole.json");
    row("..", "1....json");
    row("a%2Fb", "1.a%252Fb.json");
    row("新宾 县", "1.%E6%96%B0%E5%AE%BE%20%E5%8E%BF.json");
}

void TufTargetsTest::unusualRoleNames()
{
    QFETCH(QString, role);
    QFETCH(QString, request);
    one->repository.delegate(targetsName, role, { text("*") });
    one->repository.publish(QStringList { role } + belowRoot);
    QVERIFY(one->start());
    QVERIFY(!one->download(text("nonexistent")));
    QCOMPARE(one->asked().constLast(), request);
    QCOMPARE(QDir(one->inside("md")).entryList(QDir::Files | QDir::Hidden).size(), 5);
    QCOMPARE(one->entries(), QStringList({ text("first-root.json"), text("md") }));
}

void TufTargetsTest::unusualTargetNames_data()
{
    QTest::addColumn<QString>("target");
    QTest::addColumn<bool>("good");
    for (const char *name : { "a b", "a?b#c", "100%", "/etc/x", "-x", "新宾/说明", ".x" })
        QTest::newRow(name) << text(name) << true;
    QTest::newRow("very long") << QString(400, u'x') << true;
    // No address means what lies above the folder of the targets.
    QTest::newRow("../../up") << text("../../up") << false;
}

void TufTargetsTest::unusualTargetNames()
{
    QFETCH(QString, target);
    one->repository.addTarget(targetsName, target, "content");
    one->repository.publish(belowRoot);
    QVERIFY(one->start());
    QFETCH(bool, good);
    QCOMPARE(one->download(target), good);
    QCOMPARE(one->downloaded().size(), good ? 1 : 0);
    QCOMPARE(one->entries(), QStringList({ text("first-root.json"), text("md"), text("targets") }));
}

void TufTargetsTest::withoutConsistentSnapshots()
{
    one->repository.served.clear();
    one->repository.root.consistentSnapshot = false;
    one->repository.delegate(targetsName, text("A"), { text("d/*") });
    one->repository.addTarget(text("A"), text("d/x"), "content");
    one->repository.publishAsIs(QStringList { rootName, text("A") } + belowRoot);
    one->firstRoot = one->repository.fileOf(rootName);
    QVERIFY(one->start());
    QVERIFY2(one->download(text("d/x")), qPrintable(one->why));
    QCOMPARE(one->asked(),
        QStringList({ text("2.root.json"), text("timestamp.json"), text("snapshot.json"),
            text("targets.json"), text("A.json"), text("d/x") }));
}

void TufTargetsTest::commandLineOfTheSuite()
{
    one->repository.addTarget(targetsName, text("x"), "content");
    const qint64 tomorrow = QDateTime::currentSecsSinceEpoch() + 24 * 3600;
    const QDateTime later = QDateTime::fromSecsSinceEpoch(tomorrow).toUTC();
    one->repository.root.expires = one->repository.timestamp.expires = later;
    one->repository.snapshot.expires = one->repository.targetsOf(targetsName).expires = later;
    one->repository.publishAsIs(QStringList { rootName } + belowRoot);
    one->firstRoot = one->repository.fileOf(rootName);
    one->server.served = one->repository.served;
    const auto exitCode = [this](const QStringList &arguments) {
        QProcess process;
        process.setStandardErrorFile(QProcess::nullDevice());
        process.start(
            text(HALL_BINARY_DIR "/bin/hall-sync"), QStringList { text("tuf") } + arguments);
        return QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }, 20'000)
            ? process.exitCode()
            : -1;
    };
    const QString rootFile = one->inside("first-root.json");
    const QStringList where { text("--metadata-dir"), one->inside("md") };
    const QStringList from { text("--metadata-url"),
        one->server.url().toString() + text("metadata/") };
    const QStringList target { text("--target-name"), text("x"), text("--target-dir"),
        one->inside("targets"), text("--target-base-url"),
        one->server.url().toString() + text("targets/") };
    QVERIFY(writeDurably(rootFile, one->firstRoot).ok());
    QCOMPARE(exitCode(where + from + QStringList { text("refresh") }), 1);
    QCOMPARE(exitCode(where + QStringList { text("init"), rootFile }), 0);
    QCOMPARE(exitCode(where + QStringList { text("init"), one->inside("nothing") }), 1);
    QCOMPARE(exitCode(from + where + QStringList { text("refresh") }), 0);
    QCOMPARE(exitCode(from + where + target + QStringList { text("download") }), 0);
    QCOMPARE(one->downloaded(), QList<QByteArray> { "content" });
    QCOMPARE(exitCode(from + QStringList { text("refresh") }), 2);
    QCOMPARE(exitCode(where + from + QStringList { text("upload") }), 2);
    QCOMPARE(exitCode(where + from + QStringList { text("download") }), 2);
    QCOMPARE(exitCode({ text("--help") }), 0);
}

QTEST_GUILESS_MAIN(TufTargetsTest)
#include "tst_tuftargets.moc"
