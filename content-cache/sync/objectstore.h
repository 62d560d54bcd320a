#pragma once

#include "cachetree.h"
#include "syncerror.h"
#include "trust/manifest.h"

#include <QSet>

namespace Hall {

/// The content of all releases on this machine, each piece once, named by its digest.
class ObjectStore {
public:
    explicit ObjectStore(CacheTree cache)
        : m_cache(std::move(cache))
    {
    }

    /// Whether the object is here with the right length; the digest was checked when it came.
    bool has(const ManifestFile &file) const;

    /// Reads the objects of a release again and moves those that are no longer what was signed into
    /// `quarantine/`, so that they are fetched anew. Only the finds of the last time are kept
    /// there.
    Synced<Done> setDamagedAside(const Manifest &manifest) const;

    /// Moves one object into `quarantine/`.
    Synced<Done> setAside(const QString &sha256) const;

    /// Gives up what lies in `quarantine/`.
    Synced<Done> emptyQuarantine() const;

    /// The bytes of all objects that are not in `kept` (digests).
    qint64 bytesBeside(const QSet<QString> &kept) const;

    /// Removes what no generation holds and is not in `wanted` (digests), unfinished parts as well.
    Synced<Done> sweep(const QSet<QString> &wanted) const;

private:
    CacheTree m_cache;
};

} // namespace Hall
