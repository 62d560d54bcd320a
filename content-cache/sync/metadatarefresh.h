#pragma once

#include "metadataplaces.h"
#include "transport.h"
#include "trust/targetsearch.h"
#include "trust/trustedmetadata.h"

namespace Hall {

/// A target and the role that speaks for it.
struct FoundTarget {
    Target target;
    QString role;
};

/// The client workflow of The Update Framework (TUF 1.0 §5) between a server and the metadata
/// directory: whatever is believed is on the disk before the next step.
class MetadataRefresh {
public:
    /// `shippedRoot` is the root file this machine was given; `time` holds for the whole refresh.
    MetadataRefresh(
        Transport &transport, MetadataPlaces places, QByteArray shippedRoot, const TrustTime &time);

    /// Everything from the root to the targets, for this timestamp file of the server; it is asked
    /// for in its turn where none is given.
    Synced<TrustedMetadata> run(const std::optional<QByteArray> &timestamp = {});

    /// Looks for a target in the targets and the roles below (TUF 1.0 §5.6.7); nothing when nobody
    /// speaks for it. A role on the way that cannot be believed is a failure.
    Synced<std::optional<FoundTarget>> find(TrustedMetadata &trusted, const QString &path);

private:
    Synced<TrustedMetadata> startingPoint() const;
    Synced<Done> followRoots(TrustedMetadata &trusted);
    Synced<Done> takeTimestamp(TrustedMetadata &trusted, const QByteArray &file) const;
    Synced<Done> takeSnapshot(TrustedMetadata &trusted);
    Synced<Done> takeTargets(TrustedMetadata &trusted);
    Synced<Targets> takeDelegated(TrustedMetadata &trusted, const Delegation &delegation);
    Synced<QByteArray> fetch(
        const TrustedMetadata &trusted, const QString &role, const MetaFile &announced, qint64 cap);

    Transport &m_transport;
    MetadataPlaces m_places;
    QByteArray m_shippedRoot;
    TrustTime m_time;
};

} // namespace Hall
