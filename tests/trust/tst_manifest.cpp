#include "trust/compression.h"
#include "trust/digest.h"
#include "trust/manifest.h"
#include "trust/releasetarget.h"
#include "trust/servedtree.h"

#include <QTest>

using namespace Hall;

namespace {

const char digest[] = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

Manifest manifestOf(const QStringList &paths)
{
    Manifest manifest { 43, 1, {} };
    for (const QString &path : paths)
        manifest.files.append({ path, QString::fromLatin1(digest), 10, {} });
    return manifest;
}

bool accepted(const QStringList &paths)
{
    return parseManifest(manifestOf(paths).toJson(), QStringLiteral("m")).ok();
}

} // namespace

class ManifestTest : public QObject {
    Q_OBJECT

private slots:
    void survivesItsOwnForm();
    void pathRules_data();
    void pathRules();
    void pathsFormATree();
    void refusesBrokenEntries_data();
    void refusesBrokenEntries();
    void passesOverUnknownMembers();
    void refusesTooManyFiles();
    void decompressionIsBounded();
    void refusesDamagedCompression();
    void namesOfPatches();
    void releaseTargetSurvivesItsOwnForm();
    void releaseTargetRefusesNonsense();
};

void ManifestTest::survivesItsOwnForm()
{
    Manifest manifest
        = manifestOf({ QStringLiteral("release.db"), QStringLiteral("pages/F-1.png") });
    manifest.files[0].compressedSize = 7;
    manifest.files[0].patches = { { QString(64, u'a'), QString(64, u'b'), 5 },
        { QString(64, u'c'), QString(64, u'd'), 6 } };
    const Result<Manifest> again = parseManifest(manifest.toJson(), QStringLiteral("m"));
    QVERIFY(again.ok());
    QCOMPARE(again.value(), manifest);
    QCOMPARE(manifest.totalSize(), 20);
}

void ManifestTest::pathRules_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<bool>("good");
    QTest::newRow("plain") << QStringLiteral("release.db") << true;
    QTest::newRow("deep") << QStringLiteral("a/b/c/d.png") << true;
    QTest::newRow("Chinese") << QStringLiteral("pages/居民身份证.png") << true;
    QTest::newRow("empty") << QString() << false;
    QTest::newRow("absolute") << QStringLiteral("/etc/passwd") << false;
    QTest::newRow("parent") << QStringLiteral("../x") << false;
    QTest::newRow("parent inside") << QStringLiteral("a/../../x") << false;
    QTest::newRow("here") << QStringLiteral("./x") << false;
    QTest::newRow("hidden") << QStringLiteral("a/.x") << false;
    QTest::newRow("double slash") << QStringLiteral("a//b") << false;
    QTest::newRow("slash at the end") << QStringLiteral("a/") << false;
    QTest::newRow("newline") << QStringLiteral("a\nb") << false;
    QTest::newRow("delete") << QStringLiteral("a\u007fb") << false;
    QTest::newRow("C1 control") << QStringLiteral("a\u0085b") << false;
    QTest::newRow("decomposed") << QStringLiteral("e\u0301.png") << false;
    QTest::newRow("255 bytes") << QString(255, u'a') << true;
    QTest::newRow("256 bytes") << QString(256, u'a') << false;
    QTest::newRow("258 bytes in 86 characters") << QString(86, u'证') << false;
    QTest::newRow("long path") << QStringLiteral("abcdefgh/").repeated(200) + u'x' << false;
}

void ManifestTest::pathRules()
{
    QFETCH(QString, path);
    QFETCH(bool, good);
    QCOMPARE(manifestPathProblem(path).isEmpty(), good);
    QCOMPARE(accepted({ path }), good);
}

void ManifestTest::pathsFormATree()
{
    QVERIFY(accepted({ QStringLiteral("a/x"), QStringLiteral("a/y"), QStringLiteral("ab") }));
    QVERIFY(!accepted({ QStringLiteral("a"), QStringLiteral("a") }));
    QVERIFY(!accepted({ QStringLiteral("Pages/a"), QStringLiteral("pages/A") }));
    QVERIFY(!accepted({ QStringLiteral("a"), QStringLiteral("a/b") }));
    QVERIFY(!accepted({ QStringLiteral("x/a/b/c"), QStringLiteral("X/A") }));
}

