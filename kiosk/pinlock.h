#pragma once

#include <QByteArray>
#include <functional>

namespace Hall {

/// Slows down whoever guesses the technician's PIN: after three wrong ones a minute passes before
/// the next is looked at, then twice as long each time, up to an hour. Time comes as an argument,
/// in milliseconds.
class PinLock {
public:
    enum class Answer { Right, Wrong, Locked };

    /// `matches` says whether a PIN is the right one; it is not called while locked.
    explicit PinLock(std::function<bool(const QByteArray &)> matches);

    Answer offer(const QByteArray &pin, qint64 nowMs);

    /// How long offers are not looked at yet; 0: they are.
    qint64 lockedForMs(qint64 nowMs) const;

    int wrong() const { return m_wrong; }

    /// How many wrong ones are looked at before the next wait.
    int leftBeforeWait() const;

private:
    std::function<bool(const QByteArray &)> m_matches;
    int m_wrong = 0;
    qint64 m_lockedUntil = 0;
};

} // namespace Hall
