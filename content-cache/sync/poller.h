#pragma once

#include "updater.h"

#include <QObject>
#include <QTimer>
#include <chrono>

namespace Hall {

/// How long to wait after a cycle: `poll` ± 20 % after one that went well, else 1, 2, 5, 15, 60 min
/// ± 50 % by the number of failures in a row. `chance` is a random number from 0 to 1 and keeps the
/// kiosks of a hall apart.
std::chrono::milliseconds pauseAfter(int failures, std::chrono::milliseconds poll, double chance);

/// How long to wait before the first cycle: up to half a minute while the machine has just been
/// switched on, for then all others have been as well.
std::chrono::milliseconds firstPause(std::chrono::milliseconds uptime, double chance);

/// Runs update cycles for as long as the program lives.
class Poller : public QObject {
    Q_OBJECT

public:
    Poller(Updater &updater, Clock clock, std::chrono::milliseconds poll);

    void start(std::chrono::milliseconds pause);
    void stop();

signals:
    /// Nothing is under way any more after stop().
    void stopped();

private:
    void runCycle();

    Updater &m_updater;
    Clock m_clock;
    std::chrono::milliseconds m_poll;
    QTimer m_timer;
    int m_failures = 0;
    bool m_running = false;
    bool m_stopping = false;
};

} // namespace Hall
