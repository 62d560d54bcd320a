#include "httpdownload.h"

#include <QRegularExpression>
#include <QSslError>

namespace Hall {

using namespace std::chrono_literals;

namespace {

    constexpr int mostRedirects = 3;
    constexpr qint64 longestErrorText = 256 * 1024;
    constexpr qint64 largestPiece = 256 * 1024;
    constexpr auto limitPause = 50ms;

    QString authority(const QUrl &url)
    {
        const int usual = url.scheme() == u"https" ? 443 : 80;
        return QStringLiteral("%1:%2").arg(url.host()).arg(url.port(usual));
    }

} // namespace

HttpDownload::HttpDownload(const HttpLine &line, const QUrl &server, Transfer &transfer)
    : m_line(line)
    , m_server(server)
    , m_transfer(transfer)
{
    m_stall.setSingleShot(true);
    m_stall.setInterval(line.settings.stall);
    connect(&m_stall, &QTimer::timeout, this, [this] {
        const auto seconds
            = std::chrono::duration_cast<std::chrono::seconds>(m_line.settings.stall);
        fail(SyncError::Stalled, QStringLiteral("no byte came for %1 s").arg(seconds.count()));
    });
    m_slow.setInterval(line.settings.slowWindow);
    connect(&m_slow, &QTimer::timeout, this, &HttpDownload::checkSpeed);
    m_later.setSingleShot(true);
    m_later.setInterval(limitPause);
    connect(&m_later, &QTimer::timeout, this, &HttpDownload::readBody);
}

HttpDownload::~HttpDownload() { end(); }

void HttpDownload::start()
{
    if (m_transfer.isAllHere()) {
        QTimer::singleShot(0, this, &HttpDownload::complete);
        return;
    }
    QUrl url = m_server;
    const QString folder = url.path().endsWith(u'/') ? url.path() : url.path() + u'/';
    url.setPath(folder + m_transfer.request().path, QUrl::TolerantMode);
    ask(url);
}

QNetworkRequest HttpDownload::requestFor(const QUrl &url) const
{
    QNetworkRequest request(url);
    const Request &wanted = m_transfer.request();
    // An encoding on the way would hide the true length and hash.
    request.setRawHeader("Accept-Encoding", "identity");
    // Qt would send longer words of its own.
    request.setRawHeader("Accept-Language", "*");
    request.setHeader(QNetworkRequest::UserAgentHeader, QStringLiteral("hall-sync"));
    request.setAttribute(
        QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    // Over HTTP/2 Qt reads on whatever the size of the read buffer, so that a fast server would
    // fill the memory.
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setSslConfiguration(m_line.settings.tls);
    if (!wanted.etag.isEmpty())
        request.setRawHeader("If-None-Match", wanted.etag);
    if (wanted.offset > 0) {
        request.setRawHeader("Range", "bytes=" + QByteArray::number(wanted.offset) + '-');
        // A weak etag says nothing about single bytes (RFC 9110 §13.1.5).
        if (const QByteArray etag = m_transfer.etag(); etag.startsWith('"'))
            request.setRawHeader("If-Range", etag);
    }
    return request;
}

void HttpDownload::ask(const QUrl &url)
{
    m_headRead = m_bodyComes = m_finished = false;
    m_reply = m_line.network.get(requestFor(url));
    m_reply->setReadBufferSize(m_line.rateLimit.readAhead());
    connect(m_reply, &QNetworkReply::metaDataChanged, this, &HttpDownload::readHead);
    connect(m_reply, &QNetworkReply::readyRead, this, &HttpDownload::readBody);
    connect(m_reply, &QNetworkReply::finished, this, &HttpDownload::replyFinished);
    connect(m_reply, &QNetworkReply::sslErrors, this, [this](const QList<QSslError> &errors) {
        for (const QSslError &error : errors)
            m_certificateProblems.append(error.errorString());
    });
    m_stall.start();
    m_slow.start();
}

int HttpDownload::status() const
{
    return m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
}

bool HttpDownload::continuesWhereAsked() const
{
    static const QRegularExpression form(
        QStringLiteral("^bytes ([0-9]{1,15})-([0-9]{1,15})/(\\*|[0-9]{1,15})$"));
    const auto range = form.match(QString::fromLatin1(m_reply->rawHeader("Content-Range")));
    const Request &asked = m_transfer.request();
    return range.hasMatch() && asked.offset > 0 && range.captured(1).toLongLong() == asked.offset
        && range.captured(2).toLongLong() < asked.limit
        && (range.captured(3) == u"*" || range.captured(3).toLongLong() == asked.limit);
}

QString HttpDownload::headProblem() const
{
    const QByteArray encoding = m_reply->rawHeader("Content-Encoding").trimmed().toLower();
    if (!encoding.isEmpty() && encoding != "identity")
        return QStringLiteral("it sends the file in the encoding “%1”, which nobody asked for")
            .arg(QString::fromLatin1(encoding.left(40)));
    const QVariant length = m_reply->header(QNetworkRequest::ContentLengthHeader);
    const Request &asked = m_transfer.request();
    const qint64 expected = status() == 206 ? asked.limit - asked.offset : asked.limit;
    // A login page or another file is told by its length before a byte of it is taken.
    if (asked.exact && length.isValid() && length.toLongLong() != expected)
        return QStringLiteral("%1 bytes are announced instead of %2")
            .arg(length.toLongLong())
            .arg(expected);
    return {};
}

void HttpDownload::readHead()
{
    if (m_ended || m_headRead)
        return;
    m_headRead = true;
    m_stall.start();
    if (status() == 206 && m_transfer.request().offset > 0 && !continuesWhereAsked())
        return beginAnew();
    if (status() != 200 && (status() != 206 || m_transfer.request().offset == 0))
        return;
    if (const QString problem = headProblem(); !problem.isEmpty())
        return fail(SyncError::Http, problem, status());
    const qint64 length = m_reply->header(QNetworkRequest::ContentLengthHeader).toLongLong();
    if (length > m_transfer.request().limit)
        return fail(SyncError::TooLarge,
            QStringLiteral("%1 bytes are announced, %2 allowed")
                .arg(length)
                .arg(m_transfer.request().limit));
    if (status() == 200 && m_transfer.request().offset > 0) {
        if (const Synced<Done> over = m_transfer.startOver(); !over) {
            m_failure = over.failure();
            return end();
        }
    }
    m_transfer.answered(false, m_reply->rawHeader("ETag"));
    m_bodyComes = true;
}

void HttpDownload::drain()
{
    // What a server says beside an error is of no use, but it must end.
    m_errorText += m_reply->readAll().size();
    if (m_errorText > longestErrorText)
        failByStatus();
}

void HttpDownload::readBody()
{
    if (!m_ended)
        readHead();
    if (m_ended || !m_headRead)
        return;
    if (!m_bodyComes) {
        m_stall.start();
        return drain();
    }
    while (!m_ended && m_reply->bytesAvailable() > 0) {
        // After the end only what was read ahead is left; it is made up for by the next ones.
        const qint64 allowed = m_finished ? largestPiece : m_line.rateLimit.allowance(m_line.now());
        if (allowed == 0) {
            m_stall.start();
            m_later.start();
            return;
        }
        take(m_reply->read(std::min(allowed, largestPiece)));
    }
}

void HttpDownload::take(const QByteArray &bytes)
{
    m_stall.start();
    m_inWindow += bytes.size();
    m_line.rateLimit.take(bytes.size());
    if (const Synced<Done> accepted = m_transfer.accept(bytes); !accepted) {
        m_failure = accepted.failure();
        end();
    }
}

void HttpDownload::checkSpeed()
{
    if (m_inWindow < m_line.settings.slowBytes) {
        const auto window
            = std::chrono::duration_cast<std::chrono::seconds>(m_line.settings.slowWindow);
        return fail(SyncError::Stalled,
            QStringLiteral("only %1 bytes came in %2 s").arg(m_inWindow).arg(window.count()));
    }
    m_inWindow = 0;
}

void HttpDownload::replyFinished()
{
    if (m_ended)
        return;
    m_finished = true;
    if (status() >= 300 && status() < 400 && status() != 304)
        return follow(QUrl::fromEncoded(m_reply->rawHeader("Location")));
    if (status() == 416 && m_transfer.request().offset > 0)
        return beginAnew();
    if (status() >= 400)
        return failByStatus();
    if (status() != 0)
        readBody();
    if (m_ended || !m_finished)
        return;
    if (m_reply->error() != QNetworkReply::NoError)
        return failByError();
    if (status() == 304 && !m_transfer.request().etag.isEmpty())
        m_transfer.answered(true, m_reply->rawHeader("ETag"));
    else if (!m_bodyComes)
        return failByStatus();
    complete();
}

void HttpDownload::complete()
{
    m_stall.stop();
    m_slow.stop();
    // An old proxy that announces no length ends a body that was cut as it ends a whole one.
    const Request &asked = m_transfer.request();
    if (asked.exact && !m_transfer.notModified() && m_transfer.received() < asked.limit)
        return fail(SyncError::Offline,
            QStringLiteral("the body ends after %1 of %2 bytes")
                .arg(m_transfer.received())
                .arg(asked.limit));
    if (const Synced<Done> complete = m_transfer.complete(m_line.goesOn); !complete)
        m_failure = complete.failure();
    end();
}

void HttpDownload::beginAnew()
{
    const QUrl url = m_reply->url();
    if (const Synced<Done> over = m_transfer.startOver(); !over) {
        m_failure = over.failure();
        return end();
    }
    dropReply();
    ask(url);
}

bool HttpDownload::allowed(const QUrl &url) const
{
    if (url.scheme() != m_server.scheme())
        return false;
    const QString there = authority(url);
    const HttpSettings &settings = m_line.settings;
    const bool ours = std::any_of(settings.mirrors.cbegin(), settings.mirrors.cend(),
        [&there](const QUrl &mirror) { return authority(mirror) == there; });
    return ours || there == authority(settings.base) || settings.redirectHosts.contains(there);
}

void HttpDownload::follow(const QUrl &location)
{
    const QUrl url = m_reply->url().resolved(location);
    if (!allowed(url) || ++m_redirects > mostRedirects)
        return fail(SyncError::Http,
            QStringLiteral("it redirects to %1, which is not a server of this kiosk")
                .arg(url.toDisplayString()),
            status());
    dropReply();
    ask(url);
}

void HttpDownload::fail(SyncError error, const QString &why, int status)
{
    m_failure = SyncFailure { error, m_transfer.request().path, why, status };
    end();
}

void HttpDownload::failByStatus()
{
    fail(SyncError::Http, QStringLiteral("the answer is %1").arg(status()), status());
}

void HttpDownload::failByError()
{
    if (m_reply->error() != QNetworkReply::SslHandshakeFailedError)
        return fail(SyncError::Offline, m_reply->errorString());
    fail(SyncError::Certificate,
        m_certificateProblems.isEmpty() ? m_reply->errorString()
                                        : m_certificateProblems.join(QStringLiteral("; ")));
}

void HttpDownload::dropReply()
{
    m_reply->disconnect(this);
    // Qt complains about the abort of a reply that has failed already; its end stops it as well.
    if (m_reply->error() == QNetworkReply::NoError)
        m_reply->abort();
    m_reply->deleteLater();
    m_reply.clear();
}

void HttpDownload::end()
{
    if (m_ended)
        return;
    m_ended = true;
    m_stall.stop();
    m_slow.stop();
    m_later.stop();
    if (m_reply)
        dropReply();
    emit ended();
}

} // namespace Hall
