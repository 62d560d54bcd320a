#include "httpdownload.h"

namespace Hall {

namespace {

    constexpr int mostRedirects = 3;
    constexpr qint64 longestErrorText = 256 * 1024;
    constexpr qint64 readAhead = 1024 * 1024;

    QString authority(const QUrl &url)
    {
        const int usual = url.scheme() == u"https" ? 443 : 80;
        return QStringLiteral("%1:%2").arg(url.host()).arg(url.port(usual));
    }

} // namespace

HttpDownload::HttpDownload(
    QNetworkAccessManager &network, const HttpSettings &settings, Transfer &transfer)
    : m_network(network)
    , m_settings(settings)
    , m_transfer(transfer)
{
    m_stall.setSingleShot(true);
    m_stall.setInterval(settings.stall);
    connect(&m_stall, &QTimer::timeout, this, [this] {
        const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(m_settings.stall);
        fail(SyncError::Stalled, QStringLiteral("no byte came for %1 s").arg(seconds.count()));
    });
}

HttpDownload::~HttpDownload() { end(); }

void HttpDownload::start()
{
    QUrl url = m_settings.base;
    const QString folder = url.path().endsWith(u'/') ? url.path() : url.path() + u'/';
    url.setPath(folder + m_transfer.request().path, QUrl::TolerantMode);
    ask(url);
}

void HttpDownload::ask(const QUrl &url)
{
    QNetworkRequest request(url);
    // An encoding on the way would hide the true length and hash.
    request.setRawHeader("Accept-Encoding", "identity");
    request.setHeader(QNetworkRequest::UserAgentHeader, QStringLiteral("hall-sync"));
    request.setAttribute(
        QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    if (!m_transfer.request().etag.isEmpty())
        request.setRawHeader("If-None-Match", m_transfer.request().etag);
    m_reply = m_network.get(request);
    m_reply->setReadBufferSize(readAhead);
    connect(m_reply, &QNetworkReply::metaDataChanged, this, &HttpDownload::readHead);
    connect(m_reply, &QNetworkReply::readyRead, this, &HttpDownload::readBody);
    connect(m_reply, &QNetworkReply::finished, this, &HttpDownload::replyFinished);
    m_stall.start();
}

int HttpDownload::status() const
{
    return m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
}

void HttpDownload::readHead()
{
    if (m_ended)
        return;
    m_stall.start();
    const qint64 length = m_reply->header(QNetworkRequest::ContentLengthHeader).toLongLong();
    if (status() == 200 && length > m_transfer.request().limit)
        fail(SyncError::TooLarge,
            QStringLiteral("%1 bytes are announced, %2 allowed")
                .arg(length)
                .arg(m_transfer.request().limit));
}

void HttpDownload::readBody()
{
    if (m_ended)
        return;
    m_stall.start();
    const QByteArray bytes = m_reply->readAll();
    if (status() != 200) {
        // What a server says beside an error is of no use, but it must end.
        m_errorText += bytes.size();
        if (m_errorText > longestErrorText)
            failByStatus();
        return;
    }
    if (const Synced<Done> accepted = m_transfer.accept(bytes); !accepted) {
        m_failure = accepted.failure();
        end();
    }
}

void HttpDownload::replyFinished()
{
    if (m_ended)
        return;
    if (status() >= 300 && status() < 400 && status() != 304)
        return follow(QUrl::fromEncoded(m_reply->rawHeader("Location")));
    if (status() >= 400)
        return failByStatus();
    if (m_reply->error() != QNetworkReply::NoError)
        return fail(SyncError::Offline, m_reply->errorString());
    if (status() != 200 && !(status() == 304 && !m_transfer.request().etag.isEmpty()))
        return failByStatus();
    readBody();
    if (m_ended)
        return;
    m_transfer.answered(status() == 304, m_reply->rawHeader("ETag"));
    if (const Synced<Done> complete = m_transfer.complete(); !complete)
        m_failure = complete.failure();
    end();
}

bool HttpDownload::allowed(const QUrl &url) const
{
    return url.scheme() == m_settings.base.scheme()
        && (authority(url) == authority(m_settings.base)
            || m_settings.redirectHosts.contains(authority(url)));
}

void HttpDownload::follow(const QUrl &location)
{
    const QUrl url = m_reply->url().resolved(location);
    if (!allowed(url) || ++m_redirects > mostRedirects)
        return fail(SyncError::Http,
            QStringLiteral("it redirects to %1, which is not a server of this kiosk")
                .arg(url.toDisplayString()),
            status());
    m_reply->disconnect(this);
    m_reply->deleteLater();
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

void HttpDownload::end()
{
    if (m_ended)
        return;
    m_ended = true;
    m_stall.stop();
    if (m_reply) {
        m_reply->disconnect(this);
        // Qt complains about the abort of a reply that has failed already; its end stops it as
        // well.
        if (m_reply->error() == QNetworkReply::NoError)
            m_reply->abort();
        m_reply->deleteLater();
    }
    emit ended();
}

} // namespace Hall
