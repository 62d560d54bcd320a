#include "ratelimit.h"

#include <algorithm>
#include <limits>

namespace Hall {

namespace {

    constexpr qint64 least = 4 * 1024;
    constexpr qint64 most = 1024 * 1024;

} // namespace

RateLimit::RateLimit(qint64 bytesPerSecond)
    : m_perSecond(bytesPerSecond)
    , m_inBucket(capacity())
{
}

qint64 RateLimit::capacity() const { return std::max<qint64>(m_perSecond / 4, 1); }

qint64 RateLimit::allowance(std::chrono::milliseconds now)
{
    if (!limited())
        return std::numeric_limits<qint64>::max();
    // Time that does not add up to a byte yet is left for the next call.
    const qint64 elapsed = std::min<qint64>((now - m_filled).count(), 60'000);
    const qint64 fresh = m_perSecond * elapsed / 1000;
    if (fresh > 0) {
        m_inBucket = std::min(m_inBucket + fresh, capacity());
        m_filled = now;
    }
    return std::max<qint64>(m_inBucket, 0);
}

void RateLimit::take(qint64 bytes)
{
    if (limited())
        m_inBucket -= bytes;
}

qint64 RateLimit::readAhead() const
{
    return limited() ? std::clamp(m_perSecond / 4, least, most) : most;
}

} // namespace Hall
