#include "overlay.h"

#include "durablefile.h"
#include "errortext.h"
#include "objectstore.h"
#include "smokecheck.h"
#include "targetfinder.h"
#include "trust/canonicaljson.h"
#include "trust/jsonfields.h"
#include "trust/strictjson.h"

#include <QHash>
#include <algorithm>

namespace Hall {

namespace {

    const QString below = QStringLiteral("overlay/");
    // Halls, hours, hotlines and notices take a thousandth of this; the city's release waits for
    // it.
    constexpr qint64 largestOverlay = 16 * 1024 * 1024;
    constexpr int mostPollsPassed = 240; // an hour of the usual ones
    constexpr qint64 largestState = largestManifest + 64 * 1024;

    const ManifestFile *databaseOf(const Manifest &manifest)
    {
        const auto file = std::find_if(manifest.files.cbegin(), manifest.files.cend(),
            [](const ManifestFile &entry) { return entry.path == u"release.db"; });
        return file == manifest.files.cend() ? nullptr : &*file;
    }

    SyncFailure refused(const QString &where, const QString &why)
    {
        return { SyncError::BadManifest, where, why };
    }

} // namespace

QString OverlayChoice::installed(const QString &cityTarget) const
{
    return target.isEmpty() ? cityTarget : cityTarget + u'+' + target;
}

Manifest OverlayChoice::composed(const Manifest &city) const
{
    Manifest both = city;
    for (ManifestFile file : manifest.files) {
        file.path.prepend(below);
        both.files.append(file);
    }
    // Two trees that are each sound may still not be one.
    return parseManifest(both.toJson(), QStringLiteral("overlay")) ? both : city;
}

bool OverlayChoice::liesIn(const Manifest &composed) const
{
    QHash<QString, QString> there;
    for (const ManifestFile &file : composed.files)
        there.insert(file.path, file.sha256);
    return std::all_of(
        manifest.files.cbegin(), manifest.files.cend(), [&there](const ManifestFile &file) {
            return there.value(below + file.path) == file.sha256;
        });
}

Manifest OverlayChoice::cityAlone(Manifest composed)
{
    composed.files.removeIf([](const ManifestFile &file) { return file.path.startsWith(below); });
    return composed;
}

Overlay::Overlay(const CacheTree &cache, StatusBoard &board, const QString &name, qint64 schema,
    SpaceReader space)
    : m_cache(cache)
    , m_board(board)
    , m_name(name)
    , m_schema(schema)
    , m_space(std::move(space))
{
}

QString Overlay::channel() const { return QStringLiteral("overlay-") + m_name; }

QString Overlay::stateFile() const
{
    return m_cache.root() + QStringLiteral("/meta/overlay/%1.json").arg(m_name);
}

OverlayChoice Overlay::choose(Transport &transport, const TrustedMetadata &trusted)
{
    m_settled = true;
    m_cancelled = false;
    if (m_name.isEmpty())
        return {};
    const Kept kept = load();
    const Synced<Kept> found = newest(transport, trusted, kept);
    if (!found)
        return lastGood(kept, found.failure());
    m_failures = 0;
    const Kept &now = found.value();
    const bool changed = now.target != kept.target || now.release != kept.release;
    if (const Synced<Done> saved = changed ? save(now) : Synced<Done>(Done {}); !saved)
        return lastGood(kept, saved.failure());
    return { now.manifest, now.target };
}

Synced<Overlay::Kept> Overlay::newest(
    Transport &transport, const TrustedMetadata &trusted, const Kept &kept)
{
    const QString path = ServedTree::manifestTarget(channel());
    TrustedMetadata believed = trusted;
    const Synced<std::optional<FoundTarget>> found
        = TargetFinder(transport, MetadataPlaces::of(m_cache)).find(believed, path);
    if (!found)
        return found.failure();
    // The number stays, so that an older overlay is refused if the delegation is given again.
    if (!found.value())
        return Kept { kept.release, {}, {} };
    const Target &target = found.value()->target;
    const Result<ReleaseTarget> release = ReleaseTarget::fromJson(target.custom);
    if (!release)
        return SyncFailure { SyncError::BadMetadata, path, release.failure().why };
    if (release.value().release < kept.release)
        return SyncFailure { SyncError::Rollback, path,
            QStringLiteral("release %1 is older than release %2 seen before")
                .arg(release.value().release)
                .arg(kept.release) };
    if (release.value().schema > m_schema)
        return SyncFailure { SyncError::Schema, path,
            QStringLiteral("it has schema %1, this program reads up to %2")
                .arg(release.value().schema)
                .arg(m_schema) };
    if (target.sha256 == kept.target && isHere(kept.manifest))
        return kept;
    const Synced<Manifest> manifest = fetch(transport, target, release.value());
    if (!manifest)
        return manifest.failure();
    return Kept { release.value().release, target.sha256, manifest.value() };
}

Synced<Manifest> Overlay::fetch(
    Transport &transport, const Target &target, const ReleaseTarget &release) const
{
    ReleaseFetch fetch(transport, m_cache, m_board, m_space);
    const Synced<Manifest> manifest = fetch.manifest(channel(), target, release);
    if (!manifest)
        return manifest;
    if (!databaseOf(manifest.value()))
        return refused(channel(), QStringLiteral("it has no release.db"));
    if (manifest.value().totalSize() > largestOverlay)
        return refused(channel(), QStringLiteral("its files have more than 16 MiB"));
    const OverlayChoice alone { manifest.value(), target.sha256 };
    if (alone.composed({ manifest.value().release, 1, {} }).files.isEmpty())
        return refused(channel(), QStringLiteral("a path is too long for an overlay"));
    if (const Synced<Done> fetched = fetch.objects(manifest.value()); !fetched)
        return fetched.failure();
    if (const Synced<Done> sound = check(manifest.value()); !sound)
        return sound.failure();
    return manifest;
}

Synced<Done> Overlay::check(const Manifest &manifest) const
{
    const QString database = m_cache.object(databaseOf(manifest)->sha256);
    const Synced<Done> sound = smokeCheck(database, manifest.schema);
    if (!sound && sound.failure().error == SyncError::CorruptObject) {
        const Synced<Done> aside = ObjectStore(m_cache).setDamagedAside(manifest);
        return aside ? sound : aside;
    }
    return sound;
}

bool Overlay::isHere(const Manifest &manifest) const
{
    const ObjectStore store(m_cache);
    return std::all_of(manifest.files.cbegin(), manifest.files.cend(),
        [&store](const ManifestFile &file) { return store.has(file); });
}

bool Overlay::asksAgain()
{
    if (m_settled)
        return false;
    return m_pollsToPass-- <= 0;
}

OverlayChoice Overlay::lastGood(const Kept &kept, const SyncFailure &why)
{
    m_cancelled = why.error == SyncError::Cancelled;
    m_settled = exitCode(why.error) != exitCode(SyncError::Offline);
    m_failures = m_settled || m_cancelled ? 0 : std::min(m_failures + 1, 9);
    m_pollsToPass = m_failures > 0 ? std::min((1 << (m_failures - 1)) - 1, mostPollsPassed) : 0;
    if (m_cancelled)
        return {};
    const bool there = !kept.target.isEmpty() && isHere(kept.manifest);
    m_board.warn(
        QStringLiteral("The overlay %1 is %2: %3")
            .arg(m_name, there ? QStringLiteral("kept as it was") : QStringLiteral("left out"),
                sentence(why)),
        QStringLiteral("分县局内容 %1 %2，市局内容照常更新")
            .arg(m_name,
                there ? QStringLiteral("没有更新，保留原有内容") : QStringLiteral("无法取得")));
    if (isSecurityEvent(why.error))
        m_board.raise({ errorWord(why.error), sentence(why) });
    return there ? OverlayChoice { kept.manifest, kept.target } : OverlayChoice {};
}

void Overlay::noteShown(const Manifest &shown, const OverlayChoice &chosen)
{
    if (chosen.target.isEmpty() || chosen.liesIn(shown))
        return;
    m_board.warn(
        QStringLiteral("The overlay %1 is left out: its files and the city's cannot be one "
                       "tree")
            .arg(m_name),
        QStringLiteral("分县局内容 %1 与市局内容的文件互相冲突，没有显示，请联系发布人员")
            .arg(m_name));
}

Overlay::Kept Overlay::load() const
{
    const QString path = stateFile();
    const Result<QJsonObject> json = parseStrictObject(readIfPresent(path, largestState), path);
    if (!json)
        return {};
    JsonFields fields(json.value(), path);
    Kept kept;
    kept.release = fields.integer(QStringLiteral("release"), 0, largestInteger);
    kept.target = fields.text(QStringLiteral("target"));
    if (!fields.ok() || kept.target.isEmpty())
        return { fields.ok() ? kept.release : 0, {}, {} };
    const Result<Manifest> manifest
        = parseManifest(canonicalJson(fields.object(QStringLiteral("manifest"))), path);
    if (!manifest)
        return { kept.release, {}, {} };
    kept.manifest = manifest.value();
    return kept;
}

Synced<Done> Overlay::save(const Kept &kept) const
{
    QJsonObject json {
        { QStringLiteral("release"), kept.release },
        { QStringLiteral("target"), kept.target },
    };
    if (!kept.target.isEmpty()) {
        const Result<QJsonObject> manifest = parseStrictObject(kept.manifest.toJson(), stateFile());
        if (manifest)
            json.insert(QStringLiteral("manifest"), manifest.value());
    }
    if (const Synced<Done> made = makeDirectory(m_cache.root() + QStringLiteral("/meta/overlay"));
        !made)
        return made;
    return writeDurably(stateFile(), canonicalJson(json));
}

} // namespace Hall
