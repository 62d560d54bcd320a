#include "releasefetch.h"

#include "housekeeping.h"
#include "trust/compression.h"
#include "trust/digest.h"

#include <QHash>
#include <algorithm>
#include <memory>
#include <vector>

namespace Hall {

namespace {

    constexpr qint64 largeObject = 16 * 1024 * 1024;
    constexpr int smallAtOnce = 4;

    qint64 wireSize(const ManifestFile &file) { return file.compressedSize.value_or(file.size); }

    SyncFailure badManifest(const QString &where, const QString &why)
    {
        return { SyncError::BadManifest, where, why };
    }

    // What a compressed object takes while it is unpacked comes on top.
    qint64 spaceFor(const QList<ManifestFile> &files)
    {
        qint64 sum = 0;
        qint64 largestPacked = 0;
        for (const ManifestFile &file : files) {
            sum += file.size;
            largestPacked = std::max(largestPacked, file.compressedSize.value_or(0));
        }
        return sum + largestPacked;
    }

} // namespace

ReleaseFetch::ReleaseFetch(
    Transport &transport, const CacheTree &cache, StatusBoard &board, SpaceReader space)
    : m_transport(transport)
    , m_cache(cache)
    , m_board(board)
    , m_space(std::move(space))
{
}

Synced<Manifest> ReleaseFetch::manifest(
    const QString &channel, const Target &target, const ReleaseTarget &release)
{
    const QString path = ServedTree::manifest(channel, target.sha256);
    if (target.length > largestManifest || release.rawSize > largestManifest)
        return badManifest(path, QStringLiteral("it is longer than 16 MiB"));
    const Synced<QByteArray> packed = m_transport.fetchBody({ path, target.length, {} });
    if (!packed)
        return packed.failure();
    if (packed.value().size() != target.length || sha256Hex(packed.value()) != target.sha256)
        return SyncFailure { SyncError::CorruptObject, path,
            QStringLiteral("its digest is not the one signed") };
    const Result<QByteArray> json = decompress(packed.value(), release.rawSize, path);
    if (!json)
        return badManifest(path, json.failure().why);
    const Result<Manifest> parsed = parseManifest(json.value(), path);
    if (!parsed)
        return badManifest(path, parsed.failure().why);
    const Manifest &manifest = parsed.value();
    if (manifest.release != release.release || manifest.schema != release.schema
        || manifest.totalSize() != release.totalSize)
        return badManifest(path, QStringLiteral("it is not the manifest its target describes"));
    return manifest;
}

Synced<QList<ManifestFile>> ReleaseFetch::missing(const Manifest &manifest) const
{
    const ObjectStore store(m_cache);
    QHash<QString, qint64> sizes;
    QList<ManifestFile> files;
    for (const ManifestFile &file : manifest.files) {
        const auto known = sizes.constFind(file.sha256);
        if (known != sizes.cend() && *known != file.size)
            return badManifest(file.path, QStringLiteral("one content has two lengths"));
        if (known == sizes.cend() && !store.has(file))
            files.append(file);
        sizes.insert(file.sha256, file.size);
    }
    std::stable_sort(files.begin(), files.end(),
        [](const ManifestFile &a, const ManifestFile &b) { return wireSize(a) < wireSize(b); });
    return files;
}

Synced<Done> ReleaseFetch::makeRoom(
    const Manifest &manifest, const QList<ManifestFile> &missing) const
{
    const auto lacking = [&] {
        const DiskSpace space = m_space(m_cache.root());
        return spaceFor(missing) + reservedSpace(space) - space.free;
    };
    if (missing.isEmpty() || lacking() <= 0)
        return Done {};
    if (const Synced<Done> emptied = ObjectStore(m_cache).emptyQuarantine(); !emptied)
        return emptied;
    QSet<QString> wanted;
    for (const ManifestFile &file : manifest.files)
        wanted.insert(file.sha256);
    if (const Synced<Done> pruned = pruneCache(m_cache, wanted); !pruned)
        return pruned;
    if (const qint64 bytes = lacking(); bytes > 0)
        return SyncFailure { SyncError::NoSpace, m_cache.root(),
            QStringLiteral("%1 bytes more are needed").arg(bytes) };
    return Done {};
}

Synced<Done> ReleaseFetch::fetchBatch(const QList<ManifestFile> &files, int atOnce)
{
    std::vector<std::unique_ptr<ObjectTransfer>> owned;
    QList<Transfer *> transfers;
    const ObjectTransfer::Listener listener {
        [this](qint64 bytes) { m_board.received(bytes); },
        [this](qint64 bytes, const SyncFailure &why) {
            m_board.expectMore(bytes,
                QStringLiteral("%1; the uncompressed file is fetched instead").arg(sentence(why)));
        },
    };
    for (const ManifestFile &file : files) {
        owned.push_back(std::make_unique<ObjectTransfer>(m_cache, file, listener));
        transfers.append(owned.back().get());
    }
    return m_transport.fetch(transfers, atOnce);
}

Synced<Done> ReleaseFetch::objects(const Manifest &manifest)
{
    const Synced<QList<ManifestFile>> wanted = missing(manifest);
    if (!wanted)
        return wanted.failure();
    const QList<ManifestFile> &files = wanted.value();
    if (const Synced<Done> room = makeRoom(manifest, files); !room)
        return room;
    qint64 total = 0;
    for (const ManifestFile &file : files)
        total += wireSize(file);
    m_board.startFetching(total);
    const auto large = std::find_if(files.cbegin(), files.cend(),
        [](const ManifestFile &file) { return wireSize(file) > largeObject; });
    const qsizetype small = std::distance(files.cbegin(), large);
    if (const Synced<Done> fetched = fetchBatch(files.first(small), smallAtOnce); !fetched)
        return fetched;
    return fetchBatch(files.sliced(small), 1);
}

} // namespace Hall
