#pragma once

#include <QElapsedTimer>
#include <QString>

namespace Hall {

/// Tells the person at the terminal what a long step is doing: a bar with amount, rate and time
/// left on a terminal, plain lines elsewhere (a log, a pipe). Writes to standard error.
class Progress {
public:
    Progress();

    /// Starts a step of `total` pieces (0: unknown), `unit` is the word behind the numbers.
    void begin(const QString &what, qint64 total = 0, const QString &unit = {});

    /// Counts finished pieces.
    void advance(qint64 pieces = 1);

    /// Ends the step with one line that stays.
    void end();

    /// Leaves the step unfinished: a message follows.
    void interrupt();

private:
    void draw();

    bool m_terminal = false;
    QString m_what;
    QString m_unit;
    qint64 m_done = 0;
    qint64 m_total = 0;
    QElapsedTimer m_timer;
    qint64 m_lastDrawn = -1000;
};

} // namespace Hall
