#pragma once

#include "cachetree.h"
#include "space.h"
#include "syncstatus.h"
#include "transport.h"
#include "trust/manifest.h"
#include "trust/metadata.h"
#include "trust/releasetarget.h"

namespace Hall {

/// Brings the files of one release from the server into the object store.
class ReleaseFetch {
public:
    ReleaseFetch(
        Transport &transport, const CacheTree &cache, StatusBoard &board, SpaceReader space);

    /// The manifest of a channel's target, hashed before it is unpacked and held against what its
    /// target promises.
    Synced<Manifest> manifest(
        const QString &channel, const Target &target, const ReleaseTarget &release);

    /// From now on objects above 16 MiB are left for later: objects() then ends with
    /// SyncError::Later when the rest is here.
    void leaveLargeForLater() { m_largeLater = true; }

    /// All objects the manifest names and the store lacks, small ones first; makes room before.
    Synced<Done> objects(const Manifest &manifest);

private:
    Synced<QByteArray> manifestJson(
        const QString &channel, const Target &target, const ReleaseTarget &release);
    Synced<QList<ManifestFile>> missing(const Manifest &manifest) const;
    Synced<Done> makeRoom(const Manifest &manifest, const QList<ManifestFile> &missing) const;
    Synced<Done> fetchBatch(const QList<ManifestFile> &files, int atOnce);

    Transport &m_transport;
    CacheTree m_cache;
    StatusBoard &m_board;
    SpaceReader m_space;
    bool m_largeLater = false;
};

} // namespace Hall
