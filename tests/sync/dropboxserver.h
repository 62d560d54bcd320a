#pragma once

#include <QList>
#include <QMap>
#include <QTcpServer>
#include <QUrl>
#include <functional>

class QTcpSocket;

namespace Hall::Test {

/// A drop-box on loopback that takes what is put, and can be told to refuse or to keep silent.
class DropboxServer : public QObject {
    Q_OBJECT

public:
    DropboxServer();

    QUrl url() const;

    /// Nobody listens any more, or again at the same address.
    void close() { m_server.close(); }

    bool open() { return m_server.listen(QHostAddress::LocalHost, m_port); }

    /// Answers what came while it was silent.
    void answerWaiting();

    QMap<QString, QByteArray> files; ///< by path below url()
    QStringList paths; ///< of every request, in order
    QByteArray refusal; ///< a whole answer that is given instead; the file is not kept
    QString refusedPath; ///< the refusal is for this path only; empty: for all
    bool silent = false; ///< takes the request and does not answer before answerWaiting()
    QByteArray token = "Bearer 0123456789abcdef"; ///< whoever has another gets 403

private:
    void read(QTcpSocket &socket, QByteArray &received);
    QByteArray answer(const QString &path, const QByteArray &head, const QByteArray &body);

    QList<std::function<void()>> m_waiting;
    QTcpServer m_server;
    quint16 m_port = 0;
};

} // namespace Hall::Test
