#pragma once

#include "transport.h"

#include <QObject>
#include <QSslSocket>
#include <QUrl>
#include <chrono>
#include <memory>
#include <optional>

namespace Hall {

/// Asks whether a small file has changed, in as few bytes as HTTP/1.1 allows: a kiosk does so all
/// day, and Qt's client would send twice as many header lines. Its connection stays open between
/// two questions. Whatever it does not understand has to be asked for by the usual way.
class QuickQuestion : public QObject {
    Q_OBJECT

public:
    /// What the server said.
    struct Answer {
        bool notModified = false;
        QByteArray etag;
        QByteArray body;
    };

    QuickQuestion(const QUrl &server, const QSslConfiguration &tls);

    /// Asks for the file whose etag the request holds; nothing where there was no plain answer.
    std::optional<Answer> ask(const Request &request);

    /// Gives up the question under way.
    void cancel();

signals:
    void moved();

private:
    bool connectToServer();
    bool waitFor(const std::function<bool()> &done);
    QByteArray question(const Request &request) const;
    std::optional<Answer> readAnswer(const Request &request);

    QUrl m_server;
    QSslSocket m_socket;
    QByteArray m_received;
    bool m_cancelled = false;
};

} // namespace Hall
