#pragma once

#include <QtGlobal>
#include <chrono>

namespace Hall {

/// How many bytes may be taken from the line at a moment: a bucket that fills evenly and holds a
/// quarter of a second's worth.
class RateLimit {
public:
    /// 0: no limit.
    explicit RateLimit(qint64 bytesPerSecond);

    bool limited() const { return m_perSecond > 0; }

    /// Bytes that may be taken now; 0: wait a little.
    qint64 allowance(std::chrono::milliseconds now);

    /// Bytes that were taken; more than the allowance is made up for later.
    void take(qint64 bytes);

    /// Bytes worth keeping ready behind the bucket.
    qint64 readAhead() const;

private:
    qint64 capacity() const;

    qint64 m_perSecond;
    qint64 m_inBucket;
    std::chrono::milliseconds m_filled {};
};

} // namespace Hall
