#include "servicenotice.h"

#include <systemd/sd-daemon.h>

namespace Hall {

ServiceNotice::ServiceNotice(std::function<qint64()> milliseconds)
    : m_milliseconds(std::move(milliseconds))
{
}

std::optional<std::chrono::milliseconds> ServiceNotice::aliveEvery() const
{
    uint64_t limit = 0;
    if (::sd_watchdog_enabled(0, &limit) <= 0)
        return std::nullopt;
    const std::chrono::microseconds whole(limit);
    return std::chrono::duration_cast<std::chrono::milliseconds>(whole) / 3;
}

void ServiceNotice::ready() { ::sd_notify(0, "READY=1"); }

void ServiceNotice::stopping() { ::sd_notify(0, "STOPPING=1"); }

void ServiceNotice::status(const QString &text)
{
    if (text == m_told)
        return;
    m_told = text;
    const QByteArray line = "STATUS=" + text.toUtf8();
    ::sd_notify(0, line.constData());
}

void ServiceNotice::alive()
{
    const std::optional<std::chrono::milliseconds> every = aliveEvery();
    const qint64 now = m_milliseconds();
    if (!every || (m_lastAlive && now - *m_lastAlive < every->count() / 2))
        return;
    m_lastAlive = now;
    ::sd_notify(0, "WATCHDOG=1");
}

} // namespace Hall
