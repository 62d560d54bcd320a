#include "faultyserver.h"
#include "sync/housekeeping.h"
#include "sync/httptransport.h"
#include "trust/digest.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

using namespace Hall;
using namespace Hall::Test;
using namespace std::chrono_literals;

/// The transport against a server that misbehaves over real sockets.
class HttpTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void fetches();
    void fetchesManyAtOnce();
    void plainObjectInsteadOfTheCompressedOne();
    void asksConditionally();
    void statuses();
    void noServer();
    void lengthAnnouncedTooLong();
    void endlessBody();
    void endlessErrorText();
    void cutBody();
    void stalledHead();
    void stalledBody();
    void redirects_data();
    void redirects();
    void redirectLoop();
    void cancelIsQuick();

private:
    void useStall(std::chrono::milliseconds stall);
    Synced<QByteArray> fetch(const QString &path, qint64 limit = 1000);
    static QByteArray redirectTo(const QString &address);

    std::unique_ptr<FaultyServer> server;
    std::unique_ptr<HttpTransport> transport;
};

void HttpTest::init()
{
    server = std::make_unique<FaultyServer>();
    useStall(30s);
    server->served = { { QStringLiteral("a"), "alpha" }, { QStringLiteral("o/b"), "beta" } };
}

void HttpTest::useStall(std::chrono::milliseconds stall)
{
    HttpSettings settings;
    settings.base = server->url();
    settings.stall = stall;
    transport = std::make_unique<HttpTransport>(settings);
}

Synced<QByteArray> HttpTest::fetch(const QString &path, qint64 limit)
{
    return transport->fetchBody({ path, limit, {} });
}

QByteArray HttpTest::redirectTo(const QString &address)
{
    return "HTTP/1.1 302 Found\r\nLocation: " + address.toUtf8() + "\r\nContent-Length: 0\r\n\r\n";
}

void HttpTest::fetches()
{
    QCOMPARE(fetch(QStringLiteral("a"), 5).value(), QByteArray("alpha"));
    QCOMPARE(fetch(QStringLiteral("o/b")).value(), QByteArray("beta"));
    QVERIFY(server->requests.at(0).head.contains("Accept-Encoding: identity\r\n"));
    QVERIFY(!server->requests.at(0).head.contains("If-None-Match"));
}

void HttpTest::fetchesManyAtOnce()
{
    std::vector<std::unique_ptr<BufferTransfer>> owned;
    QList<Transfer *> transfers;
    for (int i = 0; i < 50; ++i) {
        const QString path = QStringLiteral("many/%1").arg(i);
        server->served.insert(path, path.toUtf8());
        owned.push_back(std::make_unique<BufferTransfer>(Request { path, 100, {} }));
        transfers.append(owned.back().get());
    }
    QVERIFY(transport->fetch(transfers, 4).ok());
    for (const auto &transfer : owned)
        QCOMPARE(QString::fromUtf8(transfer->body()), transfer->request().path);
    QVERIFY(transport->fetch({}, 4).ok());
}

void HttpTest::plainObjectInsteadOfTheCompressedOne()
{
    const QTemporaryDir directory;
    const CacheTree cache(directory.path());
    QVERIFY(prepareCache(cache).ok());
    int turned = 0;
    const ObjectTransfer::Listener listener {
        [](qint64) {},
        [&turned](qint64, const SyncFailure &) { ++turned; },
    };
    std::vector<std::unique_ptr<ObjectTransfer>> owned;
    QList<Transfer *> transfers;
    QStringList digests;
    for (int i = 0; i < 12; ++i) {
        const QByteArray content = QByteArray::number(i).repeated(1000);
        const QString digest = sha256Hex(content);
        digests.append(digest);
        server->served.insert(ServedTree::object(digest), content);
        if (i % 2 == 0)
            server->served.insert(ServedTree::compressedObject(digest), "damaged");
        owned.push_back(std::make_unique<ObjectTransfer>(
            cache, ManifestFile { QStringLiteral("f"), digest, content.size(), 7 }, listener));
        transfers.append(owned.back().get());
    }
    QVERIFY(transport->fetch(transfers, 4).ok());
    QCOMPARE(turned, 12);
    for (const QString &digest : std::as_const(digests))
        QCOMPARE(fileDigest(cache.object(digest)), digest);
    // Neither is there: the failure is that of the plain one.
    server->served.clear();
    ObjectTransfer absent(cache, { QStringLiteral("f"), digests.at(0), 5, 7 }, listener);
    const Synced<Done> refused = transport->fetch({ &absent }, 1);
    QCOMPARE(refused.failure().httpStatus, 404);
    QCOMPARE(refused.failure().where, ServedTree::object(digests.at(0)));
}

void HttpTest::asksConditionally()
{
    BufferTransfer first({ QStringLiteral("a"), 100, {} });
    QVERIFY(transport->fetch({ &first }, 1).ok());
    QVERIFY(!first.notModified() && !first.etag().isEmpty());
    BufferTransfer second({ QStringLiteral("a"), 100, first.etag() });
    QVERIFY(transport->fetch({ &second }, 1).ok());
    QVERIFY(second.notModified() && second.body().isEmpty());
    server->served[QStringLiteral("a")] = "changed";
    BufferTransfer third({ QStringLiteral("a"), 100, first.etag() });
    QVERIFY(transport->fetch({ &third }, 1).ok());
    QCOMPARE(third.body(), QByteArray("changed"));
}

