#pragma once

#include "syncerror.h"

#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QObject>
#include <QPointer>
#include <QSslConfiguration>
#include <QTimer>
#include <QUrl>
#include <chrono>
#include <optional>

namespace Hall {

/// How to reach the place on the server where kiosks leave what they have to tell.
struct DropboxSettings {
    QUrl base; ///< http or https; files lie below it
    QString tokenFile; ///< one line, sent as `Authorization: Bearer`; empty: none
    std::chrono::milliseconds stall = std::chrono::seconds(30); ///< without one byte
    QNetworkProxy proxy = QNetworkProxy::NoProxy;
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
};

/// Leaves files in the drop-box of a web server by PUT (RFC 9110 section 9.3.4), one at a time. The
/// same file may be sent twice; nothing is ever read back and no redirect is followed, for the
/// token is meant for this server only.
class Dropbox : public QObject {
    Q_OBJECT

public:
    explicit Dropbox(DropboxSettings settings);
    ~Dropbox() override;

    /// Begins to send; `path` is relative to the drop-box.
    void put(const QString &path, const QByteArray &body);

    /// Ends what is under way; ended() is not emitted any more.
    void abort();

signals:
    /// Once for each put(): the server has the file, or the failure.
    void ended(const std::optional<SyncFailure> &failure);

private:
    Synced<QByteArray> authorization() const;
    void replyFinished();
    void end(const std::optional<SyncFailure> &failure);

    DropboxSettings m_settings;
    QNetworkAccessManager m_network;
    QPointer<QNetworkReply> m_reply;
    QTimer m_stall;
    QString m_path;
};

} // namespace Hall
