#pragma once

#include "model/result.h"

#include <QJsonObject>
#include <QLocalServer>
#include <QMap>
#include <QObject>
#include <functional>
#include <optional>

class QLocalSocket;

namespace Hall {

/// What hallctl may ask of a running hall-sync.
enum class Order { Status, Sync, Pin, Unpin, Usb, Cancel };

/// The orders by the words that a request and the command line of hallctl use.
const QMap<QString, Order> &orderWords();

struct OrderRequest {
    Order order = Order::Status;
    qint64 release = 0; ///< Pin: 0 is the one shown
    QString directory; ///< Usb
};

/// The answer to an order; `exitCode` is what hallctl ends with.
struct OrderReply {
    int exitCode = 0;
    QString word; ///< `done`, `started`, `denied` …
    QString chinese; ///< a sentence
    QString english;
    bool follows = false; ///< lines of status come, and at last another reply

    QJsonObject toJson() const;
};

/// Reads one request line: an object with `order`, for `pin` perhaps `release`, for `usb`
/// `directory`, and nothing else.
Result<OrderRequest> parseOrder(const QByteArray &line);

/// Who is at the other end of a socket.
enum class Peer { Stranger, Group, Owner };

/// Asks the kernel (SO_PEERCRED, SO_PEERGROUPS): root and this program's own user are owners,
/// members of this program's group are of the group.
Peer peerOf(qintptr socket);

/// Whether that peer may give this order. The screen is in the group and may be broken into, so
/// the group only asks and wakes; holding, breaking off and sticks are for owners.
bool mayOrder(Peer peer, Order order);

/// The control socket: lines of JSON over AF_UNIX, mode 0660. At most eight connections, requests
/// of at most 4 KiB within five seconds; whatever else comes is answered with a refusal and closed.
class ControlServer : public QObject {
    Q_OBJECT

public:
    using Handler = std::function<OrderReply(const OrderRequest &request)>;
    using StatusReader = std::function<QJsonObject()>;

    ControlServer(Handler handler, StatusReader status);
    ~ControlServer() override;
    Q_DISABLE_COPY_MOVE(ControlServer)

    /// Listens at this path; a socket that a dead program left there is replaced.
    Result<Done> listen(const QString &path);

    /// For those who follow what is under way: the status as it is now.
    void tellFollowers();
    /// What they followed has come to its end.
    void dismissFollowers(const OrderReply &end);

private:
    void welcome();
    void read(QLocalSocket &socket);
    void obey(QLocalSocket &socket, const OrderRequest &request);
    static void answer(QLocalSocket &socket, const QJsonObject &json);
    static void refuse(QLocalSocket &socket, const OrderReply &reply);

    QLocalServer m_server;
    Handler m_handler;
    StatusReader m_status;
    QList<QLocalSocket *> m_open;
    QList<QLocalSocket *> m_followers;
};

} // namespace Hall
