#include "faultyserver.h"
#include "httphead.h"
#include "sync/housekeeping.h"
#include "sync/httptransport.h"
#include "sync/objecttransfer.h"
#include "trust/digest.h"

#include <QElapsedTimer>
#include <QTcpSocket>
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
    void quickQuestionIsShort();
    void quickQuestionThatGetsNoPlainAnswer_data();
    void quickQuestionThatGetsNoPlainAnswer();
    void drip();
    void slowFromTheStart();
    void wrongLengths();
    void encodedBody();
    void mirrorWhereTheServerFails_data();
    void mirrorWhereTheServerFails();
    void mirrorGoesOnWhereTheServerStopped();
    void mirrorIsNotAskedForTheNextRoot();
    void everyServerFails();
    void alarmAfterThreeWrongBodies();
    void backToTheFirstServer();
    void rateIsLimited();
    void theBucketFillsEvenly();
    void proxy();
    void noProxyOfTheEnvironment();
    void interruptLastsUntilNewWorkBegins();
    void talkBetweenTwoQuestionsIsBounded();

private:
    void useStall(std::chrono::milliseconds stall);
    void useMirror();
    HttpSettings settings() const;
    Synced<QByteArray> fetch(const QString &path, qint64 limit = 1000);
    static QByteArray redirectTo(const QString &address);

    std::unique_ptr<FaultyServer> server;
    std::unique_ptr<FaultyServer> mirror;
    std::unique_ptr<HttpTransport> transport;
    QStringList alarms;
};

void HttpTest::init()
{
    mirror.reset();
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
    const QByteArray head = server->requests.at(0).head;
    QCOMPARE(headerOf(head, "Accept-Encoding"), QByteArray("identity"));
    QCOMPARE(headerOf(head, "If-None-Match"), QByteArray());
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

HttpSettings HttpTest::settings() const
{
    HttpSettings settings;
    settings.base = server->url();
    if (mirror)
        settings.mirrors = { mirror->url() };
    settings.stall = 300ms;
    return settings;
}

void HttpTest::useMirror()
{
    mirror = std::make_unique<FaultyServer>();
    mirror->served = server->served;
    HttpSettings how = settings();
    alarms.clear();
    how.alarm = [this](const QString &sentence) { alarms.append(sentence); };
    transport = std::make_unique<HttpTransport>(how);
}

void HttpTest::quickQuestionIsShort()
{
    BufferTransfer first({ QStringLiteral("a"), 100, {} });
    QVERIFY(transport->fetch({ &first }, 1).ok());
    for (int i = 0; i < 3; ++i) {
        BufferTransfer again({ QStringLiteral("a"), 100, first.etag() });
        QVERIFY(transport->fetch({ &again }, 1).ok());
        QVERIFY(again.notModified());
        // The line, the host, the etag; everything else would be sent thousands of times a day.
        QCOMPARE(server->requests.constLast().head.count('\n'), 2);
    }
    QCOMPARE(server->requests.size(), 4);
    server->served[QStringLiteral("a")] = "changed";
    BufferTransfer changed({ QStringLiteral("a"), 100, first.etag() });
    QVERIFY(transport->fetch({ &changed }, 1).ok());
    QCOMPARE(changed.body(), QByteArray("changed"));
    QVERIFY(!changed.notModified() && changed.etag() != first.etag());
    QCOMPARE(server->requests.size(), 5);
}

void HttpTest::quickQuestionThatGetsNoPlainAnswer_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<int>("error");
    const auto row = [](const char *name, const QByteArray &answer, SyncError error) {
        QTest::newRow(name) << answer << static_cast<int>(error);
    };
    row("nothing", {}, SyncError::Offline);
    row("no HTTP", "SSH-2.0-x\r\n\r\n", SyncError::Offline);
    row("404", "HTTP/1.1 404 x\r\nContent-Length: 0\r\n\r\n", SyncError::Http);
    row("redirect away", redirectTo(QStringLiteral("http://192.0.2.1/")), SyncError::Http);
    row("encoded", "HTTP/1.1 200 x\r\nContent-Encoding: gzip\r\nContent-Length: 1\r\n\r\nx",
        SyncError::Http);
    row("too long", "HTTP/1.1 200 x\r\nContent-Length: 101\r\n\r\n" + QByteArray(101, 'x'),
        SyncError::TooLarge);
    row("cut", "HTTP/1.1 200 x\r\nContent-Length: 50\r\n\r\nx", SyncError::Offline);
}

