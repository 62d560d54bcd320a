#include "control.h"

#include "durablefile.h"
#include "trust/jsonfields.h"
#include "trust/strictjson.h"

#include <QFile>
#include <QJsonDocument>
#include <QLocalSocket>
#include <QTimer>
#include <algorithm>
#include <array>
#include <cerrno>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

namespace Hall {

namespace {

    constexpr qint64 longestRequest = 4096;
    constexpr qint64 mostUnread = 256 * 1024;
    constexpr int mostConnections = 8;
    constexpr mode_t groupMayTalk = S_IRUSR | S_IWUSR | S_IRGRP | S_IWGRP;
    constexpr int patience = 5000; // ms
    constexpr int notAllowed = 5; // hallctl's exit codes
    constexpr int badUsage = 2;
    constexpr int busy = 3;

    bool inOwnGroup(int socket, gid_t primary)
    {
        const gid_t own = ::getegid();
        std::array<gid_t, 256> groups {};
        auto size = static_cast<socklen_t>(groups.size() * sizeof(gid_t));
        if (::getsockopt(socket, SOL_SOCKET, SO_PEERGROUPS, groups.data(), &size) != 0)
            size = 0;
        const auto end = groups.cbegin() + static_cast<std::ptrdiff_t>(size / sizeof(gid_t));
        return primary == own || std::find(groups.cbegin(), end, own) != end;
    }

} // namespace

const QMap<QString, Order> &orderWords()
{
    static const QMap<QString, Order> words {
        { QStringLiteral("status"), Order::Status },
        { QStringLiteral("sync"), Order::Sync },
        { QStringLiteral("pin"), Order::Pin },
        { QStringLiteral("unpin"), Order::Unpin },
        { QStringLiteral("usb"), Order::Usb },
        { QStringLiteral("cancel"), Order::Cancel },
    };
    return words;
}

QJsonObject OrderReply::toJson() const
{
    return {
        { QStringLiteral("reply"), word },
        { QStringLiteral("exit"), exitCode },
        { QStringLiteral("sentence"), english },
        { QStringLiteral("sentence_zh"), chinese },
    };
}

Result<OrderRequest> parseOrder(const QByteArray &line)
{
    const QString where = QStringLiteral("request");
    const Result<QJsonObject> json = parseStrictObject(line, where);
    if (!json)
        return json.failure();
    JsonFields fields(json.value(), where);
    const auto order = orderWords().constFind(fields.text(QStringLiteral("order")));
    if (!fields.ok() || order == orderWords().cend())
        return Failure { where, QStringLiteral("there is no such order") };
    OrderRequest request;
    request.order = *order;
    qsizetype known = 1;
    if (request.order == Order::Pin && fields.has(QStringLiteral("release"))) {
        request.release = fields.integer(QStringLiteral("release"), 1, largestInteger);
        ++known;
    }
    if (request.order == Order::Usb) {
        request.directory = fields.text(QStringLiteral("directory"));
        ++known;
        if (!request.directory.startsWith(u'/') || request.directory.contains(QChar::Null))
            fields.refuse(QStringLiteral("directory has to be an absolute path"));
    }
    if (!fields.ok())
        return fields.failure();
    if (json.value().size() != known)
        return Failure { where, QStringLiteral("there is more in it than this order needs") };
    return request;
}

Peer peerOf(qintptr socket)
{
    ucred credentials {};
    socklen_t size = sizeof credentials;
    const auto fd = static_cast<int>(socket);
    if (::getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &credentials, &size) != 0)
        return Peer::Stranger;
    if (credentials.uid == 0 || credentials.uid == ::geteuid())
        return Peer::Owner;
    return inOwnGroup(fd, credentials.gid) ? Peer::Group : Peer::Stranger;
}

bool mayOrder(Peer peer, Order order)
{
    if (peer == Peer::Owner)
        return true;
    return peer == Peer::Group && (order == Order::Status || order == Order::Sync);
}

ControlServer::ControlServer(Handler handler, StatusReader status)
    : m_handler(std::move(handler))
    , m_status(std::move(status))
{
    m_server.setSocketOptions(QLocalServer::UserAccessOption | QLocalServer::GroupAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, &ControlServer::welcome);
}

