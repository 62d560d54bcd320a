#pragma once

#include "syncerror.h"

#include <QByteArray>
#include <QList>

namespace Hall {

/// What is asked of the server.
struct Request {
    QString path; ///< below the server's address, percent-encoded, see ServedTree
    qint64 limit = 0; ///< bytes; a longer body is broken off at the first byte too many
    QByteArray etag; ///< if set, an unchanged file is not sent again
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

    QByteArray etag() const { return m_etag; }

    /// For transports: what the head of the answer said, before complete().
    void answered(bool notModified, const QByteArray &etag);
    /// For transports: the next bytes of the body; a failure means that no more are wanted.
    Synced<Done> accept(const QByteArray &bytes);
    /// For transports: the body has come to its end.
    Synced<Done> complete();
    /// For transports: whether to ask once more after this failure, for what request() says then.
    bool asksAgain(const SyncFailure &failure);

protected:
    /// The body shall come from elsewhere, from its first byte.
    void turnTo(Request request);

private:
    virtual bool findOtherWay(const SyncFailure &failure);
    virtual Synced<Done> write(const QByteArray &bytes) = 0;
    virtual Synced<Done> finish() = 0;

    Request m_request;
    QByteArray m_etag;
    qint64 m_received = 0;
    bool m_notModified = false;
};

/// A body that is kept in memory: metadata and manifests.
class BufferTransfer : public Transfer {
public:
    using Transfer::Transfer;

    const QByteArray &body() const { return m_body; }

private:
    Synced<Done> write(const QByteArray &bytes) override;
    Synced<Done> finish() override;

    QByteArray m_body;
};

/// The way to a served tree: a web server, later also a stick.
class Transport {
public:
    virtual ~Transport() = default;

    /// Fetches all of them, at most `atOnce` at a time, and returns when all are complete or after
    /// the first failure.
    virtual Synced<Done> fetch(const QList<Transfer *> &transfers, int atOnce) = 0;

    /// Fetches one body into memory.
    Synced<QByteArray> fetchBody(const Request &request);
};

} // namespace Hall
