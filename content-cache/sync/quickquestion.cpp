#include "quickquestion.h"

#include <QEventLoop>
#include <QNetworkProxy>
#include <QTimer>

namespace Hall {

using namespace std::chrono_literals;

namespace {

    constexpr auto patience = 5s; // the usual way has more
    constexpr qsizetype longestHead = 8 * 1024;
    constexpr qint64 readAhead = 72 * 1024; // a head and the longest body

    /// The value of a header line; nothing where there is none.
    std::optional<QByteArray> headerOf(const QList<QByteArray> &lines, const QByteArray &name)
    {
        for (const QByteArray &line : lines) {
            const qsizetype colon = line.indexOf(':');
            if (colon > 0 && line.left(colon).toLower() == name)
                return line.mid(colon + 1).trimmed();
        }
        return std::nullopt;
    }

} // namespace

QuickQuestion::QuickQuestion(const QUrl &server, const QSslConfiguration &tls)
    : m_server(server)
{
    m_socket.setSslConfiguration(tls);
    // Between two questions nobody reads; what a server sends then must not fill the memory.
    m_socket.setReadBufferSize(readAhead);
    connect(&m_socket, &QSslSocket::readyRead, this, &QuickQuestion::moved);
    connect(&m_socket, &QSslSocket::stateChanged, this, &QuickQuestion::moved);
    connect(&m_socket, &QSslSocket::encrypted, this, &QuickQuestion::moved);
    m_socket.setProxy(QNetworkProxy::NoProxy);
}

void QuickQuestion::cancel()
{
    m_cancelled = true;
    emit moved();
}

// True as soon as it is done; false where the connection ends, or patience.
bool QuickQuestion::waitFor(const std::function<bool()> &done)
{
    QEventLoop loop;
    QTimer timer;
    timer.setSingleShot(true);
    connect(&timer, &QTimer::timeout, &loop, &QEventLoop::quit);
    connect(this, &QuickQuestion::moved, &loop, &QEventLoop::quit);
    timer.start(patience);
    while (!done()) {
        if (m_cancelled || !timer.isActive()
            || m_socket.state() == QAbstractSocket::UnconnectedState)
            return false;
        loop.exec();
    }
    return true;
}

bool QuickQuestion::connectToServer()
{
    const bool encrypted = m_server.scheme() == u"https";
    const auto ready = [&] {
        return encrypted ? m_socket.isEncrypted()
                         : m_socket.state() == QAbstractSocket::ConnectedState;
    };
    // Bytes nobody asked for would be taken for the answer.
    if (ready() && m_socket.bytesAvailable() == 0)
        return true;
    m_socket.abort();
    const auto port = static_cast<quint16>(m_server.port(encrypted ? 443 : 80));
    if (encrypted)
        m_socket.connectToHostEncrypted(m_server.host(), port);
    else
        m_socket.connectToHost(m_server.host(), port);
    return waitFor(ready);
}

QByteArray QuickQuestion::question(const Request &request) const
{
    QUrl url = m_server;
    const QString folder = url.path().endsWith(u'/') ? url.path() : url.path() + u'/';
    url.setPath(folder + request.path);
    return "GET " + url.path(QUrl::FullyEncoded).toLatin1()
        + " HTTP/1.1\r\nHost: " + url.authority(QUrl::FullyEncoded).toLatin1()
        + "\r\nIf-None-Match: " + request.etag + "\r\n\r\n";
}

std::optional<QuickQuestion::Answer> QuickQuestion::readAnswer(const Request &request)
{
    const auto arrived = [this](qsizetype bytes) {
        m_received += m_socket.readAll();
        return m_received.size() >= bytes;
    };
    qsizetype end = -1;
    const bool headed = waitFor([&] {
        arrived(0);
        end = m_received.indexOf("\r\n\r\n");
        return end >= 0 || m_received.size() > longestHead;
    });
    if (!headed || end < 0)
        return std::nullopt;
    const QList<QByteArray> lines = m_received.left(end).split('\n');
    const bool same = lines.constFirst().startsWith("HTTP/1.1 304");
    Answer answer { same, headerOf(lines, "etag").value_or(QByteArray()), {} };
    if (same)
        return m_received.size() == end + 4 ? std::optional(answer) : std::nullopt;
    bool number = false;
    const qint64 length
        = headerOf(lines, "content-length").value_or(QByteArray()).toLongLong(&number);
    if (!lines.constFirst().startsWith("HTTP/1.1 200") || !number || length < 0
        || length > request.limit || headerOf(lines, "content-encoding")
        || headerOf(lines, "transfer-encoding"))
        return std::nullopt;
    if (!waitFor([&] { return arrived(end + 4 + length); }))
        return std::nullopt;
    answer.body = m_received.mid(end + 4);
    return answer.body.size() == length ? std::optional(answer) : std::nullopt;
}

std::optional<QuickQuestion::Answer> QuickQuestion::ask(const Request &request)
{
    m_cancelled = false;
    m_received.clear();
    std::optional<Answer> answer;
    if (connectToServer()) {
        m_socket.write(question(request));
        answer = readAnswer(request);
    }
    if (!answer)
        m_socket.abort();
    return answer;
}

} // namespace Hall
