#include "dropbox.h"

#include "durablefile.h"

#include <QRegularExpression>

namespace Hall {

namespace {

    constexpr qint64 longestToken = 4096;
    constexpr qint64 readAhead = 64 * 1024;

} // namespace

Dropbox::Dropbox(DropboxSettings settings)
    : m_settings(std::move(settings))
    , m_network(this)
    , m_stall(this)
{
    m_network.setAutoDeleteReplies(false);
    m_network.setProxy(m_settings.proxy);
    m_stall.setSingleShot(true);
    m_stall.setInterval(m_settings.stall);
    connect(&m_stall, &QTimer::timeout, this, [this] {
        const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(m_settings.stall);
        end(SyncFailure { SyncError::Stalled, m_path,
            QStringLiteral("no byte went for %1 s").arg(seconds.count()) });
    });
}

Dropbox::~Dropbox() { abort(); }

Synced<QByteArray> Dropbox::authorization() const
{
    if (m_settings.tokenFile.isEmpty())
        return QByteArray();
    // Read each time, so that a new token needs no restart.
    const QByteArray token = readIfPresent(m_settings.tokenFile, longestToken).trimmed();
    static const QRegularExpression form(QStringLiteral("\\A[A-Za-z0-9._~+/=-]{16,}\\z"));
    if (!form.match(QString::fromLatin1(token)).hasMatch())
        return SyncFailure { SyncError::Io, m_settings.tokenFile,
            QStringLiteral("there is no token of at least 16 letters and digits in it") };
    return "Bearer " + token;
}

void Dropbox::put(const QString &path, const QByteArray &body)
{
    m_path = path;
    const Synced<QByteArray> token = authorization();
    if (!token) {
        // Callers expect the end after put() has returned.
        QMetaObject::invokeMethod(
            this, [this, failure = token.failure()] { end(failure); }, Qt::QueuedConnection);
        return;
    }
    QUrl url = m_settings.base;
    url.setPath((url.path().endsWith(u'/') ? url.path() : url.path() + u'/') + path);
    QNetworkRequest request(url);
    request.setSslConfiguration(m_settings.tls);
    request.setHeader(
        QNetworkRequest::ContentTypeHeader, QStringLiteral("application/octet-stream"));
    request.setHeader(QNetworkRequest::UserAgentHeader, QStringLiteral("hall-sync"));
    request.setAttribute(
        QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    if (!token.value().isEmpty())
        request.setRawHeader("Authorization", token.value());
    m_reply = m_network.put(request, body);
    m_reply->setReadBufferSize(readAhead);
    // What a server says beside its status is of no use, but it must not pile up.
    connect(m_reply, &QNetworkReply::readyRead, m_reply, [this] { m_reply->readAll(); });
    connect(m_reply, &QNetworkReply::uploadProgress, this, [this] { m_stall.start(); });
    connect(m_reply, &QNetworkReply::finished, this, &Dropbox::replyFinished);
    m_stall.start();
}

void Dropbox::replyFinished()
{
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    // 201 and 204 are what a PUT is answered with; a login page comes with 200.
    if (status == 201 || status == 204)
        return end(std::nullopt);
    if (status > 0)
        return end(SyncFailure {
            SyncError::Http, m_path, QStringLiteral("the answer is %1").arg(status), status });
    end(SyncFailure { SyncError::Offline, m_path, m_reply->errorString() });
}

void Dropbox::end(const std::optional<SyncFailure> &failure)
{
    abort();
    emit ended(failure);
}

void Dropbox::abort()
{
    m_stall.stop();
    if (!m_reply)
        return;
    QNetworkReply *reply = m_reply;
    m_reply = nullptr;
    reply->disconnect();
    // Qt complains about the abort of a reply that has failed already.
    if (reply->isRunning())
        reply->abort();
    reply->deleteLater();
}

} // namespace Hall
