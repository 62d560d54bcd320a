#include "targetfinder.h"

#include "durablefile.h"

namespace Hall {

Synced<Targets> TargetFinder::take(TrustedMetadata &trusted, const Delegation &delegation)
{
    const QString &role = delegation.role.name;
    const QString path = m_places.localDelegated(role);
    if (Trusted<Targets> kept = trusted.delegated(readIfPresent(path, largestTargets), delegation))
        return kept.take();
    const std::optional<MetaFile> announced = trusted.delegatedFile(role);
    if (!announced)
        return SyncFailure { SyncError::BadMetadata, role,
            QStringLiteral("the snapshot does not name it") };
    const Synced<QByteArray> file
        = m_transport.fetchBody(m_places.request(role, *announced, trusted.root(), largestTargets));
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

Synced<std::optional<FoundTarget>> TargetFinder::find(TrustedMetadata &trusted, const QString &path)
{
    TargetSearch search(path);
    search.visit(roleName(Role::Targets), trusted.targets().value());
    while (const std::optional<Delegation> delegation = search.next()) {
        const Synced<Targets> targets = take(trusted, *delegation);
        if (!targets)
            return targets.failure();
        search.visit(delegation->role.name, targets.value());
    }
    if (!search.found())
        return std::optional<FoundTarget>();
    return std::optional(FoundTarget { *search.found(), search.foundIn() });
}

} // namespace Hall
