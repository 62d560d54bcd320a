#include "metadatarefresh.h"

#include "durablefile.h"

#include <algorithm>

namespace Hall {

namespace {

    constexpr qint64 rootCap = 512 * 1024;
    constexpr qint64 timestampCap = 64 * 1024;
    constexpr qint64 snapshotCap = 2 * 1024 * 1024;
    constexpr qint64 targetsCap = 8 * 1024 * 1024;
    constexpr int mostRootsAtOnce = 256; // TUF 1.0 §5.3.3 asks for a limit

    bool isAbsent(const SyncFailure &failure)
    {
        // Some web servers say 403 where there is no file.
        return failure.error == SyncError::Http
            && (failure.httpStatus == 404 || failure.httpStatus == 403);
    }

} // namespace

MetadataRefresh::MetadataRefresh(
    Transport &transport, MetadataPlaces places, QByteArray shippedRoot, const TrustTime &time)
    : m_transport(transport)
    , m_places(std::move(places))
    , m_shippedRoot(std::move(shippedRoot))
    , m_time(time)
{
}

Synced<TrustedMetadata> MetadataRefresh::run(const std::optional<QByteArray> &timestamp)
{
    Synced<TrustedMetadata> trusted = startingPoint();
    if (!trusted)
        return trusted;
    if (const Synced<Done> roots = followRoots(trusted.value()); !roots)
        return roots.failure();
    const Synced<QByteArray> newest = timestamp
        ? Synced<QByteArray>(*timestamp)
        : m_transport.fetchBody(
            { m_places.remote(roleName(Role::Timestamp), {}), timestampCap, {} });
    if (!newest)
        return newest.failure();
    if (const Synced<Done> taken = takeTimestamp(trusted.value(), newest.value()); !taken)
        return taken.failure();
    if (const Synced<Done> taken = takeSnapshot(trusted.value()); !taken)
        return taken.failure();
    if (const Synced<Done> taken = takeTargets(trusted.value()); !taken)
        return taken.failure();
    return trusted;
}

Synced<TrustedMetadata> MetadataRefresh::startingPoint() const
{
    const Trusted<TrustedMetadata> shipped = TrustedMetadata::startingFrom(m_shippedRoot, m_time);
    if (!shipped)
        return fromTrust(shipped.failure());
    const QString path = m_places.local(Role::Root);
    const QByteArray keptFile = readIfPresent(path, rootCap);
    const Trusted<TrustedMetadata> kept = TrustedMetadata::startingFrom(keptFile, m_time);
    // A kept root has come through a chain of signatures and counts once it is further along than
    // the shipped one; of the same version it can only be the same file, or the machine has been
    // given to another publisher.
    if (kept && kept.value().root().version > shipped.value().root().version)
        return kept.value();
    if (keptFile != m_shippedRoot) {
        if (const Synced<Done> written = writeDurably(path, m_shippedRoot); !written)
            return written.failure();
    }
    return shipped.value();
}

Synced<Done> MetadataRefresh::followRoots(TrustedMetadata &trusted)
{
    for (int i = 0; i < mostRootsAtOnce; ++i) {
        const QString path = m_places.remote(roleName(Role::Root), trusted.root().version + 1);
        const Synced<QByteArray> file = m_transport.fetchBody({ path, rootCap, {} });
        if (!file && isAbsent(file.failure()))
            break;
        if (!file)
            return file.failure();
        if (const Trusted<Done> updated = trusted.updateRoot(file.value()); !updated)
            return fromTrust(updated.failure());
        if (const Synced<Done> kept = writeDurably(m_places.local(Role::Root), file.value()); !kept)
            return kept;
    }
    if (const Trusted<Done> finished = trusted.finishRoot(); !finished)
        return fromTrust(finished.failure());
    return Done {};
}

Synced<Done> MetadataRefresh::takeTimestamp(TrustedMetadata &trusted, const QByteArray &file) const
{
    trusted.recall(readIfPresent(m_places.local(Role::Timestamp), snapshotCap),
        readIfPresent(m_places.local(Role::Snapshot), snapshotCap));
    const Trusted<bool> newer = trusted.updateTimestamp(file);
    if (!newer)
        return fromTrust(newer.failure());
    if (!newer.value())
        return Done {};
    return writeDurably(m_places.local(Role::Timestamp), file);
}

Synced<QByteArray> MetadataRefresh::fetch(
    const TrustedMetadata &trusted, const QString &role, const MetaFile &announced, qint64 cap)
{
    const qint64 limit = std::min(announced.length.value_or(cap), cap);
    const auto version
        = trusted.root().consistentSnapshot ? std::optional(announced.version) : std::nullopt;
    return m_transport.fetchBody({ m_places.remote(role, version), limit, {} });
}

Synced<Done> MetadataRefresh::takeSnapshot(TrustedMetadata &trusted)
{
    const QString path = m_places.local(Role::Snapshot);
    if (trusted.updateSnapshot(readIfPresent(path, snapshotCap)))
        return Done {};
    const Synced<QByteArray> file
        = fetch(trusted, roleName(Role::Snapshot), trusted.timestamp()->snapshot, snapshotCap);
    if (!file)
        return file.failure();
    if (const Trusted<Done> updated = trusted.updateSnapshot(file.value()); !updated)
        return fromTrust(updated.failure());
    return writeDurably(path, file.value());
}

Synced<Done> MetadataRefresh::takeTargets(TrustedMetadata &trusted)
{
    const QString path = m_places.local(Role::Targets);
    if (trusted.updateTargets(readIfPresent(path, targetsCap)))
        return Done {};
    const Synced<QByteArray> file
        = fetch(trusted, roleName(Role::Targets), trusted.targetsFile(), targetsCap);
    if (!file)
        return file.failure();
    if (const Trusted<Done> updated = trusted.updateTargets(file.value()); !updated)
        return fromTrust(updated.failure());
    return writeDurably(path, file.value());
}

Synced<Targets> MetadataRefresh::takeDelegated(
    TrustedMetadata &trusted, const Delegation &delegation)
{
    const QString &role = delegation.role.name;
    const QString path = m_places.localDelegated(role);
    if (Trusted<Targets> kept = trusted.delegated(readIfPresent(path, targetsCap), delegation))
        return kept.take();
    const std::optional<MetaFile> announced = trusted.delegatedFile(role);
    if (!announced)
        return SyncFailure { SyncError::BadMetadata, role,
            QStringLiteral("the snapshot does not name it") };
    const Synced<QByteArray> file = fetch(trusted, role, *announced, targetsCap);
    if (!file)
        return file.failure();
    Trusted<Targets> targets = trusted.delegated(file.value(), delegation);
    if (!targets)
        return fromTrust(targets.failure());
    if (const Synced<Done> made = makeDirectory(m_places.delegatedDirectory); !made)
        return made.failure();
    if (const Synced<Done> kept = writeDurably(path, file.value()); !kept)
        return kept.failure();
    return targets.take();
}

Synced<std::optional<FoundTarget>> MetadataRefresh::find(
    TrustedMetadata &trusted, const QString &path)
{
    TargetSearch search(path);
    search.visit(roleName(Role::Targets), trusted.targets().value());
    while (const std::optional<Delegation> delegation = search.next()) {
        const Synced<Targets> targets = takeDelegated(trusted, *delegation);
        if (!targets)
            return targets.failure();
        search.visit(delegation->role.name, targets.value());
    }
    if (!search.found())
        return std::optional<FoundTarget>();
    return std::optional(FoundTarget { *search.found(), search.foundIn() });
}

} // namespace Hall
