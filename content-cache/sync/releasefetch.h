#pragma once

#include "cachetree.h"
#include "space.h"
#include "syncstatus.h"
#include "transport.h"
#include "trust/manifest.h"
#include "trust/metadata.h"
#include "trust/releasetarget.h"

#include <QSet>

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

    /// Asked before and during each object above 16 MiB. Once it says no, what is left waits:
    /// objects() then ends with SyncError::Later when the rest is here.
    void largeOnlyWhile(std::function<bool()> allowed) { m_largeAllowed = std::move(allowed); }

    /// All objects the manifest names and the store lacks, small ones first; makes room before.
    Synced<Done> objects(const Manifest &manifest);

private:
    Synced<QByteArray> manifestJson(
        const QString &channel, const Target &target, const ReleaseTarget &release);
    Synced<QList<ManifestFile>> missing(const Manifest &manifest) const;
    /// What would be free if only `kept` (digests), the shown release and a pinned one stayed.
    qint64 bytesOfPrevious(QSet<QString> kept) const;
    Synced<Done> makeRoom(const Manifest &manifest, const QList<ManifestFile> &missing) const;
    Synced<Done> fetchLarge(const QList<ManifestFile> &files);
    Synced<Done> fetchBatch(
        const QList<ManifestFile> &files, int atOnce, const std::function<bool()> &mayGoOn = {});

    Transport &m_transport;
    CacheTree m_cache;
    StatusBoard &m_board;
    SpaceReader m_space;
    std::function<bool()> m_largeAllowed = [] { return true; };
};

} // namespace Hall
