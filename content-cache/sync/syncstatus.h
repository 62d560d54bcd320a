#pragma once

#include "clock.h"
#include "outboxfigures.h"
#include "policy.h"
#include "syncerror.h"

#include <QDateTime>
#include <QJsonObject>
#include <QMap>
#include <QStringList>
#include <functional>
#include <optional>

namespace Hall {

/// What sync is at.
enum class Phase { Idle, Checking, Fetching, Installing };

/// `idle`, `checking`, `fetching` or `installing`.
QString phaseWord(Phase phase);

/// Something that may be tampering, or the exchange of the publisher's root keys.
struct SecurityEvent {
    QString word; ///< `bad-signature`, `threshold`, `rollback`, `corrupt-object` or `root-changed`
    QString sentence;
};

/// Why a release that is known is not shown yet.
struct Waiting {
    QString word; ///< `pinned`, `rollout`, `not-before` …
    QString chinese; ///< a sentence
    QString english;
    QDateTime until; ///< invalid: not known
};

/// What stays the same for as long as the program runs.
struct KioskInfo {
    QString id;
    QString channel;
    QString version; ///< of this program
};

/// Everything there is to tell about the work, for status.json, the terminal and the metrics.
struct SyncStatus {
    KioskInfo kiosk;
    Phase phase = Phase::Idle;
    qint64 releaseShown = 0; ///< 0: none yet
    QString generation; ///< the generation shown; empty: none
    QDateTime installedAt; ///< when it was put together on this machine
    bool factoryShown = false; ///< nothing of the cache can be shown, but the factory content can
    qint64 releaseWanted = 0;
    QString pin; ///< the generation this machine is held at; empty: none
    std::optional<Waiting> waiting;
    qint64 bytesDone = 0;
    qint64 bytesTotal = 0; ///< on the wire
    qint64 bytesResumed = 0; ///< of bytesDone, those that an earlier attempt had brought
    double rate = 0; ///< bytes per second
    qint64 etaSeconds = -1; ///< -1: not known
    std::optional<SyncFailure> lastError;
    QDateTime lastErrorAt;
    QDateTime lastOk;
    QDateTime issued; ///< when the publisher last signed
    ClockState clock = ClockState::Synchronised;
    QStringList warnings; ///< sentences
    QMap<QString, QString> warningsInChinese; ///< of those that have been put into Chinese
    QDateTime scrubbedAt; ///< when the last reading of the whole cache ended
    OutboxFigures outbox;

    qint64 bytesFetched = 0; ///< of objects, since the program started
    qint64 bytesKept = 0; ///< not sent again thanks to earlier attempts, since the program started
    QMap<QString, qint64> errors; ///< failed cycles by error word, since the program started
    QMap<QString, qint64> securityEvents; ///< by word, since the program started
    SecurityEvent lastSecurityEvent;

    /// As status.json and the control socket have it, told at `now`.
    QJsonObject toObject(const QDateTime &now) const;
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
    /// So many bytes of what was announced are here from an earlier attempt.
    void resumed(qint64 bytes);
    /// Adds a warning in both languages.
    void warn(const QString &english, const QString &chinese);
    /// Counts and tells what somebody has to look at.
    void raise(const SecurityEvent &event);

private:
    void tell(bool milestone) const;
    void reckonTimeLeft();

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
