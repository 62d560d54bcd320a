#include "transport.h"

#include "trust/digest.h"

namespace Hall {

Transfer::Transfer(Request request)
    : m_request(std::move(request))
    , m_received(m_request.offset)
{
}

Transfer::~Transfer() = default;

void Transfer::answered(bool notModified, const QByteArray &etag)
{
    m_notModified = notModified;
    m_etag = etag;
}

Synced<Done> Transfer::startOver()
{
    if (m_startedOver)
        return SyncFailure { SyncError::Http, m_request.path,
            QStringLiteral("it sends the file from its beginning again and again"), 200 };
    m_startedOver = true;
    m_request.offset = 0;
    m_received = 0;
    return discard();
}

Synced<Done> Transfer::accept(const QByteArray &bytes)
{
    m_received += bytes.size();
    if (m_received > m_request.limit)
        return SyncFailure { SyncError::TooLarge, m_request.path,
            QStringLiteral("there are more than the %1 bytes allowed").arg(m_request.limit) };
    return write(bytes);
}

Synced<Done> Transfer::complete(const GoesOn &goesOn)
{
    return m_notModified ? Synced<Done>(Done {}) : finish(goesOn);
}

bool Transfer::asksAgain(const SyncFailure &failure) { return findOtherWay(failure); }

void Transfer::askOnceMore(bool elsewhere)
{
    turnTo(again(elsewhere));
    // Another server gives the same file another etag.
    if (elsewhere)
        m_etag.clear();
}

void Transfer::turnTo(Request request)
{
    if (request.path != m_request.path) {
        m_etag.clear();
        m_startedOver = false;
    }
    m_request = std::move(request);
    m_received = m_request.offset;
}

bool Transfer::findOtherWay(const SyncFailure &) { return false; }

Request Transfer::again(bool)
{
    Request request = m_request;
    request.offset = 0;
    static_cast<void>(discard().ok());
    return request;
}

BufferTransfer::BufferTransfer(Request request, QString sha256)
    : Transfer(std::move(request))
    , m_sha256(std::move(sha256))
{
}

Synced<Done> BufferTransfer::discard()
{
    m_body.clear();
    return Done {};
}

Synced<Done> BufferTransfer::write(const QByteArray &bytes)
{
    m_body.append(bytes);
    return Done {};
}

Synced<Done> BufferTransfer::finish(const GoesOn &)
{
    if (!m_sha256.isEmpty() && sha256Hex(m_body) != m_sha256)
        return SyncFailure { SyncError::CorruptObject, request().path,
            QStringLiteral("its digest is not the one signed") };
    return Done {};
}

std::optional<QByteArray> Transport::atHand(const QString &) const { return std::nullopt; }

Synced<QByteArray> Transport::fetchBody(const Request &request, const QString &sha256)
{
    BufferTransfer transfer(request, sha256);
    if (const Synced<Done> fetched = fetch({ &transfer }, 1); !fetched)
        return fetched.failure();
    return transfer.body();
}

} // namespace Hall