void ManifestTest::refusesBrokenEntries_data()
{
    QTest::addColumn<QByteArray>("json");
    const QByteArray good = manifestOf({ QStringLiteral("a") }).toJson();
    const auto changed = [good](const char *from, const char *to) {
        QByteArray json = good;
        json.replace(from, to);
        return json;
    };
    QTest::newRow("format") << changed("\"format\":1", "\"format\":2");
    QTest::newRow("release 0") << changed("\"release\":43", "\"release\":0");
    QTest::newRow("no schema") << changed("\"schema\"", "\"scheme\"");
    QTest::newRow("negative size") << changed("\"size\":10", "\"size\":-1");
    QTest::newRow("size of text") << changed("\"size\":10", "\"size\":\"10\"");
    QTest::newRow("upper-case digest") << changed("e3b0", "E3B0");
    QTest::newRow("digest with a path") << changed("e3b0", "../0");
    const auto patched = [good](const QByteArray &patches) {
        QByteArray json = good;
        return json.replace("\"size\":10", "\"patches\":" + patches + ",\"size\":10");
    };
    const QByteArray other(64, 'a');
    const QByteArray patch = "{\"from\":\"" + other + "\",\"sha256\":\"" + other + "\",\"size\":9}";
    QVERIFY(parseManifest(patched('[' + patch + ']'), QStringLiteral("m")).ok());
    QTest::newRow("patches no list") << patched(patch);
    QTest::newRow("patch without a digest") << patched("[{\"from\":\"x\"}]");
    QTest::newRow("patch of no bytes")
        << patched('[' + QByteArray(patch).replace("9}", "0}") + ']');
    QTest::newRow("patch from itself") << patched('['
        + QByteArray(patch).replace("from\":\"" + other, "from\":\"" + QByteArray(digest)) + ']');
    QTest::newRow("nine patches") << patched('[' + (patch + ',').repeated(8) + patch + ']');
    QTest::newRow("list of numbers")
        << QByteArray(R"({"files":[1],"format":1,"release":1,"schema":1})");
    QTest::newRow("sizes overflow") << [] {
        Manifest manifest = manifestOf({ QStringLiteral("a"), QStringLiteral("b") });
        for (ManifestFile &file : manifest.files)
            file.size = (qint64(1) << 53) - 1;
        return manifest.toJson();
    }();
}

void ManifestTest::refusesBrokenEntries()
{
    QFETCH(QByteArray, json);
    QVERIFY(!parseManifest(json, QStringLiteral("m")).ok());
}

void ManifestTest::passesOverUnknownMembers()
{
    QByteArray json = manifestOf({ QStringLiteral("a") }).toJson();
    json.replace("\"size\":10", "\"hints\":[{\"from\":\"x\"}],\"size\":10");
    QVERIFY(parseManifest(json, QStringLiteral("m")).ok());
}

void ManifestTest::namesOfPatches()
{
    QCOMPARE(ServedTree::patch(QString(64, u'a'), QString(64, u'b')),
        QStringLiteral("p/%1-%2.zst").arg(QString(16, u'a'), QString(64, u'b')));
}

void ManifestTest::refusesTooManyFiles()
{
    QStringList paths;
    for (int i = 0; i < 50'001; ++i)
        paths.append(QString::number(i));
    QVERIFY(!accepted(paths));
    paths.removeLast();
    QVERIFY(accepted(paths));
}

void ManifestTest::decompressionIsBounded()
{
    const QByteArray bomb = compress(QByteArray(64 * 1024 * 1024, '\0'), 3);
    QVERIFY(bomb.size() < 16 * 1024);
    const Result<QByteArray> refused = decompress(bomb, 100'000, QStringLiteral("m"));
    QVERIFY(!refused.ok());
    const QByteArray text("{\"a\":1}");
    QCOMPARE(decompress(compress(text), text.size(), QStringLiteral("m")).value(), text);
    QVERIFY(!decompress(compress(text), text.size() - 1, QStringLiteral("m")).ok());
    QCOMPARE(decompress(compress({}), 0, QStringLiteral("m")).value(), QByteArray());
}

void ManifestTest::refusesDamagedCompression()
{
    const QByteArray good = compress(QByteArray("some text that is compressed").repeated(100));
    QVERIFY(!decompress({}, 10'000, QStringLiteral("m")).ok());
    QVERIFY(!decompress("plain text", 10'000, QStringLiteral("m")).ok());
    QVERIFY(!decompress(good + 'x', 10'000, QStringLiteral("m")).ok());
    for (qsizetype length = 0; length < good.size(); ++length)
        QVERIFY(!decompress(good.left(length), 10'000, QStringLiteral("m")).ok());
}

void ManifestTest::releaseTargetSurvivesItsOwnForm()
{
    ReleaseTarget target { 43, 1000, 2000, 1, QStringLiteral("0.1.0"), 25, QStringLiteral("s"), {},
        false, { QStringLiteral("HZ08") }, {} };
    QCOMPARE(ReleaseTarget::fromJson(target.toJson()).value(), target);
    target.notBefore = QDateTime::fromString(QStringLiteral("2026-11-22T14:00:00Z"), Qt::ISODate);
    target.urgent = true;
    target.rawSha256 = QString(64, u'a');
    QCOMPARE(ReleaseTarget::fromJson(target.toJson()).value(), target);
}

void ManifestTest::releaseTargetRefusesNonsense()
{
    const ReleaseTarget target { 43, 1000, 2000, 1, {}, 100, {}, {}, false, {}, {} };
    for (const QString &key : { QStringLiteral("release"), QStringLiteral("raw_size"),
             QStringLiteral("total_size"), QStringLiteral("schema") }) {
        QJsonObject json = target.toJson();
        json.insert(key, -1);
        QVERIFY(!ReleaseTarget::fromJson(json).ok());
        json.remove(key);
        QVERIFY(!ReleaseTarget::fromJson(json).ok());
    }
    QJsonObject json = target.toJson();
    json.insert(QStringLiteral("not_before"), QStringLiteral("2026-11-22"));
    QVERIFY(!ReleaseTarget::fromJson(json).ok());
}

QTEST_GUILESS_MAIN(ManifestTest)
#include "tst_manifest.moc"
