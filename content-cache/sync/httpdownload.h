#pragma once

#include "httptransport.h"

#include <QNetworkReply>
#include <QPointer>
#include <QTimer>
#include <optional>

namespace Hall {

/// What all downloads of a transport share.
struct HttpLine {
    QNetworkAccessManager &network;
    const HttpSettings &settings;
    RateLimit &rateLimit;
    std::function<std::chrono::milliseconds()> now; ///< of a steady clock
    GoesOn goesOn;
};

/// One request of an HttpTransport from the first byte sent to the last one received.
class HttpDownload : public QObject {
    Q_OBJECT

public:
    HttpDownload(const HttpLine &line, const QUrl &server, Transfer &transfer);
    ~HttpDownload() override;

    void start();

    bool hasEnded() const { return m_ended; }

    const std::optional<SyncFailure> &failure() const { return m_failure; }

signals:
    /// Once, after the transfer is complete or failure() is set.
    void ended();

private:
    void ask(const QUrl &url);
    QNetworkRequest requestFor(const QUrl &url) const;
    void readHead();
    void readBody();
    void drain();
    void take(const QByteArray &bytes);
    void replyFinished();
    void complete();
    void follow(const QUrl &location);
    void beginAnew();
    void checkSpeed();
    void dropReply();
    void fail(SyncError error, const QString &why, int status = 0);
    void failByStatus();
    void failByError();
    void end();
    int status() const;
    QString headProblem() const;
    bool continuesWhereAsked() const;
    bool allowed(const QUrl &url) const;

    const HttpLine m_line;
    const QUrl m_server;
    Transfer &m_transfer;
    QPointer<QNetworkReply> m_reply;
    QTimer m_stall;
    QTimer m_slow;
    QTimer m_later; ///< when the rate limit allows more
    int m_redirects = 0;
    qint64 m_inWindow = 0;
    qint64 m_errorText = 0;
    bool m_headRead = false;
    bool m_bodyComes = false;
    bool m_finished = false;
    bool m_ended = false;
    QStringList m_certificateProblems;
    std::optional<SyncFailure> m_failure;
};

} // namespace Hall
