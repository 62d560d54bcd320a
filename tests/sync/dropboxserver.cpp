#include "dropboxserver.h"

#include "httphead.h"

#include <QPointer>
#include <QTcpSocket>
#include <memory>

namespace Hall::Test {

DropboxServer::DropboxServer()
{
    m_server.listen(QHostAddress::LocalHost);
    m_port = m_server.serverPort();
    connect(&m_server, &QTcpServer::newConnection, this, [this] {
        QTcpSocket *socket = m_server.nextPendingConnection();
        const auto received = std::make_shared<QByteArray>();
        connect(socket, &QTcpSocket::readyRead, socket,
            [this, socket, received] { read(*socket, *received); });
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    });
}

QUrl DropboxServer::url() const
{
    return QUrl(QStringLiteral("http://127.0.0.1:%1/in").arg(m_port));
}

void DropboxServer::read(QTcpSocket &socket, QByteArray &received)
{
    received += socket.readAll();
    for (;;) {
        const qsizetype end = received.indexOf("\r\n\r\n");
        const QByteArray head = received.left(end);
        const qsizetype size = headerOf(head, "Content-Length").toLongLong() + end + 4;
        if (end < 0 || received.size() < size)
            return;
        const QByteArray body = received.mid(end + 4, size - end - 4);
        received.remove(0, size);
        const QString path = QString::fromUtf8(head.split(' ').value(1)).mid(4);
        paths.append(path);
        const auto reply = [this, to = QPointer(&socket), path, head, body] {
            if (to)
                to->write(answer(path, head, body));
        };
        if (silent)
            m_waiting.append(reply);
        else
            reply();
    }
}

void DropboxServer::answerWaiting()
{
    for (const auto &reply : std::exchange(m_waiting, {}))
        reply();
}

QByteArray DropboxServer::answer(
    const QString &path, const QByteArray &head, const QByteArray &body)
{
    if (!head.startsWith("PUT "))
        return "HTTP/1.1 405 Not Allowed\r\nContent-Length: 0\r\n\r\n";
    if (!refusal.isEmpty() && (refusedPath.isEmpty() || refusedPath == path))
        return refusal;
    if (headerOf(head, "Authorization") != token)
        return "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n";
    const bool there = files.contains(path);
    files.insert(path, body);
    return there ? "HTTP/1.1 204 No Content\r\n\r\n"
                 : "HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n";
}

} // namespace Hall::Test
