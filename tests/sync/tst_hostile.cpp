#include "faultyserver.h"
#include "kiosk.h"
#include "sync/durablefile.h"
#include "trust/compression.h"
#include "trust/digest.h"

#include <QProcess>
#include <QTest>

using namespace Hall;
using namespace Hall::Test;

/// How much memory hall-sync takes, whatever a server sends: the limit is 256 MB.
class HostileTest : public QObject {
    Q_OBJECT

private slots:
    void init();

    void endlessBodies_data();
    void endlessBodies();
    void hugeManifest();
    void decompressionBombs_data();
    void decompressionBombs();
    void largeObjects();

private:
    /// Runs once; the highest resident memory in KiB, and the exit code.
    QPair<qint64, int> run();
    void publish(const Files &files);

#ifdef __SANITIZE_ADDRESS__
    // The sanitizer keeps a shadow of the memory, and what was freed for a while.
    static constexpr qint64 limit = 2048 * 1024; // KiB
#else
    static constexpr qint64 limit = 256 * 1024; // KiB
#endif
    std::unique_ptr<QTemporaryDir> directory;
    std::unique_ptr<RepositoryBuilder> publisher;
    std::unique_ptr<FaultyServer> server;
};

void HostileTest::init()
{
    directory = std::make_unique<QTemporaryDir>();
    server = std::make_unique<FaultyServer>();
    publisher = std::make_unique<RepositoryBuilder>();
    publisher->now = QDateTime::currentDateTimeUtc();
    publisher->now.setTime(QTime(publisher->now.time().hour(), 0));
    QVERIFY(writeDurably(directory->filePath(QStringLiteral("root.json")), publisher->shippedRoot)
                .ok());
    publish(releaseWith(QStringLiteral("one")));
}

void HostileTest::publish(const Files &files)
{
    publisher->publish(files);
    server->served = publisher->served;
}

QPair<qint64, int> HostileTest::run()
{
    QProcess process;
    process.start(QStringLiteral(HALL_BINARY_DIR "/bin/hall-sync"),
        { QStringLiteral("--url"), server->url().toString(), QStringLiteral("--cache"),
            directory->filePath(QStringLiteral("cache")), QStringLiteral("--root"),
            directory->filePath(QStringLiteral("root.json")), QStringLiteral("--once"),
            QStringLiteral("--reserve"), QStringLiteral("1M") });
    qint64 highest = 0;
    const QString path = QStringLiteral("/proc/%1/status").arg(process.processId());
    const bool ended = QTest::qWaitFor(
        [&] {
            QFile file(path);
            const QByteArray text = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
            const qsizetype at = text.indexOf("VmHWM:");
            if (at >= 0)
                highest = std::max(highest,
                    text.mid(at + 6, text.indexOf("kB", at) - at - 6).trimmed().toLongLong());
            return process.state() == QProcess::NotRunning;
        },
        120'000);
    if (!ended)
        process.kill();
    process.waitForFinished();
    qInfo("%lld KiB, exit code %d", highest, process.exitCode());
    return { highest, ended ? process.exitCode() : -1 };
}

void HostileTest::endlessBodies_data()
{
    QTest::addColumn<QString>("path"); // the first that begins so
    for (const char *path :
        { "meta/timestamp", "meta/2.root", "meta/1.snapshot", "meta/1.targets", "t/", "o/" })
        QTest::newRow(path) << QString::fromLatin1(path);
}

void HostileTest::endlessBodies()
{
    QFETCH(QString, path);
    if (path == u"meta/2.root")
        server->faults[QStringLiteral("meta/2.root.json")] = { Fault::Endless };
    for (const QString &served : server->served.keys()) {
        if (served.startsWith(path))
            server->faults[served] = { Fault::Endless };
    }
    QVERIFY(!server->faults.isEmpty());
    const auto [memory, code] = run();
    QCOMPARE(code, 1);
    QVERIFY(memory > 0 && memory < limit);
    server->faults.clear();
    QCOMPARE(run().second, 0);
}

void HostileTest::hugeManifest()
{
    // As long as one may be, under the publisher's own key; its objects are nowhere.
    Manifest manifest { 43, 1, {} };
    for (int i = 0; i < 50'000; ++i)
        manifest.files.append(
            { QString(180, u'x') + QString::number(i), sha256Hex(QByteArray::number(i)), 1, 1 });
    const qint64 size = manifest.toJson().size();
    QVERIFY(size > largestManifest * 8 / 10 && size <= largestManifest);
    publisher->publishManifest(manifest);
    server->served = publisher->served;
    const auto [memory, code] = run();
    QCOMPARE(code, 3);
    QVERIFY(memory > 0 && memory < limit);
}

void HostileTest::decompressionBombs_data()
{
    QTest::addColumn<QString>("kind");
    QTest::newRow("manifest") << "manifest";
    QTest::newRow("object") << "object";
    QTest::newRow("window") << "window";
}

void HostileTest::decompressionBombs()
{
    QFETCH(QString, kind);
    const QByteArray bomb = compress(QByteArray(300'000'000, ' '), 1);
    if (kind == u"manifest") {
        publisher->release.release = 43;
        publisher->release.rawSize = largestManifest;
        publisher->targets.targets[QStringLiteral("stable.manifest.zst")]
            = Target::of(bomb, publisher->release.toJson());
        publisher->served.insert(ServedTree::manifest(publisher->channel, sha256Hex(bomb)), bomb);
        publisher->resign();
    } else {
        // RFC 8878 §3.1.1: no announced size, a window of 128 MiB.
        const QByteArray wide = QByteArray::fromHex("28b52ffd0088090000") + 'x';
        const QByteArray packed = kind == u"object" ? bomb : wide;
        const QString digest = sha256Hex("x");
        Manifest manifest { 43, 1, { { QStringLiteral("x"), digest, 1, packed.size() } } };
        publisher->served.insert(ServedTree::compressedObject(digest), packed);
        publisher->publishManifest(manifest);
    }
    server->served = publisher->served;
    const auto [memory, code] = run();
    QVERIFY(code == 1 || code == 3);
    QVERIFY(memory > 0 && memory < limit);
}

void HostileTest::largeObjects()
{
    // Patches at the size where they end, and plain bytes beyond any memory.
    Files files = releaseWith(QStringLiteral("two"));
    QByteArray large(64 * 1024 * 1024, Qt::Uninitialized);
    for (qsizetype i = 0; i < large.size(); ++i)
        large[i] = static_cast<char>(i * 7919 >> 7);
    files.insert(QStringLiteral("large"), large);
    files.insert(QStringLiteral("film"), QByteArray(280'000'000, 'f'));
    publisher->compressObjects = false;
    publisher->makePatches = true;
    publish(files);
    const auto [first, fetched] = run();
    QCOMPARE(fetched, 0);
    QVERIFY(first > 0 && first < limit);
    files[QStringLiteral("large")][1'000'000] = '!';
    files.remove(QStringLiteral("film"));
    publish(files);
    server->requests.clear();
    const auto [second, patched] = run();
    QCOMPARE(patched, 0);
    QVERIFY(second > 0 && second < limit);
    QVERIFY(std::any_of(server->requests.cbegin(), server->requests.cend(),
        [](const FaultyServer::Request &request) { return request.path.startsWith(u"p/"); }));
}

QTEST_GUILESS_MAIN(HostileTest)
#include "tst_hostile.moc"