ControlServer::~ControlServer()
{
    // The sockets end with m_server, when the lists they would leave are gone already.
    for (QLocalSocket *socket : std::as_const(m_open))
        socket->disconnect(this);
}

Result<Done> ControlServer::listen(const QString &path)
{
    // Qt puts its socket in the place of whatever is there, also of one that is in use.
    QLocalSocket other;
    other.connectToServer(path);
    if (other.waitForConnected(1000))
        return Failure { path, QStringLiteral("another program answers there") };
    if (!m_server.listen(path))
        return Failure { path, m_server.errorString() };
    if (::chmod(QFile::encodeName(path).constData(), groupMayTalk) != 0)
        return Failure { path, qt_error_string(errno) };
    return Done {};
}

void ControlServer::welcome()
{
    while (QLocalSocket *socket = m_server.nextPendingConnection()) {
        connect(socket, &QLocalSocket::disconnected, this, [this, socket] {
            m_open.removeAll(socket);
            m_followers.removeAll(socket);
            socket->deleteLater();
        });
        socket->setReadBufferSize(longestRequest + 1);
        m_open.append(socket);
        if (m_open.size() > mostConnections) {
            refuse(*socket,
                { busy, QStringLiteral("busy"), QStringLiteral("同时连接的人太多，请稍后再试"),
                    QStringLiteral("Too many are connected, try again later") });
            continue;
        }
        connect(socket, &QLocalSocket::readyRead, this, [this, socket] { read(*socket); });
        QTimer::singleShot(patience, socket, [this, socket] {
            if (!m_followers.contains(socket))
                socket->abort();
        });
        read(*socket);
    }
}

void ControlServer::read(QLocalSocket &socket)
{
    if (m_followers.contains(&socket)) {
        // One order a connection; what comes later is thrown away.
        socket.readAll();
        return;
    }
    if (!socket.canReadLine() && socket.bytesAvailable() <= longestRequest)
        return;
    const QByteArray line = socket.readLine(longestRequest + 1);
    const Result<OrderRequest> request = line.size() > longestRequest
        ? Failure { QStringLiteral("request"), QStringLiteral("it is too long") }
        : parseOrder(line.trimmed());
    if (!request)
        return refuse(socket,
            { badUsage, QStringLiteral("bad-request"),
                QStringLiteral("请求格式不对：%1").arg(request.failure().why),
                QStringLiteral("The request is not acceptable: %1").arg(request.failure().why) });
    if (!mayOrder(peerOf(socket.socketDescriptor()), request.value().order))
        return refuse(socket,
            { notAllowed, QStringLiteral("denied"),
                QStringLiteral("没有权限，请用 root 执行（sudo hallctl …）"),
                QStringLiteral("Not allowed; run it as root (sudo hallctl …)") });
    obey(socket, request.value());
}

void ControlServer::obey(QLocalSocket &socket, const OrderRequest &request)
{
    if (request.order == Order::Status) {
        answer(socket, { { QStringLiteral("status"), m_status() } });
        socket.disconnectFromServer();
        return;
    }
    const OrderReply reply = m_handler(request);
    if (!reply.follows)
        return refuse(socket, reply);
    m_followers.append(&socket);
    answer(socket, { { QStringLiteral("status"), m_status() } });
}

void ControlServer::answer(QLocalSocket &socket, const QJsonObject &json)
{
    // Who does not read is not waited for.
    if (socket.bytesToWrite() > mostUnread)
        return socket.abort();
    socket.write(QJsonDocument(json).toJson(QJsonDocument::Compact) + '\n');
    socket.flush();
}

void ControlServer::refuse(QLocalSocket &socket, const OrderReply &reply)
{
    answer(socket, reply.toJson());
    socket.disconnectFromServer();
}

void ControlServer::tellFollowers()
{
    if (m_followers.isEmpty())
        return;
    const QJsonObject line { { QStringLiteral("status"), m_status() } };
    const QList<QLocalSocket *> followers = m_followers;
    for (QLocalSocket *socket : followers)
        answer(*socket, line);
}

void ControlServer::dismissFollowers(const OrderReply &end)
{
    const QList<QLocalSocket *> followers = std::exchange(m_followers, {});
    for (QLocalSocket *socket : followers)
        refuse(*socket, end);
}

} // namespace Hall
