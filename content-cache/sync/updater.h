#pragma once

#include "installer.h"
#include "largehours.h"
#include "overlay.h"
#include "policy.h"
#include "releasefetch.h"
#include "trust/trustedmetadata.h"

#include <QDeadlineTimer>

namespace Hall {

/// What an update goes by.
struct UpdaterSettings {
    QByteArray shippedRoot; ///< the root file this machine was given
    QString channel = QStringLiteral("stable");
    QString overlay; ///< the county whose overlay is laid over the release; empty: none
    Machine machine;
    QDateTime builtAt; ///< of the program: the clock's lower bound before anything signed was seen
    QString factory; ///< the factory content the screen falls back to; may be empty
    SpaceReader space = readDiskSpace;
    std::optional<LargeHours> largeHours; ///< not set: large files at any time
    /// ms of a clock that nobody sets: how far a long cycle has come
    std::function<qint64()> steady = [] { return QDeadlineTimer::current().deadline(); };
};

/// What an update found.
enum class UpdateResult {
    NothingNew,
    Installed,
    OnHold, ///< there is a release, but not for this machine now: see SyncStatus::waiting
    SameFailure, ///< the server still says what the last cycle failed on
    GaveWay, ///< broken off by makeWay()
};

/// Whether a cycle tries again what failed before, although the server says nothing new.
enum class Retry { Now, OnlyIfNews };

/// One cycle from the question "anything new?" to the switch of `current`. Keeps between cycles
/// only what saves a request. A cycle that fails leaves what is shown as it was.
class Updater {
public:
    Updater(
        Transport &transport, const CacheTree &cache, UpdaterSettings settings, StatusBoard &board);

    /// What has to be right before the first cycle.
    Synced<Done> prepare() { return m_installer.prepare(); }

    /// One cycle, judged by the time at its start.
    Synced<UpdateResult> run(const ClockReading &clock, Retry retry = Retry::Now);
    /// One cycle with another tree, a stick for instance; the server's is asked in full afterwards.
    Synced<UpdateResult> runFrom(Transport &other, const ClockReading &clock);

    /// Whether the server answered the last cycle's first question: if so, a failure is not one of
    /// the line, and it may be asked again soon.
    bool serverAnswered() const { return m_answered; }

    /// Whether the server has another timestamp by now than the one a cycle is at work on; asked
    /// while that cycle waits for its bytes, by a transport of its own.
    bool hasNews(Transport &aside) const;

    /// The cycle under way will be cancelled to begin anew; that is no failure.
    void makeWay() { m_makingWay = true; }

    /// Holds this machine at a release on its disk, 0: the one shown; wins over everything, also
    /// over the cycle under way.
    Followed pin(qint64 release);
    Followed unpin();

    /// Objects (digests) and generations that were found damaged between two cycles.
    Synced<Done> noteDamage(const QSet<QString> &objects, const QStringList &generations);

private:
    // The answer the last cycle ended with.
    struct Answer {
        QByteArray etag;
        QString digest;
        bool failed = false;
    };

    Synced<UpdateResult> cycle(const ClockReading &clock, Retry retry);
    Synced<UpdateResult> workOn(const QByteArray &timestamp, const ClockReading &clock);
    bool mayAskConditionally(const QDateTime &now, Retry retry) const;
    EffectiveTime timeNow(const ClockReading &clock) const;
    Synced<TrustedMetadata> refresh(const QByteArray &timestamp, const EffectiveTime &time);
    void noteTime(const TrustedMetadata &trusted, const EffectiveTime &time);
    void noteRoot(qint64 version);
    Synced<UpdateResult> follow(const TrustedMetadata &trusted, const QDateTime &now);
    Synced<Done> giveUpLostPin();
    Synced<UpdateResult> followWith(const OverlayChoice &overlay, const Target &target,
        const ReleaseTarget &release, const QDateTime &now);
    /// Lays another overlay over the shown release. Objects of `coming`, a release half fetched,
    /// stay.
    Synced<Done> layOver(const OverlayChoice &overlay, const Manifest &coming = {});
    Synced<UpdateResult> bring(const Target &target, const ReleaseTarget &release,
        const OverlayChoice &overlay, const QDateTime &now);
    /// `start`, the time this cycle began at, and what has passed since.
    QDateTime laterThan(const QDateTime &start) const;
    UpdateResult waitForHours(const ReleaseTarget &release, const QDateTime &until);
    Synced<UpdateResult> hold(Hold why, const ReleaseTarget &release);
    Synced<Done> mendAll();
    Synced<Done> mend(const QString &generation);
    void noteFailure(const SyncFailure &failure, const QDateTime &at);

    Transport *m_transport;
    CacheTree m_cache;
    UpdaterSettings m_settings;
    StatusBoard &m_board;
    Installer m_installer;
    Overlay m_overlay;
    bool m_answered = false;
    bool m_makingWay = false;
    qint64 m_startedAt = 0; ///< ms, by UpdaterSettings::steady
    Answer m_last;
    Answer m_underWork;
    QDateTime m_askedInFull;
    QDateTime m_halfLife; ///< when half of the timestamp's validity is over
    QString m_corrupt; ///< what was not the signed file the last time
    int m_corruptTimes = 0;
};

} // namespace Hall
