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

void HttpTransport::interrupt()
{
    m_interrupted = true;
    emit cancelled();
}

Synced<Done> HttpTransport::fetch(const QList<Transfer *> &transfers, int atOnce)
{
    m_interrupted = false;
    QEventLoop loop;
    connect(this, &HttpTransport::cancelled, &loop, &QEventLoop::quit);
    std::vector<std::unique_ptr<HttpDownload>> underWay;
    qsizetype next = 0;
    const auto start = [&](Transfer &transfer) {
        auto download = std::make_unique<HttpDownload>(m_network, m_settings, transfer);
        connect(download.get(), &HttpDownload::ended, &loop, &QEventLoop::quit);
        download->start();
        return download;
    };
    while (!m_cancelled && !m_interrupted) {
        for (auto &download : underWay) {
            if (!download->failure())
                continue;
            Transfer &transfer = download->transfer();
            if (!transfer.asksAgain(*download->failure()))
                return *download->failure();
            download = start(transfer);
        }
        std::erase_if(underWay, [](const auto &download) { return download->hasEnded(); });
        while (next < transfers.size() && underWay.size() < static_cast<size_t>(atOnce))
            underWay.push_back(start(*transfers.at(next++)));
        if (underWay.empty())
            return Done {};
        loop.exec();
    }
    return SyncFailure { SyncError::Cancelled, m_settings.base.toDisplayString(),
        QStringLiteral("it was asked to stop") };
}

} // namespace Hall
