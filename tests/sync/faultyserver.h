#pragma once

#include "repositorybuilder.h"

#include <QTcpServer>
#include <QUrl>

class QTcpSocket;

namespace Hall::Test {

/// A small web server on loopback that serves a tree and can be told to misbehave for single paths.
class FaultyServer : public QObject {
    Q_OBJECT

public:
    FaultyServer();

    QUrl url() const;

    /// One request as it came, head only.
    struct Request {
        QString path;
        QByteArray head;
    };

    Files served;
    /// Sent instead, byte for byte, head and all.
    QMap<QString, QByteArray> raw;
    /// After `raw`, the connection stays open and silent.
    bool silentAfterRaw = false;
    QList<Request> requests;

private:
    void read(QTcpSocket &socket, QByteArray &received);
    QByteArray answer(const Request &request) const;

    QTcpServer m_server;
};

} // namespace Hall::Test
