#include "kiosk/idlewatch.h"

#include <algorithm>

namespace Hall {

IdleWatch::IdleWatch(const Limits &limits, QObject *parent)
    : QObject(parent)
    , m_limits(limits)
{
}

void IdleWatch::setPlace(Place place, qint64 nowMs)
{
    m_place = place;
    touched(nowMs);
}

void IdleWatch::touched(qint64 nowMs)
{
    m_lastMs = nowMs;
    setWarning(false);
}

qint64 IdleWatch::patienceMs() const
{
    const int normal = m_place == Place::Home ? m_limits.home : m_limits.inside;
    return 1000LL * (m_elder ? std::max(normal, m_limits.elder) : normal);
}

void IdleWatch::tick(qint64 nowMs)
{
    const qint64 over = nowMs - m_lastMs - patienceMs();
    if (m_place == Place::Attract || over < 0) {
        return;
    }
    const qint64 left = m_place == Place::Home ? 0 : 1000LL * m_limits.countdown - over;
    if (left <= 0) {
        setWarning(false);
        m_lastMs = nowMs;
        Q_EMIT expired();
        return;
    }
    setRemaining(static_cast<int>((left + 999) / 1000));
    setWarning(true);
}

void IdleWatch::setWarning(bool on)
{
    if (m_warning != on) {
        m_warning = on;
        Q_EMIT warningChanged();
    }
}

void IdleWatch::setRemaining(int seconds)
{
    if (m_remaining != seconds) {
        m_remaining = seconds;
        Q_EMIT remainingChanged();
    }
}

} // namespace Hall
