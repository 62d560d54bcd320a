#include "faultyserver.h"
#include "kiosk.h"
#include "sync/durablefile.h"
#include "trust/compression.h"
#include "trust/digest.h"

#include <QFileInfo>
#include <QProcess>
#include <QTest>
#include <sys/resource.h>

using namespace Hall;
using namespace Hall::Test;

namespace {

constexpr rlim_t mostMemory = 256 * 1024 * 1024;

#ifdef __SANITIZE_ADDRESS__
constexpr bool sanitized = true;
#else
constexpr bool sanitized = false;
#endif

// The list of a million files, as short as it can be written.
QByteArray aMillionFiles()
{
    QByteArray json = R"({"format":1,"release":43,"schema":1,"files":[)";
    const QByteArray rest = R"(","sha256":")" + QByteArray(64, 'a') + R"(","size":1},)";
    for (int i = 0; i < 1'000'000; ++i)
        json += R"({"path":")" + QByteArray::number(i) + rest;
    json.chop(1);
    return json + "]}";
}

} // namespace

/// Whatever is served under a valid key, hall-sync itself stays under 256 MB and shows what it
/// showed.
class BoundsTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void manifests_data();
    void manifests();
    void endlessTimestamp();
    void theLimitIsReal();

private:
    int run();
    void serveManifest(const QByteArray &packed, qint64 rawSize);
    QString shown() const;

    std::unique_ptr<QTemporaryDir> directory;
    std::unique_ptr<RepositoryBuilder> publisher;
    std::unique_ptr<FaultyServer> server;
    rlim_t limit = mostMemory;
};

void BoundsTest::init()
{
    directory = std::make_unique<QTemporaryDir>();
    server = std::make_unique<FaultyServer>();
    publisher = std::make_unique<RepositoryBuilder>();
    publisher->now = QDateTime::fromSecsSinceEpoch(QDateTime::currentSecsSinceEpoch()).toUTC();
    publisher->publish(releaseWith(QStringLiteral("one")));
    QVERIFY(writeDurably(directory->filePath(QStringLiteral("root.json")), publisher->shippedRoot)
                .ok());
    QCOMPARE(run(), 0);
    QVERIFY(!shown().isEmpty());
}

QString BoundsTest::shown() const
{
    return QFileInfo(directory->filePath(QStringLiteral("cache/current"))).symLinkTarget();
}

int BoundsTest::run()
{
    server->served = publisher->served;
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    if (sanitized) {
        // The sanitizer needs memory of its own and keeps what was freed.
        environment.insert(QStringLiteral("ASAN_OPTIONS"),
            QStringLiteral("hard_rss_limit_mb=640:quarantine_size_mb=32"));
    } else {
        process.setChildProcessModifier([this] {
            const rlimit most { limit, limit };
            ::setrlimit(RLIMIT_DATA, &most);
            const rlimit none { 0, 0 };
            ::setrlimit(RLIMIT_CORE, &none);
        });
    }
    process.setProcessEnvironment(environment);
    process.start(QStringLiteral(HALL_BINARY_DIR "/bin/hall-sync"),
        { QStringLiteral("--url"), server->url().toString(), QStringLiteral("--cache"),
            directory->filePath(QStringLiteral("cache")), QStringLiteral("--root"),
            directory->filePath(QStringLiteral("root.json")), QStringLiteral("--run-dir"),
            directory->filePath(QStringLiteral("run")), QStringLiteral("--once") });
    if (!QTest::qWaitFor([&process] { return process.state() == QProcess::NotRunning; }, 120'000))
        return -1;
    return process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -2;
}

void BoundsTest::serveManifest(const QByteArray &packed, qint64 rawSize)
{
    publisher->release.release = 43;
    publisher->release.rawSize = rawSize;
    publisher->targets.targets[QStringLiteral("stable.manifest.zst")]
        = Target::of(packed, publisher->release.toJson());
    publisher->served.insert(ServedTree::manifest(publisher->channel, sha256Hex(packed)), packed);
    publisher->resign();
}

void BoundsTest::manifests_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qint64>("rawSize");
    const auto row = [](const char *name, const QByteArray &text, qint64 rawSize) {
        QTest::newRow(name) << text << rawSize;
    };
    const QByteArray million = aMillionFiles();
    row("a million files", million, million.size());
    row("a million files, said to be fewer", million, largestManifest);
    row("a bomb", QByteArray(300'000'000, ' '), largestManifest);
    row("a bomb, said to be small", QByteArray(300'000'000, ' '), 1000);
    row("as many lists as fit", "{\"a\":[" + QByteArray("[],").repeated(5'000'000) + "1]}",
        largestManifest);
    row("as deep as fits", "{\"a\":" + QByteArray(16'000'000, '['), largestManifest);
    row("one long text", "{\"a\":\"" + QByteArray(16'000'000, 'x') + "\"}", largestManifest);
}

void BoundsTest::manifests()
{
    QFETCH(QByteArray, text);
    QFETCH(qint64, rawSize);
    const QString before = shown();
    serveManifest(compress(text, 1), rawSize);
    QCOMPARE(run(), 1);
    QCOMPARE(shown(), before);
}

void BoundsTest::endlessTimestamp()
{
    const QString before = shown();
    publisher->served[QStringLiteral("meta/timestamp.json")]
        = QByteArray("{\"signed\":\"").leftJustified(400'000'000, 'x');
    QCOMPARE(run(), 1);
    QCOMPARE(shown(), before);
}

void BoundsTest::theLimitIsReal()
{
    if (sanitized)
        QSKIP("the sanitizer's own limit is used");
    // With too little memory for anything the program cannot work: the limit reaches it.
    limit = 1024 * 1024;
    QVERIFY(run() != 0);
}

QTEST_GUILESS_MAIN(BoundsTest)
#include "tst_bounds.moc"
