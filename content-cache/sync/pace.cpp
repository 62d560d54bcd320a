#include "pace.h"

#include <algorithm>
#include <array>

namespace Hall {

using namespace std::chrono_literals;

namespace {

    std::chrono::milliseconds around(std::chrono::milliseconds middle, double share, double chance)
    {
        const double factor = 1 + share * (2 * chance - 1);
        return std::chrono::milliseconds(static_cast<std::chrono::milliseconds::rep>(
            static_cast<double>(middle.count()) * factor));
    }

} // namespace

std::chrono::milliseconds pauseAfter(int failures, std::chrono::milliseconds poll, double chance)
{
    constexpr std::array<std::chrono::milliseconds, 5> steps { 1min, 2min, 5min, 15min, 60min };
    if (failures <= 0)
        return around(poll, 0.2, chance);
    const size_t step = std::min(static_cast<size_t>(failures), steps.size()) - 1;
    return around(steps.at(step), 0.5, chance);
}

std::chrono::milliseconds firstPause(std::chrono::milliseconds uptime, double chance)
{
    constexpr std::chrono::milliseconds justBooted = 2min;
    return uptime < justBooted ? around(15s, 1, chance) : 0ms;
}

void Pace::ended(Outcome outcome, Milliseconds now, double chance)
{
    if (outcome == Outcome::NoAnswer) {
        m_pause = pauseAfter(++m_unanswered, m_poll, chance);
        return;
    }
    m_unanswered = 0;
    m_pause = pauseAfter(0, m_poll, chance);
    if (outcome == Outcome::Fine) {
        m_failures = 0;
        m_retryAt = {};
    }
    if (outcome == Outcome::Failed)
        m_retryAt = now + pauseAfter(++m_failures, m_poll, chance);
    // A retry does not wait for a poll that is rarer than itself.
    if (m_retryAt > now)
        m_pause = std::min(m_pause, m_retryAt - now);
}

} // namespace Hall
