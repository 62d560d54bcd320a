#pragma once

#include "generations.h"
#include "overlay.h"
#include "releasefetch.h"
#include "syncstate.h"
#include "trust/trustedmetadata.h"

namespace Hall {

/// What an update goes by.
struct UpdaterSettings {
    QByteArray shippedRoot; ///< the root file this machine was given
    QString channel = QStringLiteral("stable");
    QString overlay; ///< the county whose overlay is laid over the release; empty: none
    qint64 schema = 1; ///< the highest database schema the screen reads
    QDateTime builtAt; ///< of the program: the clock's lower bound before anything signed was seen
    ReleaseFetch::SpaceReader space = readDiskSpace;
};

/// What an update found.
enum class UpdateResult { NothingNew, Installed };

/// One cycle from the question "anything new?" to the switch of `current`. Keeps between cycles
/// only what saves a request. A cycle that fails leaves what is shown as it was.
class Updater {
public:
    Updater(
        Transport &transport, const CacheTree &cache, UpdaterSettings settings, StatusBoard &board);

    /// What has to be right before the first cycle: directories, leftovers, `current`.
    Synced<Done> prepare();

    /// One cycle, judged by the time at its start.
    Synced<UpdateResult> run(const ClockReading &clock);

private:
    Synced<UpdateResult> cycle(const ClockReading &clock);
    bool mayAskConditionally(const QDateTime &now) const;
    Synced<TrustedMetadata> refresh(const QByteArray &timestamp, const EffectiveTime &time);
    void noteTime(const TrustedMetadata &trusted, const EffectiveTime &time);
    Synced<UpdateResult> follow(const TrustedMetadata &trusted);
    Synced<Done> checkRelease(const ReleaseTarget &release) const;
    Synced<Done> install(const Manifest &manifest, const QString &target);
    bool isInstalled(const QString &target) const;

    Transport &m_transport;
    CacheTree m_cache;
    UpdaterSettings m_settings;
    StatusBoard &m_board;
    Generations m_generations;
    Overlay m_overlay;
    SyncState m_state;
    bool m_damaged = false; ///< `current` has changed on the disk and has to be built anew
    QByteArray m_etag; ///< of the timestamp of the last cycle that went well
    QDateTime m_askedInFull;
    QDateTime m_halfLife; ///< when half of the timestamp's validity is over
};

} // namespace Hall
