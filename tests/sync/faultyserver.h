#pragma once

#include "repositorybuilder.h"

#include <QTcpServer>
#include <QUrl>

class QTcpSocket;

namespace Hall::Test {

/// How an answer goes wrong.
struct Fault {
    enum Kind {
        Cut, ///< the connection ends after `after` bytes of the body
        Reset, ///< it is torn down there
        Stall, ///< it stays open there and silent
        Drip, ///< from there on ten bytes a second
        Endless, ///< no length is announced, and it never ends
        Status, ///< `status` and no body
        Page, ///< 200 and `text` as a page
        WholeForRange, ///< 200 with everything, whatever range was asked for
        OtherRange, ///< 206, but from `after` on
        WrongLength, ///< `after` bytes are announced and sent, cut or filled up with x
        Encoded, ///< the body with a Content-Encoding nobody asked for
        Redirect, ///< to `text`
    };

    Kind kind = Cut;
    qint64 after = 0;
    int status = 0;
    QByteArray text {};
    int times = 1'000'000; ///< so often, then all is well
};

/// A small web server on loopback that serves a tree, knows ranges and etags, and can be told to
/// misbehave for single paths.
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
    QMap<QString, Fault> faults;
    /// Sent instead, byte for byte, head and all.
    QMap<QString, QByteArray> raw;
    /// After `raw`, the connection stays open and silent.
    bool silentAfterRaw = false;
    /// Whether answers carry an etag.
    bool etags = true;
    QList<Request> requests;
    /// Bytes of bodies that were sent.
    qint64 bodyBytes = 0;

    /// How often this path was asked for.
    qsizetype timesAsked(const QString &path) const;
    /// What a header line of the last request of this path says; empty: there was none.
    QByteArray lastHeader(const QString &path, const QByteArray &name) const;

signals:
    /// A fault has been answered with.
    void faultUsed();

private:
    /// Head and body of an answer, and what becomes of the connection then.
    struct Answer {
        QByteArray head;
        QByteArray body;
        std::optional<Fault::Kind> end {};
    };

    void read(QTcpSocket &socket, QByteArray &received);
    Answer answer(const Request &request);
    Answer good(const Request &request, bool ranges) const;
    Answer faulty(const Request &request, const Fault &fault) const;
    void send(QTcpSocket &socket, const Answer &answer);
    static void goOnWriting(QTcpSocket &socket, const QByteArray &piece, int pause);

    QTcpServer m_server;
};

} // namespace Hall::Test

Q_DECLARE_METATYPE(Hall::Test::Fault)
