#include "clock.h"

#include "service/timeservice.h"

#include <cerrno>
#include <ctime>
#include <mutex>
#include <optional>
#include <sys/timex.h>

namespace Hall {

namespace {

    constexpr auto answerHolds = std::chrono::seconds(20);

    // No answer holds as long as any other: nobody knows then, and nobody is asked too often. The
    // outbox asks from a thread of its own.
    bool timeServiceSaysSynchronised()
    {
        static std::mutex oneAtATime;
        const std::lock_guard held(oneAtATime);
        static std::optional<std::chrono::milliseconds> askedAt;
        static bool synchronised = false;
        const std::chrono::milliseconds now = readUptime();
        if (!askedAt || now - *askedAt > answerHolds) {
            askedAt = now;
            synchronised = askTimeService().value_or(false);
        }
        return synchronised;
    }

} // namespace

ClockReading readSystemClock()
{
    timex question {};
    const int answer = ::adjtimex(&question);
    const bool forbidden = answer < 0 && errno == EPERM;
    const bool synchronised
        = forbidden ? timeServiceSaysSynchronised() : answer >= 0 && answer != TIME_ERROR;
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