void HttpTest::quickQuestionThatGetsNoPlainAnswer()
{
    QFETCH(QByteArray, answer);
    QFETCH(int, error);
    server->raw[QStringLiteral("a")] = answer;
    BufferTransfer transfer({ QStringLiteral("a"), 100, "\"x\"" });
    const Synced<Done> refused = transport->fetch({ &transfer }, 1);
    QVERIFY(!refused.ok());
    QCOMPARE(static_cast<int>(refused.failure().error), error);
    // The next question finds a good server again.
    server->raw.clear();
    BufferTransfer good({ QStringLiteral("a"), 100, "\"x\"" });
    QVERIFY(transport->fetch({ &good }, 1).ok());
    QCOMPARE(good.body(), QByteArray("alpha"));
}

void HttpTest::drip()
{
    HttpSettings how = settings();
    how.stall = 30s;
    how.slowWindow = 600ms;
    how.slowBytes = 1000;
    transport = std::make_unique<HttpTransport>(how);
    server->served[QStringLiteral("a")] = QByteArray(100'000, 'x');
    server->faults[QStringLiteral("a")] = { Fault::Drip, 0 };
    const Synced<QByteArray> refused = fetch(QStringLiteral("a"), 100'000);
    QCOMPARE(refused.failure().error, SyncError::Stalled);
    // Most bytes come at once, and then it drips.
    server->faults[QStringLiteral("a")] = { Fault::Drip, 90'000 };
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(fetch(QStringLiteral("a"), 100'000).failure().error, SyncError::Stalled);
    QVERIFY(timer.elapsed() >= 1000 && timer.elapsed() < 10'000);
}

void HttpTest::slowFromTheStart()
{
    // The rule as it is: five minutes at 1 KiB/s, so ten bytes a second end within ten minutes.
    const HttpSettings usual;
    QVERIFY(usual.slowWindow + usual.slowWindow <= 10min);
    QVERIFY(10 * (usual.slowWindow / 1s) < usual.slowBytes);
    QCOMPARE(usual.stall, 30s);
}

void HttpTest::wrongLengths()
{
    server->served[QStringLiteral("a")] = QByteArray(1000, 'x');
    const auto exactly = [this] {
        return transport->fetchBody({ QStringLiteral("a"), 1000, {}, 0, true });
    };
    QVERIFY(exactly().ok());
    for (const qint64 length : { 0, 1, 999, 1001, 5000 }) {
        server->faults[QStringLiteral("a")] = { Fault::WrongLength, length };
        const Synced<QByteArray> refused = exactly();
        QCOMPARE(refused.failure().error, SyncError::Http);
    }
    server->faults[QStringLiteral("a")] = { Fault::Endless };
    QCOMPARE(exactly().failure().error, SyncError::TooLarge);
}

void HttpTest::encodedBody()
{
    server->faults[QStringLiteral("a")] = { Fault::Encoded };
    QCOMPARE(fetch(QStringLiteral("a")).failure().error, SyncError::Http);
}

void HttpTest::mirrorWhereTheServerFails_data()
{
    QTest::addColumn<Fault>("fault");
    QTest::newRow("cut") << Fault { Fault::Cut, 2 };
    QTest::newRow("reset") << Fault { Fault::Reset, 2 };
    QTest::newRow("stall") << Fault { Fault::Stall, 2 };
    QTest::newRow("404") << Fault { Fault::Status, 0, 404 };
    QTest::newRow("408") << Fault { Fault::Status, 0, 408 };
    QTest::newRow("429") << Fault { Fault::Status, 0, 429 };
    QTest::newRow("502") << Fault { Fault::Status, 0, 502 };
    QTest::newRow("503") << Fault { Fault::Status, 0, 503 };
    QTest::newRow("endless") << Fault { Fault::Endless };
    QTest::newRow("login page") << Fault { Fault::Page, 0, 0, "<html>Log in" };
    QTest::newRow("wrong bytes") << Fault { Fault::Page, 0, 0, "alphb" };
    QTest::newRow("foreign redirect") << Fault { Fault::Redirect, 0, 0, "http://192.0.2.1/a" };
    QTest::newRow("encoded") << Fault { Fault::Encoded };
}

void HttpTest::mirrorWhereTheServerFails()
{
    QFETCH(Fault, fault);
    useMirror();
    server->faults[QStringLiteral("a")] = fault;
    const Request request { QStringLiteral("a"), 5, {}, 0, true };
    const QString digest = sha256Hex("alpha");
    const Synced<QByteArray> got = transport->fetchBody(request, digest);
    QVERIFY2(got.ok(), qPrintable(got ? QString() : sentence(got.failure())));
    QCOMPARE(got.value(), QByteArray("alpha"));
    QCOMPARE(server->requests.size(), 1);
    QCOMPARE(mirror->requests.size(), 1);
    // The mirror stands in for the rest of the time.
    QVERIFY(transport->fetchBody(request, digest).ok());
    QCOMPARE(server->requests.size(), 1);
}

void HttpTest::mirrorGoesOnWhereTheServerStopped()
{
    const QTemporaryDir directory;
    const CacheTree cache(directory.path());
    QVERIFY(prepareCache(cache).ok());
    const QByteArray content = QByteArray("0123456789abcdef").repeated(50'000);
    const QString digest = sha256Hex(content);
    const QString path = ServedTree::object(digest);
    server->served.insert(path, content);
    useMirror();
    server->faults[path] = { Fault::Stall, 600'000 };
    ObjectTransfer transfer(cache, { QStringLiteral("f"), digest, content.size(), {} },
        { [](qint64) {}, [](qint64, const SyncFailure &) {} });
    QVERIFY(transport->fetch({ &transfer }, 1).ok());
    QCOMPARE(fileDigest(cache.object(digest)), digest);
    QCOMPARE(mirror->lastHeader(path, "Range"), QByteArray("bytes=600000-"));
    // The first server's etag would make the mirror send everything.
    QVERIFY(mirror->lastHeader(path, "If-Range").isEmpty());
    QCOMPARE(mirror->bodyBytes, content.size() - 600'000);
}

void HttpTest::mirrorIsNotAskedForTheNextRoot()
{
    useMirror();
    QCOMPARE(fetch(QStringLiteral("meta/2.root.json")).failure().httpStatus, 404);
    QCOMPARE(mirror->requests.size(), 0);
    server->faults[QStringLiteral("meta/2.root.json")] = { Fault::Status, 0, 503 };
    QCOMPARE(fetch(QStringLiteral("meta/2.root.json")).failure().httpStatus, 404);
    QCOMPARE(mirror->requests.size(), 1);
}

void HttpTest::everyServerFails()
{
    useMirror();
    server->faults[QStringLiteral("a")] = { Fault::Status, 0, 503 };
    mirror->faults[QStringLiteral("a")] = { Fault::Status, 0, 502 };
    QCOMPARE(fetch(QStringLiteral("a")).failure().httpStatus, 502);
    QCOMPARE(server->requests.size(), 1);
    QCOMPARE(mirror->requests.size(), 1);
}

void HttpTest::alarmAfterThreeWrongBodies()
{
    HttpSettings how = settings();
    how.alarm = [this](const QString &sentence) { alarms.append(sentence); };
    alarms.clear();
    transport = std::make_unique<HttpTransport>(how);
    server->served[QStringLiteral("a")] = "alphb";
    for (int i = 0; i < 3; ++i) {
        QVERIFY(alarms.isEmpty());
        const Synced<QByteArray> wrong
            = transport->fetchBody({ QStringLiteral("a"), 5, {}, 0, true }, sha256Hex("alpha"));
        QCOMPARE(wrong.failure().error, SyncError::CorruptObject);
    }
    QCOMPARE(alarms.size(), 1);
    QVERIFY(alarms.first().contains(server->url().host()));
}

void HttpTest::backToTheFirstServer()
{
    Servers servers({ QUrl(QStringLiteral("http://a/")), QUrl(QStringLiteral("http://b/")),
        QUrl(QStringLiteral("http://c/")) });
    QCOMPARE(servers.preferred(0ms), 0);
    servers.failed(1, 0ms); // somebody else's attempt, not the preferred one
    QCOMPARE(servers.preferred(0ms), 0);
    servers.failed(0, 1min);
    QCOMPARE(servers.preferred(2min), 1);
    servers.failed(1, 3min);
    QCOMPARE(servers.preferred(10min), 2);
    QCOMPARE(servers.preferred(11min), 0);
    servers.failed(2, 11min);
    QCOMPARE(servers.preferred(11min), 0);
    QVERIFY(!servers.deliveredWrongly(1));
    QVERIFY(!servers.deliveredWrongly(0));
    QVERIFY(!servers.deliveredWrongly(1));
    QVERIFY(servers.deliveredWrongly(1));
    QVERIFY(!servers.deliveredWrongly(1));
}

void HttpTest::rateIsLimited()
{
    HttpSettings how = settings();
    how.stall = 5s;
    how.rateLimit = 100'000;
    transport = std::make_unique<HttpTransport>(how);
    server->served[QStringLiteral("a")] = QByteArray(300'000, 'x');
    QElapsedTimer timer;
    timer.start();
    QVERIFY(fetch(QStringLiteral("a"), 300'000).ok());
    // A quarter of a second's worth may come at once, and as much be read ahead at the end.
    QVERIFY2(timer.elapsed() >= 2000, QByteArray::number(timer.elapsed()).constData());
    QVERIFY(timer.elapsed() < 20'000);
}

void HttpTest::theBucketFillsEvenly()
{
    RateLimit none(0);
    QVERIFY(!none.limited() && none.allowance(0ms) > 1'000'000'000);
    RateLimit limit(1000);
    QCOMPARE(limit.allowance(0ms), 250);
    limit.take(250);
    QCOMPARE(limit.allowance(0ms), 0);
    QCOMPARE(limit.allowance(100ms), 100);
    limit.take(400);
    QCOMPARE(limit.allowance(200ms), 0);
    QCOMPARE(limit.allowance(450ms), 50);
    QCOMPARE(limit.allowance(1h), 250);
    RateLimit slow(10);
    slow.take(2);
    qint64 taken = 0;
    for (int ms = 0; ms <= 1000; ms += 50) {
        const qint64 allowed = slow.allowance(std::chrono::milliseconds(ms));
        slow.take(allowed);
        taken += allowed;
    }
    QCOMPARE(taken, 10);
}

void HttpTest::proxy()
{
    HttpSettings how = settings();
    how.base = QUrl(QStringLiteral("http://hall.invalid/tree/"));
    how.proxy = QNetworkProxy(QNetworkProxy::HttpProxy, QStringLiteral("127.0.0.1"),
        static_cast<quint16>(server->url().port()));
    transport = std::make_unique<HttpTransport>(how);
    QCOMPARE(fetch(QStringLiteral("a")).value(), QByteArray("alpha"));
    QVERIFY(server->requests.constLast().head.startsWith("GET http://hall.invalid/tree/a HTTP"));
}

void HttpTest::noProxyOfTheEnvironment()
{
    for (const char *name : { "http_proxy", "HTTP_PROXY", "all_proxy" })
        qputenv(name, "http://127.0.0.1:1/");
    useStall(5s);
    QCOMPARE(fetch(QStringLiteral("a")).value(), QByteArray("alpha"));
    for (const char *name : { "http_proxy", "HTTP_PROXY", "all_proxy" })
        qunsetenv(name);
}

void HttpTest::interruptLastsUntilNewWorkBegins()
{
    // It comes between two requests of one update: the next of them must not go out.
    transport->interrupt();
    QCOMPARE(fetch(QStringLiteral("a")).failure().error, SyncError::Cancelled);
    BufferTransfer question({ QStringLiteral("a"), 100, "\"x\"" });
    QCOMPARE(transport->fetch({ &question }, 1).failure().error, SyncError::Cancelled);
    QVERIFY(server->requests.isEmpty());
    transport->beginAnew();
    QCOMPARE(fetch(QStringLiteral("a")).value(), QByteArray("alpha"));
    // What is cancelled stays so.
    transport->cancel();
    transport->beginAnew();
    QCOMPARE(fetch(QStringLiteral("a")).failure().error, SyncError::Cancelled);
}

void HttpTest::talkBetweenTwoQuestionsIsBounded()
{
    constexpr qint64 talk = 64 << 20;
    QTcpServer talker;
    QVERIFY(talker.listen(QHostAddress::LocalHost));
    qint64 left = 0; // that the kernel has not taken yet
    QTcpSocket *socket = nullptr;
    connect(&talker, &QTcpServer::newConnection, this, [&] {
        socket = talker.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, socket, [&socket] {
            socket->readAll();
            socket->write("HTTP/1.1 304 x\r\nETag: \"x\"\r\n\r\n");
        });
        connect(socket, &QTcpSocket::bytesWritten, socket, [&] { left = socket->bytesToWrite(); });
    });
    QuickQuestion question(QUrl(QStringLiteral("http://127.0.0.1:%1/").arg(talker.serverPort())),
        QSslConfiguration::defaultConfiguration());
    const Request request { QStringLiteral("a"), 100, "\"x\"" };
    QVERIFY(question.ask(request).has_value());
    // And then it talks on, though nobody asks.
    socket->write(QByteArray(talk, 'x'));
    QTest::qWait(1000);
    // What the kernel holds of it, and our read-ahead; never the whole.
    QVERIFY2(left > talk / 2, qPrintable(QString::number(left)));
    // Bytes nobody asked for are no answer.
    const auto answer = question.ask(request);
    QVERIFY(answer && answer->notModified);
}

QTEST_GUILESS_MAIN(HttpTest)
#include "tst_http.moc"
