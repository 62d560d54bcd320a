#pragma once

#include <QDateTime>
#include <chrono>
#include <functional>

namespace Hall {

/// What the machine's clock says and whether anything keeps it right.
struct ClockReading {
    QDateTime now; ///< UTC
    bool synchronised = false;
};

using Clock = std::function<ClockReading()>;

/// The machine's own clock; synchronised is what the kernel knows of it (adjtimex). Where a sandbox
/// forbids the question, the time service is asked, whose answer holds for some seconds.
ClockReading readSystemClock();

/// How long ago the machine was switched on.
std::chrono::milliseconds readUptime();

/// How far the clock can be relied on.
enum class ClockState { Synchronised, Unsynchronised, BehindFloor };

/// The time signatures are judged by.
struct EffectiveTime {
    QDateTime at; ///< UTC
    ClockState state = ClockState::Synchronised;
};

/// A clock below `floor`, the latest moment known from signed data or the build, is certainly
/// wrong: the floor counts. One that nothing keeps right may be far ahead: whoever judges expiry by
/// it only warns.
EffectiveTime effectiveTime(const ClockReading &reading, const QDateTime &floor);

/// `synchronised`, `unsynchronised` or `behind`, as status.json writes it.
QString clockWord(ClockState state);

} // namespace Hall
