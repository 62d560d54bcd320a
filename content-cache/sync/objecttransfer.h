#pragma once

#include "cachetree.h"
#include "durablefile.h"
#include "transport.h"
#include "trust/manifest.h"

namespace Hall {

/// An object on its way from the server: the bytes of the wire go into `part/` and stay there until
/// they prove to be the signed content, which goes into `objects/`, or wrong, which is deleted. The
/// shortest way comes first: a patch for a content that is here, the compressed object, the plain
/// one; where the server lacks one or has it damaged, the next is asked for. What an earlier
/// attempt or run has brought is gone on with.
class ObjectTransfer : public Transfer {
public:
    /// What a transfer tells of itself.
    struct Listener {
        std::function<void(qint64 bytes)> received; ///< every piece
        /// This way leads nowhere, so many bytes of another one are asked for.
        std::function<void(qint64 bytes, const SyncFailure &why)> turned;
        /// So many bytes that were here turned out to be of no use.
        std::function<void(qint64 bytes)> lost {};
        /// Asked with every piece; false: it is not the time for this file any more.
        std::function<bool()> mayGoOn {};
    };

    ObjectTransfer(const CacheTree &cache, const ManifestFile &file, Listener listener);

    /// Bytes on the wire for an object by the first way, those that are here already included.
    static qint64 wireSize(const CacheTree &cache, const ManifestFile &file);

private:
    struct Way {
        QString path; ///< on the server
        QString part; ///< on the disk
        qint64 size = 0; ///< of both when complete
        bool packed = false;
        ManifestPatch patch {}; ///< of a patch only

        bool isPatch() const { return !patch.from.isEmpty(); }
    };

    ObjectTransfer(const CacheTree &cache, const ManifestFile &file, Listener listener,
        const QList<Way> &ways);
    static QList<Way> waysFor(const CacheTree &cache, const ManifestFile &file);
    static Request requestFor(const Way &way);

    Synced<Done> discard() override;
    Synced<Done> write(const QByteArray &bytes) override;
    Synced<Done> finish(const GoesOn &goesOn) override;
    bool findOtherWay(const SyncFailure &failure) override;
    Request again(bool elsewhere) override;

    const Way &way() const { return m_ways.at(m_way); }

    void dropPart();
    Synced<Done> openPart();
    Synced<Done> checkPatch() const;
    Synced<Done> unpack(const GoesOn &goesOn) const;
    Synced<Done> checkDigest(const GoesOn &goesOn) const;
    Synced<Done> keep() const;
    QString contentPath() const;
    SyncFailure corrupt(const QString &why) const;

    CacheTree m_cache;
    ManifestFile m_file;
    Listener m_listener;
    QList<Way> m_ways;
    qsizetype m_way = 0;
    FileDescriptor m_part;
    qint64 m_unflushed = 0;
    bool m_resumed; ///< some bytes of the part came from an earlier answer
    bool m_begunAnew = false; ///< this way, because what was resumed did not fit
    bool m_otherWaysElsewhere = false; ///< another server may have what this one lacks
};

} // namespace Hall
