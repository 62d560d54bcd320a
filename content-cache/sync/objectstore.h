#pragma once

#include "cachetree.h"
#include "durablefile.h"
#include "transport.h"
#include "trust/manifest.h"

#include <QSet>
#include <functional>
#include <memory>

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

    /// Removes what no generation holds and is not in `wanted` (digests), and unfinished parts.
    Synced<Done> sweep(const QSet<QString> &wanted) const;

private:
    CacheTree m_cache;
};

/// An object on its way from the server: the bytes of the wire go into `part/`, and what proves to
/// be the signed content goes into `objects/`. Anything else is deleted. Where the server lacks the
/// compressed object or has a damaged one, the plain object is asked for, once.
class ObjectTransfer : public Transfer {
public:
    /// What a transfer tells of itself.
    struct Listener {
        std::function<void(qint64 bytes)> received; ///< every piece
        /// The compressed object is not to be had, the plain one of so many bytes is asked for.
        std::function<void(qint64 bytes, const SyncFailure &why)> turnedToPlain;
    };

    ObjectTransfer(const CacheTree &cache, const ManifestFile &file, Listener listener);

private:
    Synced<Done> write(const QByteArray &bytes) override;
    Synced<Done> finish() override;
    bool findOtherWay(const SyncFailure &failure) override;
    Synced<Done> openPart();
    Synced<Done> unpack() const;
    Synced<Done> checkDigest() const;
    Synced<Done> keep() const;
    QString contentPath() const;
    SyncFailure corrupt(const QString &why) const;

    CacheTree m_cache;
    ManifestFile m_file;
    Listener m_listener;
    QString m_partPath;
    FileDescriptor m_part;
    qint64 m_unflushed = 0;
};

} // namespace Hall
