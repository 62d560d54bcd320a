#include "sync/control.h"
#include "sync/statustext.h"

#include <QFileInfo>
#include <QJsonDocument>
#include <QLocalSocket>
#include <QTemporaryDir>
#include <QTest>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

using namespace Hall;

/// The control socket: who may ask what, and what hostile input does to it.
class ControlTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void orders_data();
    void orders();
    void refusedLines_data();
    void refusedLines();
    void whoMayDoWhat();
    void peerIsAsked();
    void statusIsToldAndTheLineClosed();
    void socketMode();
    void aDeadSocketIsReplacedALiveOneIsNot();
    void endlessInputIsCutOff();
    void silenceIsCutOff();
    void tooManyAtOnce();
    void followersAreTold();
    void oneOrderAConnection();

private:
    std::unique_ptr<QLocalSocket> connected() const;
    static QList<QJsonObject> conversation(QLocalSocket &socket, const QByteArray &sent);

    std::unique_ptr<QTemporaryDir> directory;
    std::unique_ptr<ControlServer> server;
    QList<Order> obeyed;
    QString path;
};

void ControlTest::init()
{
    directory = std::make_unique<QTemporaryDir>();
    path = directory->filePath(QStringLiteral("control"));
    obeyed.clear();
    server = std::make_unique<ControlServer>(
        [this](const OrderRequest &request) {
            obeyed.append(request.order);
            OrderReply reply { 0, QStringLiteral("done"), QStringLiteral("好"),
                QStringLiteral("fine"), request.order == Order::Sync };
            return reply;
        },
        [] {
            return QJsonObject { { QStringLiteral("release_shown"), 42 } };
        });
    QVERIFY(server->listen(path).ok());
}

void ControlTest::cleanup() { server.reset(); }

std::unique_ptr<QLocalSocket> ControlTest::connected() const
{
    auto socket = std::make_unique<QLocalSocket>();
    socket->connectToServer(path);
    if (!socket->waitForConnected(2000))
        qWarning("not connected");
    return socket;
}

QList<QJsonObject> ControlTest::conversation(QLocalSocket &socket, const QByteArray &sent)
{
    socket.write(sent);
    QList<QJsonObject> lines;
    const bool ended = QTest::qWaitFor(
        [&] {
            while (socket.canReadLine())
                lines.append(QJsonDocument::fromJson(socket.readLine()).object());
            return socket.state() == QLocalSocket::UnconnectedState && !socket.canReadLine();
        },
        9000);
    if (!ended)
        lines.append(QJsonObject { { QStringLiteral("open"), true } });
    return lines;
}

void ControlTest::orders_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<int>("order");
    QTest::addColumn<qint64>("release");
    const auto row = [](const char *line, Order order, qint64 release = 0) {
        QTest::newRow(line) << QByteArray(line) << static_cast<int>(order) << release;
    };
    row("{\"order\":\"status\"}", Order::Status);
    row("{\"order\":\"sync\"}", Order::Sync);
    row("{\"order\":\"pin\"}", Order::Pin);
    row("{\"order\":\"pin\",\"release\":43}", Order::Pin, 43);
    row("{\"order\":\"unpin\"}", Order::Unpin);
    row("{\"order\":\"cancel\"}", Order::Cancel);
    row("{\"order\":\"usb\",\"directory\":\"/media/x\"}", Order::Usb);
}

void ControlTest::orders()
{
    QFETCH(QByteArray, line);
    QFETCH(int, order);
    QFETCH(qint64, release);
    const Result<OrderRequest> request = parseOrder(line);
    QVERIFY2(request.ok(), line.constData());
    QCOMPARE(static_cast<int>(request.value().order), order);
    QCOMPARE(request.value().release, release);
}

void ControlTest::refusedLines_data()
{
    QTest::addColumn<QByteArray>("line");
    for (const char *line : { "", "{}", "[]", "null", "{\"order\":1}", "{\"order\":\"reboot\"}",
             "{\"order\":\"status\"", "{\"order\":\"status\",\"more\":1}",
             "{\"order\":\"status\",\"order\":\"sync\"}", "{\"order\":\"pin\",\"release\":0}",
             "{\"order\":\"pin\",\"release\":-1}", "{\"order\":\"pin\",\"release\":\"43\"}",
             "{\"order\":\"pin\",\"release\":4.5}", "{\"order\":\"sync\",\"release\":43}",
             "{\"order\":\"usb\"}", "{\"order\":\"usb\",\"directory\":\"media\"}",
             "{\"order\":\"usb\",\"directory\":\"/a\\u0000b\"}",
             "{\"order\":\"status\"}{\"order\":\"sync\"}", "\xff\xfe", "GET / HTTP/1.1" })
        QTest::newRow(*line ? line : "empty") << QByteArray(line);
}

void ControlTest::refusedLines()
{
    QFETCH(QByteArray, line);
    QVERIFY(!parseOrder(line).ok());
    const auto socket = connected();
    const QList<QJsonObject> lines = conversation(*socket, line + '\n');
    QCOMPARE(lines.size(), 1);
    QCOMPARE(lines.constFirst()[u"reply"].toString(), QStringLiteral("bad-request"));
    QCOMPARE(lines.constFirst()[u"exit"].toInt(), 2);
    QVERIFY(obeyed.isEmpty());
}