void HttpTest::statuses()
{
    const Synced<QByteArray> absent = fetch(QStringLiteral("none"));
    QCOMPARE(absent.failure().error, SyncError::Http);
    QCOMPARE(absent.failure().httpStatus, 404);
    for (const int status : { 206, 304, 403, 408, 416, 500, 502, 503 }) {
        server->raw[QStringLiteral("a")]
            = "HTTP/1.1 " + QByteArray::number(status) + " x\r\nContent-Length: 5\r\n\r\nalpha";
        const Synced<QByteArray> refused = fetch(QStringLiteral("a"));
        QVERIFY2(!refused.ok(), QByteArray::number(status).constData());
        QCOMPARE(refused.failure().httpStatus, status);
    }
}

void HttpTest::noServer()
{
    server.reset();
    QCOMPARE(fetch(QStringLiteral("a")).failure().error, SyncError::Offline);
}

void HttpTest::lengthAnnouncedTooLong()
{
    server->served[QStringLiteral("a")] = QByteArray(1001, 'x');
    QCOMPARE(fetch(QStringLiteral("a")).failure().error, SyncError::TooLarge);
    server->served[QStringLiteral("a")] = QByteArray(1000, 'x');
    QVERIFY(fetch(QStringLiteral("a")).ok());
}

void HttpTest::endlessBody()
{
    server->raw[QStringLiteral("a")]
        = "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + QByteArray(5'000'000, 'x');
    server->silentAfterRaw = true;
    QCOMPARE(fetch(QStringLiteral("a")).failure().error, SyncError::TooLarge);
}

void HttpTest::endlessErrorText()
{
    server->raw[QStringLiteral("a")]
        = "HTTP/1.1 503 x\r\nConnection: close\r\n\r\n" + QByteArray(5'000'000, 'x');
    server->silentAfterRaw = true;
    QCOMPARE(fetch(QStringLiteral("a")).failure().httpStatus, 503);
}

void HttpTest::cutBody()
{
    server->raw[QStringLiteral("a")] = "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nalpha";
    QCOMPARE(fetch(QStringLiteral("a")).failure().error, SyncError::Offline);
}

void HttpTest::stalledHead()
{
    useStall(300ms);
    server->raw[QStringLiteral("a")] = "HTTP/1.1 200";
    server->silentAfterRaw = true;
    QCOMPARE(fetch(QStringLiteral("a")).failure().error, SyncError::Stalled);
}

void HttpTest::stalledBody()
{
    useStall(300ms);
    server->raw[QStringLiteral("a")] = "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nalpha";
    server->silentAfterRaw = true;
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(fetch(QStringLiteral("a")).failure().error, SyncError::Stalled);
    // Timers of this length may be some percent early.
    QVERIFY(timer.elapsed() >= 250 && timer.elapsed() < 10'000);
}

void HttpTest::redirects_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<bool>("followed");
    QTest::newRow("same host") << QStringLiteral("/tree/o/b") << true;
    QTest::newRow("other host") << QStringLiteral("http://192.0.2.1/tree/o/b") << false;
    QTest::newRow("other port") << QStringLiteral("http://127.0.0.1:1/tree/o/b") << false;
    QTest::newRow("other name") << QStringLiteral("http://localhost/tree/o/b") << false;
    QTest::newRow("other scheme") << QStringLiteral("https://127.0.0.1/tree/o/b") << false;
    QTest::newRow("file") << QStringLiteral("file:///etc/passwd") << false;
}

void HttpTest::redirects()
{
    QFETCH(QString, address);
    QFETCH(bool, followed);
    server->raw[QStringLiteral("a")] = redirectTo(address);
    const Synced<QByteArray> result = fetch(QStringLiteral("a"));
    QVERIFY2(result.ok() == followed, qPrintable(result ? QString() : sentence(result.failure())));
    if (followed)
        QCOMPARE(result.value(), QByteArray("beta"));
    else
        QCOMPARE(result.failure().httpStatus, 302);
}

void HttpTest::redirectLoop()
{
    server->raw[QStringLiteral("a")] = redirectTo(QStringLiteral("/tree/a"));
    QCOMPARE(fetch(QStringLiteral("a")).failure().httpStatus, 302);
    QVERIFY(server->requests.size() < 6);
}

void HttpTest::cancelIsQuick()
{
    server->raw[QStringLiteral("a")] = "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nalpha";
    server->silentAfterRaw = true;
    QTimer::singleShot(50, transport.get(), &HttpTransport::cancel);
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(fetch(QStringLiteral("a")).failure().error, SyncError::Cancelled);
    QVERIFY(timer.elapsed() < 5000); // far below the stall time, also on a busy machine
    QCOMPARE(fetch(QStringLiteral("o/b")).failure().error, SyncError::Cancelled);
}

QTEST_GUILESS_MAIN(HttpTest)
#include "tst_http.moc"
