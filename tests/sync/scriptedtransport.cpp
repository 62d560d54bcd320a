#include "scriptedtransport.h"

#include "trust/digest.h"

#include <utility>

namespace Hall::Test {

Synced<Done> ScriptedTransport::fetch(const QList<Transfer *> &transfers, int atOnce)
{
    mostAtOnce = std::max(mostAtOnce, atOnce);
    for (Transfer *transfer : transfers) {
        Synced<Done> answered = answer(*transfer);
        while (!answered && transfer->asksAgain(answered.failure()))
            answered = answer(*transfer);
        if (!answered)
            return answered;
    }
    return Done {};
}

Synced<Done> ScriptedTransport::answer(Transfer &transfer)
{
    const QString path = transfer.request().path;
    m_requests.append(path);
    if (before)
        before(path);
    if (failures.contains(path))
        return failures.value(path);
    if (!m_served.contains(path)) {
        if (!path.endsWith(QStringLiteral(".root.json")))
            unexpected.append(path);
        return SyncFailure { SyncError::Http, path, QStringLiteral("the answer is 404"), 404 };
    }
    if (transfer.isAllHere())
        return transfer.complete();
    const QByteArray body = m_served.value(path);
    const QByteArray etag = sha256Hex(body).left(16).toLatin1();
    const bool same = transfer.request().etag == etag;
    transfer.answered(same, etag);
    if (!same) {
        if (const Synced<Done> sent = send(transfer, body); !sent)
            return sent;
    }
    return transfer.complete();
}

Synced<Done> ScriptedTransport::send(Transfer &transfer, const QByteArray &body)
{
    constexpr qsizetype piece = 1000;
    if (transfer.request().offset > body.size()) {
        if (const Synced<Done> over = transfer.startOver(); !over)
            return over;
    }
    for (qsizetype at = transfer.request().offset; at < body.size(); at += piece) {
        const QByteArray bytes = body.mid(at, piece);
        if (cutAfter && (*cutAfter -= bytes.size()) < 0)
            return SyncFailure { SyncError::Offline, transfer.request().path,
                QStringLiteral("connection reset") };
        if (const Synced<Done> accepted = transfer.accept(bytes); !accepted)
            return accepted;
    }
    return Done {};
}

QStringList ScriptedTransport::takeRequests() { return std::exchange(m_requests, {}); }

} // namespace Hall::Test
