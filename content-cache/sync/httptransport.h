#pragma once

#include "quickquestion.h"
#include "ratelimit.h"
#include "servers.h"
#include "transport.h"

#include <QElapsedTimer>
#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QObject>
#include <QSslConfiguration>
#include <QUrl>
#include <chrono>

namespace Hall {

/// How to reach the server.
struct HttpSettings {
    QUrl base; ///< http or https; the tree lies below it
    QList<QUrl> mirrors; ///< asked in this order where `base` does not deliver
    QStringList redirectHosts; ///< further `host:port` a redirect may lead to, with the same scheme
    /// What the environment says of proxies does not count: a technician's shell and the service
    /// would go different ways.
    QNetworkProxy proxy = QNetworkProxy::NoProxy;
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    qint64 rateLimit = 0; ///< bytes per second of all bodies together; 0: none
    std::chrono::milliseconds stall = std::chrono::seconds(30); ///< without one byte
    /// A connection that brings less than `slowBytes` in `slowWindow` is broken off: 1 KiB/s over
    /// five minutes. The worst line of a hall, a modem of the nineties, brings three times that; a
    /// server that drips to hold us on cannot do so for long.
    std::chrono::milliseconds slowWindow = std::chrono::minutes(5);
    qint64 slowBytes = 300 * 1024;
    /// Told of a server that keeps delivering wrong content.
    std::function<void(const QString &sentence)> alarm {};
};

class HttpDownload;

/// The tree of a web server. Nothing is decoded on the way, redirects lead to known hosts only, a
/// silent, dripping or endless answer is broken off, and a mirror is asked where the server does
/// not deliver. Runs its own event loop while it fetches.
class HttpTransport : public QObject, public Transport {
    Q_OBJECT

public:
    explicit HttpTransport(HttpSettings settings);
    ~HttpTransport() override;

    Synced<Done> fetch(const QList<Transfer *> &transfers, int atOnce) override;

    /// Ends what is under way with SyncError::Cancelled, and everything asked afterwards.
    void cancel();

    /// Ends what is under way with SyncError::Cancelled, and what is asked before beginAnew().
    void interrupt();

    void beginAnew() override { m_interrupted = false; }

signals:
    void cancelled();

private:
    struct Attempt {
        Transfer *transfer;
        qsizetype server;
        int serversAsked = 1;
        qint64 begunAt = 0; ///< bytes that were here
        std::unique_ptr<HttpDownload> download {};
    };

    void begin(Attempt &attempt, const std::function<void()> &ended);
    bool asksOnceMore(Attempt &attempt);
    bool askedQuickly(Transfer &transfer, Synced<Done> &result);
    void noteWrong(qsizetype server, const SyncFailure &failure);

    bool goesOn() const { return !m_cancelled && !m_interrupted; }

    std::chrono::milliseconds now() const;

    HttpSettings m_settings;
    QNetworkAccessManager m_network;
    QElapsedTimer m_steady;
    Servers m_servers;
    RateLimit m_rateLimit;
    std::optional<QuickQuestion> m_question; ///< where the server is reached without detours
    bool m_cancelled = false;
    bool m_interrupted = false;
};

} // namespace Hall
