#include "transport.h"

namespace Hall {

Transfer::Transfer(Request request)
    : m_request(std::move(request))
{
}

Transfer::~Transfer() = default;

void Transfer::answered(bool notModified, const QByteArray &etag)
{
    m_notModified = notModified;
    m_etag = etag;
}

Synced<Done> Transfer::accept(const QByteArray &bytes)
{
    m_received += bytes.size();
    if (m_received > m_request.limit)
        return SyncFailure { SyncError::TooLarge, m_request.path,
            QStringLiteral("there are more than the %1 bytes allowed").arg(m_request.limit) };
    return write(bytes);
}

Synced<Done> Transfer::complete() { return m_notModified ? Synced<Done>(Done {}) : finish(); }

bool Transfer::asksAgain(const SyncFailure &failure) { return findOtherWay(failure); }

void Transfer::turnTo(Request request)
{
    m_request = std::move(request);
    m_received = 0;
}

bool Transfer::findOtherWay(const SyncFailure &) { return false; }

Synced<Done> BufferTransfer::write(const QByteArray &bytes)
{
    m_body.append(bytes);
    return Done {};
}

Synced<Done> BufferTransfer::finish() { return Done {}; }

Synced<QByteArray> Transport::fetchBody(const Request &request)
{
    BufferTransfer transfer(request);
    if (const Synced<Done> fetched = fetch({ &transfer }, 1); !fetched)
        return fetched.failure();
    return transfer.body();
}

} // namespace Hall
