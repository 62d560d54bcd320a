#include "scrubber.h"

#include "space.h"

#include <chrono>

namespace Hall {

using namespace std::chrono_literals;

namespace {

    constexpr std::chrono::milliseconds step = 1s;
    constexpr std::chrono::milliseconds rest = 4h;

} // namespace

Scrubber::Scrubber(const CacheTree &cache, std::function<bool()> mayWork)
    : m_cache(cache)
    , m_mayWork(std::move(mayWork))
    , m_scrub(cache)
{
    connect(&m_timer, &QTimer::timeout, this, &Scrubber::work);
}

void Scrubber::start() { m_timer.start(step); }

void Scrubber::stop()
{
    m_timer.stop();
    if (const Synced<Done> paused = m_scrub.pause(); !paused)
        emit failed(paused.failure());
}

void Scrubber::work()
{
    if (!m_mayWork())
        return;
    if (m_rate == 0)
        m_rate = Scrub::rateFor(cacheSize(m_cache));
    const int before = m_scrub.passes();
    const Synced<Scrub::Finds> finds = m_scrub.readOn(m_rate);
    const bool ended = m_scrub.passes() != before;
    if (ended)
        m_rate = 0;
    m_timer.start(ended || !finds ? rest : step);
    if (!finds)
        emit failed(finds.failure());
    else if (!finds.value().empty())
        emit found(finds.value());
    if (ended)
        emit passEnded();
}

} // namespace Hall
