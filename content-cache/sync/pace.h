#pragma once

#include <chrono>

namespace Hall {

/// How long to wait after a cycle: `poll` ± 20 % after one that went well, else 1, 2, 5, 15, 60 min
/// ± 50 % by the number of failures in a row. `chance` is a random number from 0 to 1 and keeps the
/// kiosks of a hall apart.
std::chrono::milliseconds pauseAfter(int failures, std::chrono::milliseconds poll, double chance);

/// How long to wait before the first cycle: up to half a minute while the machine has just been
/// switched on, for then all others have been as well.
std::chrono::milliseconds firstPause(std::chrono::milliseconds uptime, double chance);

/// How a cycle ended, as far as the next one depends on it.
enum class Outcome {
    Fine, ///< also: nothing new, or on hold
    NoAnswer, ///< the question for the timestamp failed: line or server
    Failed, ///< the server answered, but what it offers could not be taken
    StillFailing, ///< it offers what failed before; nothing was tried
};

/// When to ask again, and when to try again what failed. A server that does not answer is left in
/// peace, longer and longer. One that answers is asked at the usual pace whatever is wrong with its
/// release, for the cure of a bad release, a withdrawal or an urgent notice is a newer timestamp;
/// only the failed work itself waits longer and longer.
class Pace {
public:
    using Milliseconds = std::chrono::milliseconds;

    explicit Pace(Milliseconds poll)
        : m_poll(poll)
    {
    }

    /// Notes how the cycle ended that was over at `now`, on a clock that counts steadily.
    void ended(Outcome outcome, Milliseconds now, double chance);

    /// How long to wait from then to the next question.
    Milliseconds pause() const { return m_pause; }

    /// Whether what failed is to be tried again although the server says nothing new.
    bool triesAgain(Milliseconds now) const { return now >= m_retryAt; }

private:
    Milliseconds m_poll;
    Milliseconds m_pause {};
    Milliseconds m_retryAt {};
    int m_unanswered = 0;
    int m_failures = 0;
};

} // namespace Hall
