#include "faultyserver.h"

#include "trust/digest.h"

#include <QTcpSocket>
#include <memory>

namespace Hall::Test {

FaultyServer::FaultyServer()
{
    m_server.listen(QHostAddress::LocalHost);
    connect(&m_server, &QTcpServer::newConnection, this, [this] {
        QTcpSocket *socket = m_server.nextPendingConnection();
        const auto received = std::make_shared<QByteArray>();
        connect(socket, &QTcpSocket::readyRead, socket,
            [this, socket, received] { read(*socket, *received); });
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    });
}

QUrl FaultyServer::url() const
{
    return QUrl(QStringLiteral("http://127.0.0.1:%1/tree/").arg(m_server.serverPort()));
}

void FaultyServer::read(QTcpSocket &socket, QByteArray &received)
{
    received += socket.readAll();
    for (qsizetype end = received.indexOf("\r\n\r\n"); end >= 0;
         end = received.indexOf("\r\n\r\n")) {
        const QByteArray head = received.left(end);
        received.remove(0, end + 4);
        const QByteArray target = head.split(' ').value(1);
        const Request request { QString::fromUtf8(target).mid(6), head };
        requests.append(request);
        if (raw.contains(request.path)) {
            socket.write(raw.value(request.path));
            if (!silentAfterRaw)
                socket.disconnectFromHost();
            return;
        }
        socket.write(answer(request));
    }
}

QByteArray FaultyServer::answer(const Request &request) const
{
    if (!served.contains(request.path))
        return "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n";
    const QByteArray body = served.value(request.path);
    const QByteArray etag = '"' + sha256Hex(body).left(16).toLatin1() + '"';
    if (request.head.contains("If-None-Match: " + etag))
        return "HTTP/1.1 304 Not Modified\r\nETag: " + etag + "\r\n\r\n";
    return "HTTP/1.1 200 OK\r\nETag: " + etag
        + "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

} // namespace Hall::Test
