#include "httptransport.h"

#include "httpdownload.h"

#include <QEventLoop>
#include <memory>
#include <vector>

namespace Hall {

HttpTransport::HttpTransport(HttpSettings settings)
    : m_settings(std::move(settings))
{
    m_network.setAutoDeleteReplies(false);
}

void HttpTransport::cancel()
{
    m_cancelled = true;
    emit cancelled();
}

Synced<Done> HttpTransport::fetch(const QList<Transfer *> &transfers, int atOnce)
{
    QEventLoop loop;
    connect(this, &HttpTransport::cancelled, &loop, &QEventLoop::quit);
    std::vector<std::unique_ptr<HttpDownload>> underWay;
    qsizetype next = 0;
    while (!m_cancelled) {
        for (const auto &download : underWay) {
            if (download->failure())
                return *download->failure();
        }
        std::erase_if(underWay, [](const auto &download) { return download->hasEnded(); });
        while (next < transfers.size() && underWay.size() < static_cast<size_t>(atOnce)) {
            auto download
                = std::make_unique<HttpDownload>(m_network, m_settings, *transfers.at(next++));
            connect(download.get(), &HttpDownload::ended, &loop, &QEventLoop::quit);
            download->start();
            underWay.push_back(std::move(download));
        }
        if (underWay.empty())
            return Done {};
        loop.exec();
    }
    return SyncFailure { SyncError::Cancelled, m_settings.base.toDisplayString(),
        QStringLiteral("it was asked to stop") };
}

} // namespace Hall
