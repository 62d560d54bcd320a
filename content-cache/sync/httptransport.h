#pragma once

#include "transport.h"

#include <QNetworkAccessManager>
#include <QObject>
#include <QUrl>
#include <chrono>

namespace Hall {

/// How to reach the server.
struct HttpSettings {
    QUrl base; ///< http or https; the tree lies below it
    QStringList redirectHosts; ///< further `host:port` a redirect may lead to, with the same scheme
    std::chrono::milliseconds stall = std::chrono::seconds(30); ///< without one byte
};

/// The tree of a web server. Nothing is decoded on the way, redirects lead to known hosts only, a
/// silent or endless answer is broken off. Runs its own event loop while it fetches.
class HttpTransport : public QObject, public Transport {
    Q_OBJECT

public:
    explicit HttpTransport(HttpSettings settings);

    Synced<Done> fetch(const QList<Transfer *> &transfers, int atOnce) override;

    /// Ends what is under way with SyncError::Cancelled, and everything asked afterwards.
    void cancel();

    /// Ends only what is under way with SyncError::Cancelled.
    void interrupt();

signals:
    void cancelled();

private:
    HttpSettings m_settings;
    QNetworkAccessManager m_network;
    bool m_cancelled = false;
    bool m_interrupted = false;
};

} // namespace Hall
