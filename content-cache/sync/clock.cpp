#include "clock.h"

#include <ctime>
#include <sys/timex.h>

namespace Hall {

ClockReading readSystemClock()
{
    timex question {};
    // A sandbox may forbid the question; then nobody knows.
    const int answer = ::adjtimex(&question);
    const bool synchronised = answer >= 0 && answer != TIME_ERROR;
    return { QDateTime::currentDateTimeUtc(), synchronised };
}

std::chrono::milliseconds readUptime()
{
    timespec since {};
    ::clock_gettime(CLOCK_BOOTTIME, &since);
    return std::chrono::seconds(since.tv_sec);
}

EffectiveTime effectiveTime(const ClockReading &reading, const QDateTime &floor)
{
    if (floor.isValid() && reading.now < floor)
        return { floor, ClockState::BehindFloor };
    return { reading.now,
        reading.synchronised ? ClockState::Synchronised : ClockState::Unsynchronised };
}

QString clockWord(ClockState state)
{
    switch (state) {
    case ClockState::Synchronised:
        return QStringLiteral("synchronised");
    case ClockState::Unsynchronised:
        return QStringLiteral("unsynchronised");
    case ClockState::BehindFloor:
        return QStringLiteral("behind");
    }
    return {};
}

} // namespace Hall
