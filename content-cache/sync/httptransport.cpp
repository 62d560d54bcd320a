#include "httptransport.h"

#include "httpdownload.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <memory>
#include <vector>

namespace Hall {

namespace {

    // An attempt that brought this much was worth it: the next one goes on from there at once.
    constexpr qint64 worthGoingOn = 1024 * 1024;

    bool isOfTheLine(const SyncFailure &failure)
    {
        return failure.error == SyncError::Offline || failure.error == SyncError::Stalled;
    }

    bool isWrongContent(const SyncFailure &failure)
    {
        return failure.error == SyncError::CorruptObject || failure.error == SyncError::TooLarge;
    }

    // That there is no such metadata is an answer: the next root is absent until the day it is
    // there, and not every update comes in a bundle.
    bool mayBeBetterElsewhere(const SyncFailure &failure, const QString &path)
    {
        const bool absent = failure.httpStatus == 403 || failure.httpStatus == 404;
        return isOfTheLine(failure) || isWrongContent(failure)
            || failure.error == SyncError::Certificate
            || (failure.error == SyncError::Http
                && !(absent && (path.startsWith(u"meta/") || path.startsWith(u"u/"))));
    }

    QList<QUrl> addresses(const HttpSettings &settings)
    {
        return QList<QUrl> { settings.base } + settings.mirrors;
    }

} // namespace

HttpTransport::HttpTransport(HttpSettings settings)
    : m_settings(std::move(settings))
    , m_servers(addresses(m_settings))
    , m_rateLimit(m_settings.rateLimit)
{
    m_network.setAutoDeleteReplies(false);
    m_network.setProxy(m_settings.proxy);
    if (m_rateLimit.limited()) {
        // Four share the line, and half of it may be lost; slower than that is not our doing.
        const qint64 seconds = m_settings.slowWindow.count() / 1000;
        m_settings.slowBytes = std::min(m_settings.slowBytes, m_settings.rateLimit * seconds / 8);
    }
    if (m_settings.proxy.type() == QNetworkProxy::NoProxy && m_settings.base.userInfo().isEmpty())
        m_question.emplace(m_settings.base, m_settings.tls);
    m_steady.start();
}

HttpTransport::~HttpTransport() = default;

std::chrono::milliseconds HttpTransport::now() const
{
    return std::chrono::milliseconds(m_steady.elapsed());
}

void HttpTransport::cancel()
{
    m_cancelled = true;
    if (m_question)
        m_question->cancel();
    emit cancelled();
}

void HttpTransport::interrupt()
{
    m_interrupted = true;
    if (m_question)
        m_question->cancel();
    emit cancelled();
}

void HttpTransport::begin(Attempt &attempt, const std::function<void()> &ended)
{
    attempt.begunAt = attempt.transfer->request().offset;
    const HttpLine line { m_network, m_settings, m_rateLimit, [this] { return now(); },
        [this] {
            // Hashing and unpacking take their time; meanwhile signals and other bodies come in.
            QCoreApplication::processEvents();
            return goesOn();
        } };
    attempt.download = std::make_unique<HttpDownload>(
        line, m_servers.address(attempt.server), *attempt.transfer);
    connect(attempt.download.get(), &HttpDownload::ended, this, ended);
    attempt.download->start();
}

void HttpTransport::noteWrong(qsizetype server, const SyncFailure &failure)
{
    if (isWrongContent(failure) && m_servers.deliveredWrongly(server) && m_settings.alarm)
        m_settings.alarm(
            QStringLiteral("%1 has delivered wrong content %2 times: its copy is damaged, or "
                           "somebody changes it on the way")
                .arg(m_servers.address(server).toDisplayString(QUrl::RemoveUserInfo))
                .arg(Servers::wrongBeforeAlarm));
}

bool HttpTransport::asksOnceMore(Attempt &attempt)
{
    const SyncFailure failure = *attempt.download->failure();
    Transfer &transfer = *attempt.transfer;
    const QString path = transfer.request().path;
    noteWrong(attempt.server, failure);
    if (transfer.asksAgain(failure))
        return true;
    if (isOfTheLine(failure) && !transfer.hasStartedOver()) {
        const qint64 before = attempt.begunAt;
        transfer.askOnceMore(false);
        if (transfer.request().offset >= before + worthGoingOn)
            return true;
    }
    if (!mayBeBetterElsewhere(failure, path) || attempt.serversAsked >= m_servers.count())
        return false;
    m_servers.failed(attempt.server, now());
    attempt.server = m_servers.after(attempt.server);
    ++attempt.serversAsked;
    transfer.askOnceMore(true);
    return true;
}

// A mirror, or an answer that needs more than a look, goes the usual way.
bool HttpTransport::askedQuickly(Transfer &transfer, Synced<Done> &result)
{
    if (!m_question || !goesOn() || transfer.request().etag.isEmpty()
        || m_servers.preferred(now()) != 0)
        return false;
    const std::optional<QuickQuestion::Answer> answer = m_question->ask(transfer.request());
    if (!answer)
        return false;
    transfer.answered(answer->notModified, answer->etag);
    if (!answer->notModified)
        result = transfer.accept(answer->body);
    if (result)
        result = transfer.complete();
    return true;
}

Synced<Done> HttpTransport::fetch(const QList<Transfer *> &transfers, int atOnce)
{
    if (Synced<Done> result = Done {};
        transfers.size() == 1 && askedQuickly(*transfers.constFirst(), result))
        return result;
    QEventLoop loop;
    connect(this, &HttpTransport::cancelled, &loop, &QEventLoop::quit);
    const auto ended = [&loop] { loop.quit(); };
    std::vector<Attempt> underWay;
    qsizetype next = 0;
    while (goesOn()) {
        for (Attempt &attempt : underWay) {
            if (!attempt.download->failure())
                continue;
            const SyncFailure failure = *attempt.download->failure();
            if (!asksOnceMore(attempt))
                return failure;
            begin(attempt, ended);
        }
        std::erase_if(underWay, [](const Attempt &one) { return one.download->hasEnded(); });
        while (next < transfers.size() && underWay.size() < static_cast<size_t>(atOnce)) {
            underWay.push_back({ transfers.at(next++), m_servers.preferred(now()) });
            begin(underWay.back(), ended);
        }
        if (underWay.empty())
            return Done {};
        loop.exec();
    }
    return SyncFailure { SyncError::Cancelled,
        m_settings.base.toDisplayString(QUrl::RemoveUserInfo),
        QStringLiteral("it was asked to stop") };
}

} // namespace Hall
