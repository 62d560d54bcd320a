#pragma once

#include "pace.h"
#include "updater.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

namespace Hall {

/// Runs update cycles for as long as the program lives. While one waits for its bytes, the server
/// is asked on for something newer, so that a withdrawal need not wait for a large file.
class Poller : public QObject {
    Q_OBJECT

public:
    /// What the poller drives. `interrupt` breaks off the transport that the updater waits for;
    /// `aside` is a transport of its own for the question beside a cycle.
    struct Parts {
        Updater &updater;
        Transport &aside;
        std::function<void()> interrupt;
        Clock clock;
    };

    Poller(Parts parts, std::chrono::milliseconds poll);

    void start(std::chrono::milliseconds pause);
    void stop();

    /// The next cycle begins at once and tries everything again.
    void runNow();
    /// The same with another tree than the server's; false while a cycle is under way.
    bool runWith(Transport &other);

    bool running() const { return m_running; }

    /// Whether a cycle is under way or planned; otherwise something is wrong with this program.
    bool alive() const { return m_running || m_timer.isActive(); }

signals:
    /// Nothing is under way any more after stop().
    void stopped();
    /// A cycle came to its end.
    void ended(const Synced<UpdateResult> &result);

private:
    void runCycle();
    void finish(const Synced<UpdateResult> &result);
    void askAside();
    Outcome outcomeOf(const Synced<UpdateResult> &result) const;

    Pace::Milliseconds now() const { return Pace::Milliseconds(m_steady.elapsed()); }

    Parts m_parts;
    Pace m_pace;
    QElapsedTimer m_steady;
    QTimer m_timer;
    QTimer m_asideTimer;
    Transport *m_other = nullptr; ///< for the next cycle only
    bool m_triesAgain = false;
    bool m_running = false;
    bool m_stopping = false;
};

} // namespace Hall
