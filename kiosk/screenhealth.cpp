#include "kiosk/screenhealth.h"

#include <algorithm>

namespace Hall {

ScreenHealth::ScreenHealth(const Limits &limits, qint64 nowMs)
    : m_limits(limits)
    , m_begun(nowMs)
    , m_started(nowMs)
{
}

void ScreenHealth::frameShown(qint64 nowMs)
{
    m_lastFrame = nowMs;
    m_contentShown = m_contentShown || m_around.content;
}

void ScreenHealth::look(const Surroundings &around, qint64 nowMs)
{
    const bool wasExcused = excused();
    m_around = around;
    if (wasExcused && !excused()) {
        m_begun = nowMs;
    }
}

bool ScreenHealth::ready(qint64 nowMs)
{
    const bool shown = m_contentShown || (m_around.content && excused());
    const bool waited = nowMs - m_started >= m_limits.forContent && (m_lastFrame || excused());
    m_ready = m_ready || shown || waited;
    return m_ready;
}

bool ScreenHealth::alive(qint64 nowMs) const
{
    return excused()
        || nowMs - std::max(m_begun, m_lastFrame.value_or(m_begun)) <= m_limits.withoutFrame;
}

} // namespace Hall
