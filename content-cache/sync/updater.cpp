#include "updater.h"

#include "errortext.h"
#include "metadatarefresh.h"
#include "trust/digest.h"
#include "waiting.h"

namespace Hall {

namespace {

    constexpr qint64 timestampCap = 64 * 1024;
    constexpr qint64 fullQuestionEvery = 3600; // s
    constexpr qint64 staleAfter = 48 * 3600; // s
    constexpr int corruptBeforeAlarm = 3;

    Request timestampRequest(const QByteArray &etag)
    {
        return { ServedTree::metadata(Role::Timestamp, 0), timestampCap, etag };
    }

} // namespace

Updater::Updater(
    Transport &transport, const CacheTree &cache, UpdaterSettings settings, StatusBoard &board)
    : m_transport(&transport)
    , m_cache(cache)
    , m_settings(std::move(settings))
    , m_board(board)
    , m_installer(cache, board, m_settings.machine.schema, m_settings.factory)
    , m_overlay(cache, board, m_settings.overlay, m_settings.machine.schema, m_settings.space)
{
}

Synced<UpdateResult> Updater::run(const ClockReading &clock, Retry retry)
{
    m_makingWay = false;
    m_startedAt = m_settings.steady();
    m_transport->beginAnew();
    m_board.change([](SyncStatus &status) { status.phase = Phase::Checking; });
    Synced<UpdateResult> result = cycle(clock, retry);
    const bool gaveWay = m_makingWay && !result && result.failure().error == SyncError::Cancelled;
    if (gaveWay) {
        m_last = {};
        result = UpdateResult::GaveWay;
    }
    m_board.change([&](SyncStatus &status) {
        status.phase = Phase::Idle;
        status.etaSeconds = -1;
    });
    if (!result)
        noteFailure(result.failure(), clock.now);
    else if (result.value() != UpdateResult::SameFailure && !gaveWay)
        m_board.change([&clock](SyncStatus &status) {
            status.lastOk = clock.now;
            status.lastError.reset();
        });
    return result;
}

Synced<UpdateResult> Updater::runFrom(Transport &other, const ClockReading &clock)
{
    Transport *const usual = std::exchange(m_transport, &other);
    m_last = {};
    Synced<UpdateResult> result = run(clock);
    m_transport = usual;
    m_last = {};
    return result;
}

void Updater::noteFailure(const SyncFailure &failure, const QDateTime &at)
{
    m_board.change([&](SyncStatus &status) {
        status.lastError = failure;
        status.lastErrorAt = at;
        ++status.errors[errorWord(failure.error)];
    });
    if (isSecurityEvent(failure.error))
        m_board.raise({ errorWord(failure.error), sentence(failure) });
    if (failure.error != SyncError::CorruptObject)
        return;
    m_corruptTimes = m_corrupt == failure.where ? m_corruptTimes + 1 : 1;
    m_corrupt = failure.where;
    if (m_corruptTimes == corruptBeforeAlarm)
        m_board.raise({ errorWord(failure.error), sentence(failure) });
}

EffectiveTime Updater::timeNow(const ClockReading &clock) const
{
    return effectiveTime(clock, std::max(m_settings.builtAt, m_installer.state().floor));
}

Synced<UpdateResult> Updater::cycle(const ClockReading &clock, Retry retry)
{
    const EffectiveTime time = timeNow(clock);
    m_board.change([&time](SyncStatus &status) { status.clock = time.state; });
    m_answered = false;
    // An overlay that did not come is asked for again, though nothing new is signed.
    if (m_overlay.asksAgain())
        m_last.etag.clear();
    const bool conditionally = mayAskConditionally(time.at, retry);
    BufferTransfer timestamp(timestampRequest(conditionally ? m_last.etag : QByteArray()));
    if (const Synced<Done> asked = m_transport->fetch({ &timestamp }, 1); !asked)
        return asked.failure();
    m_answered = true;
    const QString digest = timestamp.notModified() ? m_last.digest : sha256Hex(timestamp.body());
    if (m_last.failed && retry == Retry::OnlyIfNews && digest == m_last.digest)
        return UpdateResult::SameFailure;
    if (timestamp.notModified())
        return m_board.status().waiting ? UpdateResult::OnHold : UpdateResult::NothingNew;

    m_underWork = { timestamp.etag(), digest, true };
    m_askedInFull = time.at;
    Synced<UpdateResult> result = workOn(timestamp.body(), clock);
    m_last = m_underWork;
    m_last.failed = !result;
    return result;
}

Synced<UpdateResult> Updater::workOn(const QByteArray &timestamp, const ClockReading &clock)
{
    const EffectiveTime time = timeNow(clock);
    const Synced<TrustedMetadata> trusted = refresh(timestamp, time);
    if (!trusted)
        return trusted.failure();
    const Synced<UpdateResult> result = follow(trusted.value(), time.at);
    if (result) {
        m_installer.state().lastOk = clock.now;
        m_corruptTimes = 0;
    }
    // The signed time counts however the rest ended.
    if (const Synced<Done> saved = m_installer.save(); !saved)
        return result ? saved.failure() : result.failure();
    return result;
}

bool Updater::mayAskConditionally(const QDateTime &now, Retry retry) const
{
    const bool triesAgain = m_last.failed && retry == Retry::Now;
    if (triesAgain || (!m_last.failed && !m_installer.damaged().isEmpty()))
        return false;
    const std::optional<Waiting> &waiting = m_board.status().waiting;
    if (waiting && waiting->until.isValid() && waiting->until <= now)
        return false;
    // Two files of one length written within one second bear the same etag on common servers.
    return m_askedInFull.isValid() && m_askedInFull <= now
        && m_askedInFull.secsTo(now) < fullQuestionEvery && (m_last.failed || now < m_halfLife);
}

bool Updater::hasNews(Transport &aside) const
{
    BufferTransfer timestamp(timestampRequest(m_underWork.etag));
    aside.beginAnew();
    return aside.fetch({ &timestamp }, 1) && !timestamp.notModified()
        && sha256Hex(timestamp.body()) != m_underWork.digest;
}

Synced<TrustedMetadata> Updater::refresh(const QByteArray &timestamp, const EffectiveTime &time)
{
    const TrustTime trustTime { time.at.addDays(-m_transport->graceDays()),
        time.state != ClockState::Unsynchronised };
    MetadataRefresh refresh(
        *m_transport, MetadataPlaces::of(m_cache), m_settings.shippedRoot, trustTime);
    Synced<TrustedMetadata> trusted = refresh.run(timestamp);
    if (trusted)
        noteTime(trusted.value(), time);
    return trusted;
}

void Updater::noteTime(const TrustedMetadata &trusted, const EffectiveTime &time)
{
    noteRoot(trusted.root().version);
    const Timestamp &timestamp = trusted.timestamp().value();
    const QDateTime issued = timestamp.issued;
    const QDateTime from = issued.isValid() ? issued : time.at;
    m_halfLife = from.addSecs(from.secsTo(timestamp.expires) / 2);
    // Only signed data raises the floor; the clock never does.
    QDateTime &floor = m_installer.state().floor;
    if (issued.isValid() && (!floor.isValid() || issued > floor))
        floor = issued;
    m_board.change([&](SyncStatus &status) {
        status.issued = issued;
        status.warnings.clear();
        status.warningsInChinese.clear();
    });
    for (const QString &role : trusted.expiredRoles())
        m_board.warn(
            QStringLiteral("By the clock, which nothing keeps right, %1 has expired").arg(role),
            QStringLiteral("按本机时钟 %1 已过期，但时钟没有校准，仅作提醒").arg(role));
    if (issued.isValid() && issued.secsTo(time.at) > staleAfter)
        m_board.warn(QStringLiteral("The publisher has signed nothing new since %1")
                         .arg(issued.toString(Qt::ISODate)),
            QStringLiteral("发布方自 %1 起没有再签名，请联系发布人员")
                .arg(issued.toLocalTime().toString(QStringLiteral("yyyy-MM-dd HH:mm"))));
}

void Updater::noteRoot(qint64 version)
{
    const qint64 before = std::exchange(m_installer.state().root, version);
    if (before > 0 && before != version)
        m_board.raise({ QStringLiteral("root-changed"),
            QStringLiteral("The publisher's root keys changed from version %1 to %2")
                .arg(before)
                .arg(version) });
}

Synced<UpdateResult> Updater::follow(const TrustedMetadata &trusted, const QDateTime &now)
{
    const QString name = ServedTree::manifestTarget(m_settings.channel);
    const QMap<QString, Target> &targets = trusted.targets()->targets;
    const auto target = targets.constFind(name);
    if (target == targets.cend())
        return SyncFailure { SyncError::BadMetadata, name,
            QStringLiteral("the publisher has no such channel") };
    const Result<ReleaseTarget> parsed = ReleaseTarget::fromJson(target->custom);
    if (!parsed)
        return SyncFailure { SyncError::BadMetadata, name, parsed.failure().why };
    const ReleaseTarget &release = parsed.value();
    if (const Synced<Done> newer
        = checkNotOlder(release, m_installer.highestRelease(), m_settings.channel);
        !newer)
        return newer.failure();
    m_board.change([&release](SyncStatus &status) {
        status.releaseWanted = release.release;
        status.waiting.reset();
    });
    if (const Synced<Done> kept = giveUpLostPin(); !kept)
        return kept.failure();
    if (m_installer.pinned())
        return hold(Hold::Pinned, release);
    const OverlayChoice overlay = m_overlay.choose(*m_transport, trusted);
    Synced<UpdateResult> followed = followWith(overlay, *target, release, now);
    const Result<Manifest> shown = m_installer.manifestOf(m_installer.state().generation);
    if (followed && shown)
        m_overlay.noteShown(shown.value(), overlay);
    return followed;
}

Synced<Done> Updater::giveUpLostPin()
{
    if (!m_installer.pinned() || m_installer.canKeepPin())
        return Done {};
    // Nobody knows any more what belongs to it. Showing what the bureau publishes is better than
    // showing nothing for the sake of a pin.
    m_installer.giveUp(m_installer.state().pin);
    m_board.raise({ QStringLiteral("pin-lost"),
        QStringLiteral(
            "The release this machine is held at is damaged beyond mending; it is held no "
            "longer") });
    const Followed unpinned = m_installer.unpin();
    return unpinned ? Synced<Done>(Done {})
                    : SyncFailure { SyncError::Io, m_cache.state(), unpinned.failure().english };
}

Synced<UpdateResult> Updater::followWith(const OverlayChoice &overlay, const Target &target,
    const ReleaseTarget &release, const QDateTime &now)
{
    // Orders arrive while bytes are waited for.
    if (m_installer.pinned())
        return hold(Hold::Pinned, release);
    if (m_overlay.cancelled())
        return SyncFailure { SyncError::Cancelled, m_settings.channel,
            QStringLiteral("it was asked to stop") };
    if (m_installer.isInstalled(overlay.installed(target.sha256))) {
        const Synced<Done> mended = mendAll();
        return mended ? Synced<UpdateResult>(UpdateResult::NothingNew) : mended.failure();
    }
    if (const Synced<Done> fits = checkProgram(release, m_settings.machine, m_settings.channel);
        !fits) {
        const Synced<Done> laid = layOver(overlay);
        return laid ? fits.failure() : laid.failure();
    }
    const bool nothing = m_installer.nothingShown();
    const bool onlyOverlay = OverlayChoice::cityTarget(m_installer.state().target) == target.sha256;
    const std::optional<Hold> why = holdOf(release, m_settings.machine, now, nothing);
    const bool takesDown
        = why == Hold::Rollout && takesDownMore(release, m_installer.state().withdrawn);
    if (!why || onlyOverlay || takesDown)
        return bring(target, release, overlay, now);
    const Synced<Done> laid = layOver(overlay);
    return laid ? hold(*why, release) : laid.failure();
}

Synced<Done> Updater::layOver(const OverlayChoice &overlay, const Manifest &coming)
{
    const SyncState &state = m_installer.state();
    const QString wanted = overlay.installed(OverlayChoice::cityTarget(state.target));
    // What is damaged is mended first, as it was.
    const bool sameOverlay = state.target == wanted;
    // After a power cut between a switch and its note, nobody knows what target is shown.
    const bool known = m_board.status().generation == state.generation;
    if (state.target.isEmpty() || sameOverlay || !known || !m_installer.damaged().isEmpty())
        return Done {};
    const Result<Manifest> shown = m_installer.manifestOf(state.generation);
    if (!shown)
        return Done {};
    QSet<QString> stays;
    for (const ManifestFile &file : coming.files)
        stays.insert(file.sha256);
    return m_installer.install(
        overlay.composed(OverlayChoice::cityAlone(shown.value())), wanted, stays);
}

Synced<UpdateResult> Updater::bring(const Target &target, const ReleaseTarget &release,
    const OverlayChoice &overlay, const QDateTime &now)
{
    ReleaseFetch fetch(*m_transport, m_cache, m_board, m_settings.space);
    // A clock that stands still at the last signed time would never come to its hours.
    const bool keepsHours = m_settings.largeHours && m_transport->sharesTheLine()
        && m_board.status().clock != ClockState::BehindFloor;
    // An urgent notice and a new film in one release: the notice decides.
    if (keepsHours && !release.urgent)
        fetch.largeOnlyWhile([this, now] { return m_settings.largeHours->at(laterThan(now)); });
    const Synced<Manifest> manifest = fetch.manifest(m_settings.channel, target, release);
    if (!manifest)
        return manifest.failure();
    const Manifest composed = overlay.composed(manifest.value());
    if (!m_installer.damaged().isEmpty()) {
        // The manifest that was kept may be what is damaged; this one is signed.
        const Synced<Done> aside = m_installer.setDamagedAside(composed);
        if (!aside)
            return aside.failure();
    }
    if (const Synced<Done> fetched = fetch.objects(composed); !fetched) {
        if (fetched.failure().error == SyncError::Later) {
            const Synced<Done> laid = layOver(overlay, composed);
            return laid ? waitForHours(release, m_settings.largeHours->next(laterThan(now)))
                        : Synced<UpdateResult>(laid.failure());
        }
        const bool stopped = fetched.failure().error == SyncError::Cancelled;
        return stopped && m_installer.pinned() ? hold(Hold::Pinned, release) : fetched.failure();
    }
    if (m_installer.pinned())
        return hold(Hold::Pinned, release);
    const Synced<Done> installed = m_installer.install(composed, overlay.installed(target.sha256));
    if (!installed)
        return installed.failure();
    m_installer.state().withdrawn = release.withdrawn;
    const Synced<Done> mended = mendAll();
    return mended ? Synced<UpdateResult>(UpdateResult::Installed) : mended.failure();
}

QDateTime Updater::laterThan(const QDateTime &start) const
{
    return start.addMSecs(m_settings.steady() - m_startedAt);
}

UpdateResult Updater::waitForHours(const ReleaseTarget &release, const QDateTime &until)
{
    m_board.change([&](SyncStatus &status) { status.waiting = waitingForHours(release, until); });
    return UpdateResult::OnHold;
}

Synced<UpdateResult> Updater::hold(Hold why, const ReleaseTarget &release)
{
    const bool upToDate = m_board.status().releaseShown == release.release;
    if (!upToDate)
        m_board.change([&](SyncStatus &status) { status.waiting = waitingFor(why, release); });
    if (const Synced<Done> mended = mendAll(); !mended)
        return mended.failure();
    return upToDate ? UpdateResult::NothingNew : UpdateResult::OnHold;
}

Synced<Done> Updater::mendAll()
{
    const QStringList damaged = m_installer.damaged();
    for (const QString &generation : damaged) {
        const bool shown = generation == m_board.status().generation || m_installer.nothingShown();
        const Synced<Done> mended = mend(generation);
        if (!mended && (shown || mended.failure().error == SyncError::Cancelled))
            return mended;
        // An older release may be gone from the server; the shown one is whole without it.
        if (!mended)
            m_installer.giveUp(generation);
    }
    return Done {};
}

Synced<Done> Updater::mend(const QString &generation)
{
    const Result<Manifest> manifest = m_installer.manifestOf(generation);
    if (!manifest)
        return SyncFailure { SyncError::CorruptObject, manifest.failure().where,
            manifest.failure().why };
    if (const Synced<Done> aside = m_installer.setDamagedAside(manifest.value()); !aside)
        return aside;
    ReleaseFetch fetch(*m_transport, m_cache, m_board, m_settings.space);
    if (const Synced<Done> fetched = fetch.objects(manifest.value()); !fetched)
        return fetched;
    return m_installer.mend(manifest.value());
}

Followed Updater::pin(qint64 release)
{
    Followed pinned = m_installer.pin(release);
    if (pinned)
        m_last = {};
    return pinned;
}

Followed Updater::unpin()
{
    Followed unpinned = m_installer.unpin();
    if (unpinned)
        m_last = {};
    return unpinned;
}

Synced<Done> Updater::noteDamage(const QSet<QString> &objects, const QStringList &generations)
{
    for (const QString &generation : generations)
        m_installer.noteDamage(generation);
    return m_installer.noteDamage(objects);
}

} // namespace Hall
