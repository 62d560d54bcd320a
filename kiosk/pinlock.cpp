#include "kiosk/pinlock.h"

#include <algorithm>
#include <utility>

namespace Hall {

namespace {

    constexpr int kFree = 3;
    constexpr qint64 kFirstWaitMs = 60'000;
    constexpr qint64 kLongestWaitMs = 3'600'000;
    constexpr int kMostDoublings = 6; // beyond the longest wait

} // namespace

PinLock::PinLock(std::function<bool(const QByteArray &)> matches)
    : m_matches(std::move(matches))
{
}

PinLock::Answer PinLock::offer(const QByteArray &pin, qint64 nowMs)
{
    if (lockedForMs(nowMs) > 0) {
        return Answer::Locked;
    }
    if (m_matches(pin)) {
        m_wrong = 0;
        return Answer::Right;
    }
    ++m_wrong;
    if (m_wrong >= kFree) {
        const int doublings = std::min(m_wrong - kFree, kMostDoublings);
        m_lockedUntil = nowMs + std::min(kFirstWaitMs << doublings, kLongestWaitMs);
    }
    return Answer::Wrong;
}

int PinLock::leftBeforeWait() const { return std::max(1, kFree - m_wrong); }

qint64 PinLock::lockedForMs(qint64 nowMs) const
{
    return std::max<qint64>(0, m_lockedUntil - nowMs);
}

} // namespace Hall
