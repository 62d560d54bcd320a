#include "releasefetch.h"

#include "housekeeping.h"
#include "objecttransfer.h"
#include "syncstate.h"
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

    // By its size without a patch, whichever way it comes: what is large stays so.
    bool isLarge(const ManifestFile &file)
    {
        return file.compressedSize.value_or(file.size) > largeObject;
    }

    SyncFailure badManifest(const QString &where, const QString &why)
    {
        return { SyncError::BadManifest, where, why };
    }

    SyncFailure waits(const ManifestFile &file)
    {
        return { SyncError::Later, file.path, QStringLiteral("%1 bytes wait").arg(file.size) };
    }

    // What a compressed object takes while it is unpacked comes on top; parts that are here do not.
    qint64 spaceFor(const CacheTree &cache, const QList<ManifestFile> &files)
    {
        qint64 sum = 0;
        qint64 largestPacked = 0;
        for (const ManifestFile &file : files) {
            sum += file.size;
            largestPacked = std::max(largestPacked, file.compressedSize.value_or(0));
        }
        for (const ManifestFile &file : files) {
            const QString part = cache.part(file.sha256);
            for (const QString &path : { part, part + QStringLiteral(".zst") })
                sum -= std::max<qint64>(regularFileSize(path), 0);
        }
        return std::max<qint64>(sum, 0) + largestPacked;
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

Synced<QByteArray> ReleaseFetch::manifestJson(
    const QString &channel, const Target &target, const ReleaseTarget &release)
{
    const QString path = ServedTree::manifest(channel, target.sha256);
    if (target.length > largestManifest || release.rawSize > largestManifest)
        return badManifest(path, QStringLiteral("it is longer than 16 MiB"));
    const auto here = m_transport.atHand(ServedTree::manifestText(channel, target.sha256));
    if (here && sha256Hex(*here) == release.rawSha256)
        return *here;
    const Synced<QByteArray> packed
        = m_transport.fetchBody({ path, target.length, {}, 0, true }, target.sha256);
    if (!packed)
        return packed.failure();
    const Result<QByteArray> json = decompress(packed.value(), release.rawSize, path);
    return json ? Synced<QByteArray>(json.value()) : badManifest(path, json.failure().why);
}

Synced<Manifest> ReleaseFetch::manifest(
    const QString &channel, const Target &target, const ReleaseTarget &release)
{
    const QString path = ServedTree::manifest(channel, target.sha256);
    const Synced<QByteArray> json = manifestJson(channel, target, release);
    if (!json)
        return json.failure();
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
    std::stable_sort(files.begin(), files.end(), [](const ManifestFile &a, const ManifestFile &b) {
        return a.compressedSize.value_or(a.size) < b.compressedSize.value_or(b.size);
    });
    return files;
}

Synced<Done> ReleaseFetch::makeRoom(
    const Manifest &manifest, const QList<ManifestFile> &missing) const
{
    const auto lacking = [&] {
        const DiskSpace space = m_space(m_cache.root());
        return spaceFor(m_cache, missing) + reservedSpace(space) - space.free;
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
    // The release before the shown one is given up only where that is enough.
    if (const qint64 bytes = lacking(); bytes > 0 && bytes <= bytesOfPrevious(wanted)) {
        if (const Synced<Done> pruned = pruneCache(m_cache, wanted, Previous::MayGo); !pruned)
            return pruned;
    }
    if (const qint64 bytes = lacking(); bytes > 0)
        return SyncFailure { SyncError::NoSpace, m_cache.root(),
            QStringLiteral("%1 bytes more are needed").arg(bytes) };
    return Done {};
}

qint64 ReleaseFetch::bytesOfPrevious(QSet<QString> kept) const
{
    const Generations generations(m_cache);
    for (const QString &name : { generations.current(), loadState(m_cache).pin }) {
        const Result<Manifest> manifest = generations.manifestOf(name);
        if (!manifest)
            continue;
        for (const ManifestFile &file : manifest.value().files)
            kept.insert(file.sha256);
    }
    return ObjectStore(m_cache).bytesBeside(kept);
}

Synced<Done> ReleaseFetch::fetchBatch(
    const QList<ManifestFile> &files, int atOnce, const std::function<bool()> &mayGoOn)
{
    std::vector<std::unique_ptr<ObjectTransfer>> owned;
    QList<Transfer *> transfers;
    const ObjectTransfer::Listener listener {
        [this](qint64 bytes) { m_board.received(bytes); },
        [this](qint64 bytes, const SyncFailure &why) {
            m_board.expectMore(
                bytes, QStringLiteral("%1; the file is fetched another way").arg(sentence(why)));
        },
        [this](qint64 bytes) {
            m_board.change([bytes](SyncStatus &status) { status.bytesTotal += bytes; });
        },
        mayGoOn,
    };
    for (const ManifestFile &file : files) {
        owned.push_back(std::make_unique<ObjectTransfer>(m_cache, file, listener));
        transfers.append(owned.back().get());
        if (const qint64 here = transfers.constLast()->request().offset; here > 0)
            m_board.resumed(here);
    }
    return m_transport.fetch(transfers, atOnce);
}

Synced<Done> ReleaseFetch::objects(const Manifest &manifest)
{
    const Synced<QList<ManifestFile>> wanted = missing(manifest);
    if (!wanted)
        return wanted.failure();
    const QList<ManifestFile> &files = wanted.value();
    const auto large = std::find_if(files.cbegin(), files.cend(), isLarge);
    const qsizetype small = std::distance(files.cbegin(), large);
    const QList<ManifestFile> now = m_largeAllowed() ? files : files.first(small);
    if (const Synced<Done> room = makeRoom(manifest, now); !room)
        return room;
    qint64 total = 0;
    for (const ManifestFile &file : now)
        total += ObjectTransfer::wireSize(m_cache, file);
    m_board.startFetching(total);
    if (const Synced<Done> fetched = fetchBatch(files.first(small), smallAtOnce); !fetched)
        return fetched;
    // What there is no room for yet is left for later even if its hours have come meanwhile.
    if (now.size() < files.size())
        return waits(*large);
    return fetchLarge(files.sliced(small));
}

Synced<Done> ReleaseFetch::fetchLarge(const QList<ManifestFile> &files)
{
    for (const ManifestFile &file : files) {
        if (!m_largeAllowed())
            return waits(file);
        if (const Synced<Done> fetched = fetchBatch({ file }, 1, m_largeAllowed); !fetched)
            return fetched;
    }
    return Done {};
}

} // namespace Hall
