#include "updater.h"

#include "housekeeping.h"
#include "metadatarefresh.h"

namespace Hall {

namespace {

    constexpr qint64 timestampCap = 64 * 1024;
    constexpr qint64 fullQuestionEvery = 3600; // s
    constexpr qint64 staleAfter = 48 * 3600; // s

} // namespace

Updater::Updater(
    Transport &transport, const CacheTree &cache, UpdaterSettings settings, StatusBoard &board)
    : m_transport(transport)
    , m_cache(cache)
    , m_settings(std::move(settings))
    , m_board(board)
    , m_generations(cache)
    , m_overlay(cache, board, m_settings.overlay, m_settings.schema, m_settings.space)
{
}

Synced<Done> Updater::prepare()
{
    if (const Synced<Done> prepared = prepareCache(m_cache); !prepared)
        return prepared;
    m_state = loadState(m_cache);
    const Synced<CacheCondition> repaired = repairCache(m_cache, m_settings.schema);
    if (!repaired)
        return repaired.failure();
    const CacheCondition &condition = repaired.value();
    m_damaged = !condition.damaged.isEmpty();
    m_board.change([&](SyncStatus &status) {
        status.releaseShown = Generations::releaseOf(condition.shown);
        status.lastOk = m_state.lastOk;
        if (m_damaged)
            status.warnings.append(QStringLiteral("%1 has changed on the disk and is fetched again")
                                       .arg(condition.damaged));
    });
    return Done {};
}

Synced<UpdateResult> Updater::run(const ClockReading &clock)
{
    m_board.change([](SyncStatus &status) { status.phase = Phase::Checking; });
    Synced<UpdateResult> result = cycle(clock);
    if (!result)
        m_etag.clear();
    m_board.change([&](SyncStatus &status) {
        status.phase = Phase::Idle;
        status.etaSeconds = -1;
        if (result) {
            status.lastOk = clock.now;
            status.lastError.reset();
        } else {
            status.lastError = result.failure();
            status.lastErrorAt = clock.now;
        }
    });
    return result;
}

Synced<UpdateResult> Updater::cycle(const ClockReading &clock)
{
    const QDateTime floor = std::max(m_settings.builtAt, m_state.floor);
    const EffectiveTime time = effectiveTime(clock, floor);
    m_board.change([&time](SyncStatus &status) { status.clock = time.state; });

    const QByteArray etag = mayAskConditionally(time.at) ? m_etag : QByteArray();
    BufferTransfer timestamp({ ServedTree::metadata(Role::Timestamp, 0), timestampCap, etag });
    if (const Synced<Done> asked = m_transport.fetch({ &timestamp }, 1); !asked)
        return asked.failure();
    if (timestamp.notModified())
        return UpdateResult::NothingNew;

    const Synced<TrustedMetadata> trusted = refresh(timestamp.body(), time);
    if (!trusted)
        return trusted.failure();
    const Synced<UpdateResult> result = follow(trusted.value());
    if (result)
        m_state.lastOk = clock.now;
    // The signed time counts however the rest ended.
    if (const Synced<Done> saved = saveState(m_cache, m_state); !saved)
        return result ? saved.failure() : result.failure();
    if (!result)
        return result;
    m_etag = m_overlay.settled() ? timestamp.etag() : QByteArray();
    m_askedInFull = time.at;
    return result;
}

bool Updater::mayAskConditionally(const QDateTime &now) const
{
    // Two files of one length written within one second bear the same etag on common servers.
    return m_askedInFull.isValid() && m_askedInFull <= now
        && m_askedInFull.secsTo(now) < fullQuestionEvery && now < m_halfLife;
}

Synced<TrustedMetadata> Updater::refresh(const QByteArray &timestamp, const EffectiveTime &time)
{
    const TrustTime trustTime { time.at.addDays(-m_transport.graceDays()),
        time.state != ClockState::Unsynchronised };
    MetadataRefresh refresh(
        m_transport, MetadataPlaces::of(m_cache), m_settings.shippedRoot, trustTime);
    Synced<TrustedMetadata> trusted = refresh.run(timestamp);
    if (trusted)
        noteTime(trusted.value(), time);
    return trusted;
}

void Updater::noteTime(const TrustedMetadata &trusted, const EffectiveTime &time)
{
    const Timestamp &timestamp = trusted.timestamp().value();
    const QDateTime issued = timestamp.issued;
    const QDateTime from = issued.isValid() ? issued : time.at;
    m_halfLife = from.addSecs(from.secsTo(timestamp.expires) / 2);
    // Only signed data raises the floor; the clock never does.
    if (issued.isValid() && (!m_state.floor.isValid() || issued > m_state.floor))
        m_state.floor = issued;
    m_board.change([&](SyncStatus &status) {
        status.warnings.clear();
        for (const QString &role : trusted.expiredRoles())
            status.warnings.append(
                QStringLiteral("By the clock, which nothing keeps right, %1 has expired")
                    .arg(role));
        if (issued.isValid() && issued.secsTo(time.at) > staleAfter)
            status.warnings.append(QStringLiteral("The publisher has signed nothing new since %1")
                                       .arg(issued.toString(Qt::ISODate)));
    });
}

Synced<UpdateResult> Updater::follow(const TrustedMetadata &trusted)
{
    const QString name = ServedTree::manifestTarget(m_settings.channel);
    const QMap<QString, Target> &targets = trusted.targets()->targets;
    const auto target = targets.constFind(name);
    if (target == targets.cend())
        return SyncFailure { SyncError::BadMetadata, name,
            QStringLiteral("the publisher has no such channel") };
    const Result<ReleaseTarget> release = ReleaseTarget::fromJson(target->custom);
    if (!release)
        return SyncFailure { SyncError::BadMetadata, name, release.failure().why };
    if (const Synced<Done> allowed = checkRelease(release.value()); !allowed)
        return allowed.failure();
    m_board.change(
        [&release](SyncStatus &status) { status.releaseWanted = release.value().release; });
    const OverlayChoice overlay = m_overlay.choose(m_transport, trusted);
    const QString wanted = overlay.installed(target->sha256);
    if (isInstalled(wanted))
        return UpdateResult::NothingNew;

    ReleaseFetch fetch(m_transport, m_cache, m_board, m_settings.space);
    const Synced<Manifest> manifest = fetch.manifest(m_settings.channel, *target, release.value());
    if (!manifest)
        return manifest.failure();
    const Manifest composed = overlay.composed(manifest.value());
    if (m_damaged) {
        // The manifest that was kept may be what is damaged; this one is signed.
        const Synced<Done> aside = ObjectStore(m_cache).setDamagedAside(composed);
        if (!aside)
            return aside.failure();
    }
    if (const Synced<Done> fetched = fetch.objects(composed); !fetched)
        return fetched.failure();
    if (const Synced<Done> installed = install(composed, wanted); !installed)
        return installed.failure();
    return UpdateResult::Installed;
}

Synced<Done> Updater::checkRelease(const ReleaseTarget &release) const
{
    const qint64 shown = Generations::releaseOf(m_generations.current());
    const qint64 highest = std::max(shown, m_state.release);
    if (release.release < highest)
        return SyncFailure { SyncError::Rollback, m_settings.channel,
            QStringLiteral("release %1 is older than release %2 installed before")
                .arg(release.release)
                .arg(highest) };
    if (release.schema > m_settings.schema)
        return SyncFailure { SyncError::Schema, m_settings.channel,
            QStringLiteral("it has schema %1, this program reads up to %2")
                .arg(release.schema)
                .arg(m_settings.schema) };
    return Done {};
}

bool Updater::isInstalled(const QString &target) const
{
    return !m_damaged && m_state.target == target && !m_state.generation.isEmpty()
        && m_generations.current() == m_state.generation && m_generations.whole(m_state.generation);
}

Synced<Done> Updater::install(const Manifest &manifest, const QString &target)
{
    m_board.change([](SyncStatus &status) { status.phase = Phase::Installing; });
    const QString name = Generations::nameOf(manifest);
    if (const Synced<Done> built = m_generations.build(manifest); !built)
        return built;
    if (const Synced<Done> sound = m_generations.check(name, m_settings.schema); !sound) {
        const Synced<Done> aside = ObjectStore(m_cache).setDamagedAside(manifest);
        const Synced<Done> removed = m_generations.remove(name);
        return !aside ? aside : !removed ? removed : sound;
    }
    if (const Synced<Done> switched = m_generations.switchTo(name); !switched)
        return switched;
    m_damaged = false;
    m_state.release = std::max(m_state.release, manifest.release);
    m_state.target = target;
    m_state.generation = name;
    m_board.change([&](SyncStatus &status) { status.releaseShown = manifest.release; });
    return pruneCache(m_cache, {});
}

} // namespace Hall
