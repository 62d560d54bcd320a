#pragma once

#include "httptransport.h"

#include <QNetworkReply>
#include <QPointer>
#include <QTimer>
#include <optional>

namespace Hall {

/// One request of an HttpTransport from the first byte sent to the last one received.
class HttpDownload : public QObject {
    Q_OBJECT

public:
    HttpDownload(QNetworkAccessManager &network, const HttpSettings &settings, Transfer &transfer);
    ~HttpDownload() override;

    void start();

    bool hasEnded() const { return m_ended; }

    Transfer &transfer() const { return m_transfer; }

    const std::optional<SyncFailure> &failure() const { return m_failure; }

signals:
    /// Once, after the transfer is complete or failure() is set.
    void ended();

private:
    void ask(const QUrl &url);
    void readHead();
    void readBody();
    void replyFinished();
    void follow(const QUrl &location);
    void fail(SyncError error, const QString &why, int status = 0);
    void failByStatus();
    void end();
    int status() const;
    bool allowed(const QUrl &url) const;

    QNetworkAccessManager &m_network;
    const HttpSettings &m_settings;
    Transfer &m_transfer;
    QPointer<QNetworkReply> m_reply;
    QTimer m_stall;
    int m_redirects = 0;
    qint64 m_errorText = 0;
    bool m_ended = false;
    std::optional<SyncFailure> m_failure;
};

} // namespace Hall
