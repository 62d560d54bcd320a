#pragma once

#include "clock.h"
#include "outboxfigures.h"
#include "syncerror.h"

#include <QDateTime>
#include <QStringList>
#include <functional>
#include <optional>

namespace Hall {

/// What sync is at.
enum class Phase { Idle, Checking, Fetching, Installing };

/// `idle`, `checking`, `fetching` or `installing`.
QString phaseWord(Phase phase);

/// Everything there is to tell about the work, for status.json and the terminal.
struct SyncStatus {
    Phase phase = Phase::Idle;
    qint64 releaseShown = 0; ///< 0: none yet
    qint64 releaseWanted = 0;
    qint64 bytesDone = 0;
    qint64 bytesTotal = 0; ///< on the wire
    double rate = 0; ///< bytes per second
    qint64 etaSeconds = -1; ///< -1: not known
    std::optional<SyncFailure> lastError;
    QDateTime lastErrorAt;
    QDateTime lastOk;
    ClockState clock = ClockState::Synchronised;
    QStringList warnings; ///< sentences
    OutboxFigures outbox;

    QByteArray toJson(const QDateTime &now) const;
};

/// Keeps the status and tells listeners of every change.
class StatusBoard {
public:
    /// `milestone` is false for mere progress of bytes, which a listener may pass over.
    using Listener = std::function<void(const SyncStatus &status, bool milestone)>;

    /// `milliseconds` counts steadily; it only serves the rate.
    explicit StatusBoard(std::function<qint64()> milliseconds);

    void listen(Listener listener) { m_listeners.push_back(std::move(listener)); }

    const SyncStatus &status() const { return m_status; }

    /// Changes the status and tells it.
    void change(const std::function<void(SyncStatus &)> &edit);
    /// Begins to fetch so many bytes.
    void startFetching(qint64 bytesTotal);
    /// So many bytes more have to come than were announced, for this reason.
    void expectMore(qint64 bytes, const QString &warning);
    /// So many bytes more have arrived.
    void received(qint64 bytes);

private:
    void tell(bool milestone) const;

    SyncStatus m_status;
    std::function<qint64()> m_milliseconds;
    std::vector<Listener> m_listeners;
    qint64 m_windowStart = 0;
    qint64 m_windowBytes = 0;
};

/// Writes status.json by rename, for mere progress at most twice a second.
class StatusFile {
public:
    /// `now` is the time written into the file.
    StatusFile(QString path, std::function<QDateTime()> now, std::function<qint64()> milliseconds);

    void update(const SyncStatus &status, bool milestone);

private:
    QString m_path;
    std::function<QDateTime()> m_now;
    std::function<qint64()> m_milliseconds;
    std::optional<qint64> m_lastWrite;
};

} // namespace Hall
