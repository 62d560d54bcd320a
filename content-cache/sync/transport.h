#pragma once

#include "syncerror.h"

#include <QByteArray>
#include <QList>
#include <functional>
#include <optional>

namespace Hall {

/// Asked by long work between two pieces; false: somebody wants it to stop.
using GoesOn = std::function<bool()>;

/// What is asked of the server.
struct Request {
    QString path; ///< below the server's address, percent-encoded, see ServedTree
    qint64 limit = 0; ///< bytes; a longer body is broken off at the first byte too many
    QByteArray etag; ///< if set, an unchanged file is not sent again
    qint64 offset = 0; ///< bytes that are here already; only what follows is asked for
    bool exact = false; ///< the body has `limit` bytes; an answer that announces others is refused
};

/// One body on its way to its place. A transport feeds it; subclasses decide where the bytes go.
class Transfer {
public:
    explicit Transfer(Request request);
    virtual ~Transfer();
    Q_DISABLE_COPY_MOVE(Transfer)

    const Request &request() const { return m_request; }

    /// The file is the one whose etag was sent; no body follows.
    bool notModified() const { return m_notModified; }

    /// Of the answer whose bytes are being kept.
    QByteArray etag() const { return m_etag; }

    /// Whether all bytes are here and only complete() is missing.
    bool isAllHere() const { return m_request.offset > 0 && m_request.offset == m_request.limit; }

    /// For transports: what the head of the answer said, before the first byte and complete().
    void answered(bool notModified, const QByteArray &etag);
    /// For transports: the body does not go on at request().offset but begins anew. Allowed once,
    /// for a server that does so each time would never come to an end.
    Synced<Done> startOver();
    /// For transports: the next bytes of the body; a failure means that no more are wanted.
    Synced<Done> accept(const QByteArray &bytes);
    /// For transports: the body has come to its end.
    Synced<Done> complete(const GoesOn &goesOn = {});
    /// For transports: whether to ask once more after this failure, for what request() says then.
    bool asksAgain(const SyncFailure &failure);
    /// For transports: the request is made once more after a failure of the line or the server,
    /// from what is here on; `elsewhere` tells that another server is asked.
    void askOnceMore(bool elsewhere);

    /// Whether startOver() has been used up.
    bool hasStartedOver() const { return m_startedOver; }

    /// Bytes of the body that are here, from this attempt and those before.
    qint64 received() const { return m_received; }

protected:
    /// The body shall come from elsewhere, from request.offset on.
    void turnTo(Request request);

private:
    virtual bool findOtherWay(const SyncFailure &failure);
    /// Where to begin at another server, or again; discards what cannot be continued.
    virtual Request again(bool elsewhere);
    virtual Synced<Done> discard() = 0;
    virtual Synced<Done> write(const QByteArray &bytes) = 0;
    virtual Synced<Done> finish(const GoesOn &goesOn) = 0;

    Request m_request;
    QByteArray m_etag;
    qint64 m_received = 0;
    bool m_notModified = false;
    bool m_startedOver = false;
};

/// A body that is kept in memory: metadata and manifests.
class BufferTransfer : public Transfer {
public:
    /// `sha256`, where given, is what the body has to be.
    explicit BufferTransfer(Request request, QString sha256 = {});

    const QByteArray &body() const { return m_body; }

private:
    Synced<Done> discard() override;
    Synced<Done> write(const QByteArray &bytes) override;
    Synced<Done> finish(const GoesOn &goesOn) override;

    QString m_sha256;
    QByteArray m_body;
};

/// The way to a served tree: a web server or a stick.
class Transport {
public:
    virtual ~Transport() = default;

    /// Fetches all of them, at most `atOnce` at a time, and returns when all are complete or after
    /// the first failure.
    virtual Synced<Done> fetch(const QList<Transfer *> &transfers, int atOnce) = 0;

    /// A new piece of work begins: an interruption of the one before counts no longer.
    virtual void beginAnew() { }

    /// How many days after its expiry what comes this way is still accepted.
    virtual int graceDays() const { return 0; }

    /// Whether others wait for the same line, so that large files keep to their hours.
    virtual bool sharesTheLine() const { return true; }

    /// A file that came along with another one, not checked.
    virtual std::optional<QByteArray> atHand(const QString &path) const;

    /// Fetches one body into memory, the one with this digest where one is given.
    Synced<QByteArray> fetchBody(const Request &request, const QString &sha256 = {});
};

} // namespace Hall
