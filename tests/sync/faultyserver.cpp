#include "faultyserver.h"

#include "httphead.h"
#include "trust/digest.h"

#include <QRegularExpression>
#include <QTcpSocket>
#include <QTimer>
#include <memory>
#include <sys/socket.h>

namespace Hall::Test {

namespace {

    QByteArray etagOf(const QByteArray &body)
    {
        return '"' + sha256Hex(body).left(16).toLatin1() + '"';
    }

    qint64 beginOfRange(const QByteArray &head)
    {
        static const QRegularExpression form(QStringLiteral("^bytes=([0-9]+)-$"));
        const auto range = form.match(QString::fromLatin1(headerOf(head, "Range")));
        return range.hasMatch() ? range.captured(1).toLongLong() : 0;
    }

    QByteArray length(qint64 bytes)
    {
        return "Content-Length: " + QByteArray::number(bytes) + "\r\n";
    }

} // namespace

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

qsizetype FaultyServer::timesAsked(const QString &path) const
{
    return std::count_if(requests.cbegin(), requests.cend(),
        [&path](const Request &request) { return request.path == path; });
}

QByteArray FaultyServer::lastHeader(const QString &path, const QByteArray &name) const
{
    QByteArray value;
    for (const Request &request : requests) {
        if (request.path == path)
            value = headerOf(request.head, name);
    }
    return value;
}

void FaultyServer::read(QTcpSocket &socket, QByteArray &received)
{
    received += socket.readAll();
    for (qsizetype end = received.indexOf("\r\n\r\n"); end >= 0;
         end = received.indexOf("\r\n\r\n")) {
        const QByteArray head = received.left(end);
        received.remove(0, end + 4);
        // As a proxy it is asked with the whole address.
        const QUrl target = QUrl::fromEncoded(head.split(' ').value(1));
        const Request request { target.path(QUrl::FullyEncoded).mid(6), head };
        requests.append(request);
        if (raw.contains(request.path)) {
            socket.write(raw.value(request.path));
            if (!silentAfterRaw)
                socket.disconnectFromHost();
            return;
        }
        const bool wrong = faults.value(request.path, { Fault::Cut, 0, 0, {}, 0 }).times > 0;
        send(socket, answer(request));
        if (wrong)
            emit faultUsed();
    }
}

FaultyServer::Answer FaultyServer::answer(const Request &request)
{
    const auto fault = faults.find(request.path);
    if (fault == faults.end() || fault->times <= 0)
        return good(request, true);
    --fault->times;
    return faulty(request, *fault);
}

FaultyServer::Answer FaultyServer::good(const Request &request, bool ranges) const
{
    if (!served.contains(request.path))
        return { "HTTP/1.1 404 Not Found\r\n" + length(0), {} };
    const QByteArray body = served.value(request.path);
    const QByteArray etag = etags ? "ETag: " + etagOf(body) + "\r\n" : QByteArray();
    if (headerOf(request.head, "If-None-Match") == etagOf(body))
        return { "HTTP/1.1 304 Not Modified\r\n" + etag, {} };
    const qint64 begin = ranges ? beginOfRange(request.head) : 0;
    const QByteArray onlyIf = headerOf(request.head, "If-Range");
    if (begin == 0 || (!onlyIf.isEmpty() && onlyIf != etagOf(body)))
        return { "HTTP/1.1 200 OK\r\n" + etag + length(body.size()), body };
    if (begin >= body.size())
        return { "HTTP/1.1 416 Range Not Satisfiable\r\n" + length(0), {} };
    const QByteArray size = QByteArray::number(body.size());
    return { "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes " + QByteArray::number(begin)
            + '-' + QByteArray::number(body.size() - 1) + '/' + size + "\r\n" + etag
            + length(body.size() - begin),
        body.mid(begin) };
}

FaultyServer::Answer FaultyServer::faulty(const Request &request, const Fault &fault) const
{
    Answer answer = good(request, true);
    switch (fault.kind) {
    case Fault::Cut:
    case Fault::Reset:
    case Fault::Stall:
    case Fault::Drip:
        answer.body.truncate(fault.after);
        answer.end = fault.kind;
        return answer;
    case Fault::Endless:
        return { "HTTP/1.1 200 OK\r\nConnection: close\r\n", {}, fault.kind };
    case Fault::Status:
        return { "HTTP/1.1 " + QByteArray::number(fault.status) + " x\r\n" + length(0), {} };
    case Fault::Page:
        return { "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + length(fault.text.size()),
            fault.text };
    case Fault::WholeForRange:
        return good(request, false);
    case Fault::OtherRange: {
        const QByteArray body = served.value(request.path);
        return { "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes "
                + QByteArray::number(fault.after) + '-' + QByteArray::number(body.size() - 1) + '/'
                + QByteArray::number(body.size()) + "\r\n" + length(body.size() - fault.after),
            body.mid(fault.after) };
    }
    case Fault::WrongLength: {
        const QByteArray body = served.value(request.path).leftJustified(fault.after, 'x', true);
        return { "HTTP/1.1 200 OK\r\n" + length(body.size()), body };
    }
    case Fault::Encoded:
        answer.head += "Content-Encoding: gzip\r\n";
        return answer;
    case Fault::Redirect:
        return { "HTTP/1.1 302 Found\r\nLocation: " + fault.text + "\r\n" + length(0), {} };
    }
    return answer;
}

void FaultyServer::send(QTcpSocket &socket, const Answer &answer)
{
    bodyBytes += answer.body.size();
    socket.write(answer.head + "\r\n" + answer.body);
    if (!answer.end || answer.end == Fault::Stall)
        return;
    if (answer.end == Fault::Cut)
        return socket.disconnectFromHost();
    if (answer.end == Fault::Drip)
        return goOnWriting(socket, "x", 100);
    if (answer.end == Fault::Endless)
        return goOnWriting(socket, QByteArray(256 * 1024, 'x'), 0);
    const auto tearDown = [&socket] {
        if (socket.bytesToWrite() > 0)
            return;
        linger now { 1, 0 };
        ::setsockopt(
            static_cast<int>(socket.socketDescriptor()), SOL_SOCKET, SO_LINGER, &now, sizeof now);
        socket.abort();
    };
    connect(&socket, &QTcpSocket::bytesWritten, &socket, tearDown);
}

void FaultyServer::goOnWriting(QTcpSocket &socket, const QByteArray &piece, int pause)
{
    auto *timer = new QTimer(&socket);
    timer->setInterval(pause);
    connect(timer, &QTimer::timeout, &socket, [&socket, piece] {
        if (socket.bytesToWrite() < 4 * piece.size())
            socket.write(piece);
    });
    timer->start();
}

} // namespace Hall::Test
