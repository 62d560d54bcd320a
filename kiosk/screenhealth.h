#pragma once

#include <QtGlobal>
#include <optional>

namespace Hall {

/// Whether the screens are well, by the pictures that really came out. Time comes as an argument,
/// in milliseconds of a clock that only runs forward; nothing here asks the machine.
class ScreenHealth {
public:
    /// Milliseconds.
    struct Limits {
        qint64 withoutFrame = 12'000; ///< then something is stuck; well below WatchdogSec=
        qint64 forContent = 30'000; ///< how long a first picture waits for content to show
    };

    /// What the machine is like at a moment.
    struct Surroundings {
        bool screen = true; ///< one is connected
        bool wantedOn = true; ///< nobody has switched it off by the clock or by hand
        bool content = false; ///< there is a release to show
    };

    ScreenHealth(const Limits &limits, qint64 nowMs);

    void frameShown(qint64 nowMs);

    /// What has changed around the screen; where a picture may be expected again, its time begins
    /// anew.
    void look(const Surroundings &around, qint64 nowMs);

    /// Pictures cannot come: there is no screen, or it is off on purpose.
    bool excused() const { return !m_around.screen || !m_around.wantedOn; }

    /// The service has done its start: content stood on the screen, or would if the screen were on.
    /// Without content a picture is enough, after a while. Once true it stays so.
    bool ready(qint64 nowMs);

    /// The watchdog may be fed.
    bool alive(qint64 nowMs) const;

    std::optional<qint64> lastFrame() const { return m_lastFrame; }

private:
    Limits m_limits;
    Surroundings m_around;
    qint64 m_begun; ///< since when pictures may be expected
    qint64 m_started;
    std::optional<qint64> m_lastFrame;
    bool m_contentShown = false;
    bool m_ready = false;
};

} // namespace Hall
