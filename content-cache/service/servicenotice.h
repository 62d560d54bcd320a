#pragma once

#include <QString>
#include <chrono>
#include <functional>
#include <optional>

namespace Hall {

/// Tells systemd how this service is (sd_notify(3)); without NOTIFY_SOCKET all of it does nothing.
class ServiceNotice {
public:
    /// `milliseconds` counts steadily.
    explicit ServiceNotice(std::function<qint64()> milliseconds);

    /// How often alive() has to be said: a third of WatchdogSec=; nothing without a watchdog.
    std::optional<std::chrono::milliseconds> aliveEvery() const;

    static void ready();
    static void stopping();
    /// One line for `systemctl status`.
    void status(const QString &text);
    /// Feeds the watchdog, at most as often as it has to be.
    void alive();

private:
    std::function<qint64()> m_milliseconds;
    std::optional<qint64> m_lastAlive;
    QString m_told;
};

} // namespace Hall
