#include "poller.h"

#include <QRandomGenerator>
#include <algorithm>
#include <array>

namespace Hall {

using namespace std::chrono_literals;

namespace {

    std::chrono::milliseconds around(std::chrono::milliseconds middle, double share, double chance)
    {
        const double factor = 1 + share * (2 * chance - 1);
        return std::chrono::milliseconds(
            static_cast<qint64>(static_cast<double>(middle.count()) * factor));
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

Poller::Poller(Updater &updater, Clock clock, std::chrono::milliseconds poll)
    : m_updater(updater)
    , m_clock(std::move(clock))
    , m_poll(poll)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Poller::runCycle);
}

void Poller::start(std::chrono::milliseconds pause) { m_timer.start(pause); }

void Poller::stop()
{
    m_stopping = true;
    m_timer.stop();
    if (!m_running)
        emit stopped();
}

void Poller::runCycle()
{
    m_running = true;
    const Synced<UpdateResult> result = m_updater.run(m_clock());
    m_running = false;
    m_failures = result ? 0 : m_failures + 1;
    if (m_stopping)
        emit stopped();
    else
        m_timer.start(pauseAfter(m_failures, m_poll, QRandomGenerator::global()->generateDouble()));
}

} // namespace Hall
