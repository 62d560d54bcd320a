#include "poller.h"

#include <QRandomGenerator>

namespace Hall {

Poller::Poller(Parts parts, std::chrono::milliseconds poll)
    : m_parts(std::move(parts))
    , m_pace(poll)
{
    m_steady.start();
    m_timer.setSingleShot(true);
    m_asideTimer.setSingleShot(true);
    m_asideTimer.setInterval(poll);
    connect(&m_timer, &QTimer::timeout, this, &Poller::runCycle);
    connect(&m_asideTimer, &QTimer::timeout, this, &Poller::askAside);
}

void Poller::start(std::chrono::milliseconds pause) { m_timer.start(pause); }

void Poller::stop()
{
    m_stopping = true;
    m_timer.stop();
    if (!m_running)
        emit stopped();
}

void Poller::runNow()
{
    m_triesAgain = true;
    if (!m_running && !m_stopping)
        m_timer.start(0);
}

bool Poller::runWith(Transport &other)
{
    if (m_running || m_stopping)
        return false;
    m_other = &other;
    m_timer.start(0);
    return true;
}

void Poller::runCycle()
{
    m_running = true;
    const bool triesAgain = std::exchange(m_triesAgain, false) || m_pace.triesAgain(now());
    Transport *const other = std::exchange(m_other, nullptr);
    if (!other)
        m_asideTimer.start();
    const Synced<UpdateResult> result = other
        ? m_parts.updater.runFrom(*other, m_parts.clock())
        : m_parts.updater.run(m_parts.clock(), triesAgain ? Retry::Now : Retry::OnlyIfNews);
    m_asideTimer.stop();
    m_running = false;
    // What a stick holds says nothing about the line.
    if (!other)
        m_pace.ended(outcomeOf(result), now(), QRandomGenerator::global()->generateDouble());
    finish(result);
}

void Poller::finish(const Synced<UpdateResult> &result)
{
    const bool atOnce = m_triesAgain || (result && result.value() == UpdateResult::GaveWay);
    if (m_stopping)
        emit stopped();
    else
        m_timer.start(atOnce ? Pace::Milliseconds(0) : m_pace.pause());
    emit ended(result);
}

Outcome Poller::outcomeOf(const Synced<UpdateResult> &result) const
{
    if (!result)
        return m_parts.updater.serverAnswered() ? Outcome::Failed : Outcome::NoAnswer;
    return result.value() == UpdateResult::SameFailure ? Outcome::StillFailing : Outcome::Fine;
}

void Poller::askAside()
{
    // Started anew only afterwards: the question itself waits in an event loop.
    const bool news = m_parts.updater.serverAnswered() && m_parts.updater.hasNews(m_parts.aside);
    if (!m_running || m_stopping)
        return;
    if (news) {
        m_parts.updater.makeWay();
        m_parts.interrupt();
    }
    m_asideTimer.start();
}

} // namespace Hall
