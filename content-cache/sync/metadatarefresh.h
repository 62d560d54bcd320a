#pragma once

#include "cachetree.h"
#include "transport.h"
#include "trust/trustedmetadata.h"

namespace Hall {

/// The client workflow of The Update Framework (TUF 1.0 §5) between a server and the `meta`
/// directory: whatever is believed is on the disk before the next step.
class MetadataRefresh {
public:
    /// `shippedRoot` is the root file this machine was given; `time` holds for the whole refresh.
    MetadataRefresh(Transport &transport, const CacheTree &cache, QByteArray shippedRoot,
        const TrustTime &time);

    /// Everything from the root to the targets, for this timestamp file of the server.
    Synced<TrustedMetadata> run(const QByteArray &timestamp);

private:
    Synced<TrustedMetadata> startingPoint() const;
    Synced<Done> followRoots(TrustedMetadata &trusted);
    Synced<Done> takeTimestamp(TrustedMetadata &trusted, const QByteArray &file) const;
    Synced<Done> takeSnapshot(TrustedMetadata &trusted);
    Synced<Done> takeTargets(TrustedMetadata &trusted);
    Synced<QByteArray> fetch(Role role, const MetaFile &announced, qint64 cap);

    Transport &m_transport;
    CacheTree m_cache;
    QByteArray m_shippedRoot;
    TrustTime m_time;
};

} // namespace Hall