void ControlTest::whoMayDoWhat()
{
    for (const Order order :
        { Order::Status, Order::Sync, Order::Pin, Order::Unpin, Order::Usb, Order::Cancel }) {
        const bool harmless = order == Order::Status || order == Order::Sync;
        QVERIFY(mayOrder(Peer::Owner, order));
        QCOMPARE(mayOrder(Peer::Group, order), harmless);
        QVERIFY(!mayOrder(Peer::Stranger, order));
    }
}

void ControlTest::peerIsAsked()
{
    QVERIFY(peerOf(-1) == Peer::Stranger);
    QLocalServer plain;
    QVERIFY(plain.listen(directory->filePath(QStringLiteral("plain"))));
    QLocalSocket socket;
    socket.connectToServer(plain.fullServerName());
    QVERIFY(plain.waitForNewConnection(2000));
    QVERIFY(peerOf(plain.nextPendingConnection()->socketDescriptor()) == Peer::Owner);
}

void ControlTest::statusIsToldAndTheLineClosed()
{
    const auto socket = connected();
    const QList<QJsonObject> lines = conversation(*socket, "{\"order\":\"status\"}\n");
    QCOMPARE(lines.size(), 1);
    QCOMPARE(lines.constFirst()[u"status"][u"release_shown"].toInt(), 42);
    QVERIFY(obeyed.isEmpty());
}

void ControlTest::socketMode()
{
    struct stat info { };

    QCOMPARE(::stat(path.toLocal8Bit().constData(), &info), 0);
    QVERIFY(S_ISSOCK(info.st_mode));
    QCOMPARE(info.st_mode & 0777U, 0660U);
}

void ControlTest::aDeadSocketIsReplacedALiveOneIsNot()
{
    ControlServer second(
        [](const OrderRequest &) { return OrderReply {}; }, [] { return QJsonObject {}; });
    QVERIFY(!second.listen(path).ok());
    const auto socket = connected();
    QCOMPARE(conversation(*socket, "{\"order\":\"status\"}\n").size(), 1);
    // What a killed program leaves: a socket nobody listens at.
    const QString dead = directory->filePath(QStringLiteral("dead"));
    const QByteArray name = dead.toLocal8Bit();
    const int descriptor = ::socket(AF_UNIX, SOCK_STREAM, 0);
    sockaddr_un address {};
    address.sun_family = AF_UNIX;
    std::copy(name.cbegin(), name.cend(), std::begin(address.sun_path));
    QCOMPARE(::bind(descriptor, reinterpret_cast<sockaddr *>(&address), sizeof address), 0);
    ::close(descriptor);
    QVERIFY(second.listen(dead).ok());
    QVERIFY(!second.listen(QStringLiteral("/dev/null/x")).ok());
}

void ControlTest::endlessInputIsCutOff()
{
    const auto socket = connected();
    const QList<QJsonObject> lines = conversation(*socket, QByteArray(10'000'000, 'x'));
    QVERIFY(lines.size() <= 1);
    QVERIFY(obeyed.isEmpty());
    // Others are served as before.
    const auto other = connected();
    QCOMPARE(conversation(*other, "{\"order\":\"status\"}\n").size(), 1);
}

void ControlTest::silenceIsCutOff()
{
    const auto socket = connected();
    socket->write("{\"order\"");
    QTRY_COMPARE_WITH_TIMEOUT(socket->state(), QLocalSocket::UnconnectedState, 8000);
}

void ControlTest::tooManyAtOnce()
{
    std::vector<std::unique_ptr<QLocalSocket>> open;
    for (int i = 0; i < 8; ++i)
        open.push_back(connected());
    const auto ninth = connected();
    const QList<QJsonObject> lines = conversation(*ninth, "{\"order\":\"status\"}\n");
    QVERIFY(lines.size() == 1 && lines.constFirst()[u"reply"].toString() == u"busy");
    open.clear();
    QTest::qWait(50);
    const auto next = connected();
    QVERIFY(conversation(*next, "{\"order\":\"status\"}\n").constFirst().contains(u"status"));
}

void ControlTest::followersAreTold()
{
    const auto socket = connected();
    socket->write("{\"order\":\"sync\"}\n");
    QTRY_VERIFY(socket->canReadLine());
    QVERIFY(socket->readLine().contains("release_shown"));
    server->tellFollowers();
    QTRY_VERIFY(socket->canReadLine());
    QVERIFY(socket->readLine().contains("release_shown"));
    server->dismissFollowers({ 3, QStringLiteral("offline"), QStringLiteral("断"), {}, false });
    QTRY_VERIFY(socket->canReadLine());
    QCOMPARE(QJsonDocument::fromJson(socket->readLine()).object()[u"exit"].toInt(), 3);
    QTRY_COMPARE(socket->state(), QLocalSocket::UnconnectedState);
    // Nobody is there any more, and nothing happens.
    server->tellFollowers();
}

void ControlTest::oneOrderAConnection()
{
    const auto socket = connected();
    socket->write("{\"order\":\"sync\"}\n{\"order\":\"cancel\"}\n");
    QTRY_VERIFY(socket->canReadLine());
    socket->write("{\"order\":\"pin\"}\n");
    QTest::qWait(100);
    QCOMPARE(obeyed, QList<Order> { Order::Sync });
}

QTEST_GUILESS_MAIN(ControlTest)
#include "tst_control.moc"
