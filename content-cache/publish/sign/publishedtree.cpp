#include "publish/sign/publishedtree.h"

#include "publish/release/durablefiles.h"
#include "trust/compression.h"
#include "trust/digest.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <algorithm>

namespace Hall {

namespace {

    constexpr qint64 kMaxMetadataBytes = 4 * 1024 * 1024;
    constexpr int kMostTargetsLookedAt = 64; ///< for earlier releases of a channel
    constexpr auto kContentKey = "content";
    constexpr auto kWithdrawnKey = "withdrawn";

    // Compression pays only where it saves more than a tenth; pictures and PDFs are packed already.
    bool worthCompressing(qint64 raw, qint64 packed) { return packed < raw - raw / 10; }

    const ManifestFile *entryWith(const Manifest &manifest, const QString &sha256)
    {
        const auto found = std::find_if(manifest.files.cbegin(), manifest.files.cend(),
            [&](const ManifestFile &file) { return file.sha256 == sha256; });
        return found == manifest.files.cend() ? nullptr : &*found;
    }

    // What an earlier publication wrote is used again only as long as it is what it was.
    bool isWhole(const ManifestFile &entry, const QString &raw, const QString &packed)
    {
        QFile object(raw);
        if (!object.open(QIODevice::ReadOnly) || sha256Hex(object.readAll()) != entry.sha256) {
            return false;
        }
        if (!entry.compressedSize) {
            return true;
        }
        QFile small(packed);
        if (!small.open(QIODevice::ReadOnly)) {
            return false;
        }
        const Result<QByteArray> text = decompress(small.readAll(), entry.size, packed);
        return text && small.size() == *entry.compressedSize
            && sha256Hex(text.value()) == entry.sha256;
    }

} // namespace

PublishedTree::PublishedTree(const QString &directory)
    : m_directory(QDir(directory).absolutePath())
{
}

QString PublishedTree::pathOf(const QString &relative) const
{
    return QDir(m_directory).filePath(relative);
}

Result<QByteArray> PublishedTree::readFile(const QString &relative) const
{
    return readWhole(pathOf(relative), kMaxMetadataBytes);
}

Result<Manifest> PublishedTree::manifestOf(const TreeState &state, const QString &channel) const
{
    const auto target = state.targets.targets.constFind(ServedTree::manifestTarget(channel));
    if (target == state.targets.targets.cend()) {
        return Manifest {};
    }
    const QString name = ServedTree::manifest(channel, target->sha256);
    const Result<QByteArray> packed = readFile(name);
    if (!packed) {
        return packed.failure();
    }
    if (sha256Hex(packed.value()) != target->sha256) {
        return Failure { pathOf(name), QStringLiteral("内容和签名的清单不一致") };
    }
    const Result<QByteArray> json = decompress(packed.value(), largestManifest, name);
    return json ? parseManifest(json.value(), name) : Result<Manifest>(json.failure());
}

// Older targets files are read without their signatures, which keys of earlier years may have made.
QList<Manifest> PublishedTree::lastManifests(
    const TreeState &state, const QString &channel, int most) const
{
    QList<Manifest> manifests;
    TreeState earlier = state;
    for (qint64 version = state.targets.version; version > 0 && manifests.size() < most
         && state.targets.version - version < kMostTargetsLookedAt;
         --version) {
        const Result<QByteArray> file = readFile(ServedTree::metadata(Role::Targets, version));
        const auto envelope = parseEnvelope(file ? file.value() : QByteArray(), {});
        const auto targets = envelope ? Targets::fromJson(envelope.value().body)
                                      : Result<Targets>(envelope.failure());
        if (!targets) {
            continue;
        }
        earlier.targets = targets.value();
        const Result<Manifest> manifest = manifestOf(earlier, channel);
        const bool other = manifests.isEmpty()
            || (manifest && manifest.value().release != manifests.last().release);
        if (manifest && other && !manifest.value().files.isEmpty()) {
            manifests.append(manifest.value());
        }
    }
    return manifests;
}

Result<ManifestFile> PublishedTree::addObject(
    const QString &path, const QByteArray &bytes, const Manifest &previous) const
{
    ManifestFile entry { path, sha256Hex(bytes), bytes.size(), {} };
    const QString raw = pathOf(ServedTree::object(entry.sha256));
    const QString packed = pathOf(ServedTree::compressedObject(entry.sha256));
    if (const ManifestFile *known = entryWith(previous, entry.sha256)) {
        entry.compressedSize = known->compressedSize;
        if (isWhole(entry, raw, packed)) {
            return entry;
        }
        entry.compressedSize.reset();
    }
    Result<Done> written = writeDurably(raw, bytes);
    const QByteArray small = compress(bytes);
    if (written && worthCompressing(bytes.size(), small.size())) {
        written = writeDurably(packed, small);
        entry.compressedSize = small.size();
    }
    return written ? Result<ManifestFile>(entry) : written.failure();
}

Result<Target> PublishedTree::addManifest(
    const Manifest &manifest, const QString &channel, const ReleaseNotes &notes) const
{
    const QByteArray json = manifest.toJson();
    const QByteArray packed = compress(json);
    ReleaseTarget release;
    release.release = manifest.release;
    release.rawSize = json.size();
    release.rawSha256 = sha256Hex(json);
    release.urgent = notes.urgent;
    release.withdrawn = notes.withdrawn;
    release.totalSize = manifest.totalSize();
    release.schema = manifest.schema;
    release.minApp = notes.minApp;
    release.rolloutPercent = notes.rolloutPercent;
    release.rolloutSalt = QStringLiteral("%1-%2").arg(channel).arg(manifest.release);
    release.notBefore = notes.notBefore;
    QJsonObject custom = release.toJson();
    custom.insert(QLatin1String(kContentKey), notes.contentDigest);
    const Target target = Target::of(packed, custom);
    const Result<Done> written
        = writeDurably(pathOf(ServedTree::manifest(channel, target.sha256)), packed);
    return written ? Result<Target>(target) : written.failure();
}

Result<Done> PublishedTree::addWebFile(const QString &path, const QByteArray &bytes) const
{
    const QString name = QStringLiteral("w/") + path;
    const Result<QByteArray> present
        = QFileInfo::exists(pathOf(name)) ? readFile(name) : Result<QByteArray>(QByteArray());
    if (present && QFileInfo::exists(pathOf(name)) && present.value() == bytes) {
        return Done {};
    }
    return writeDurably(pathOf(name), bytes);
}

bool PublishedTree::hasWebFile(const ManifestFile &file) const
{
    const QFileInfo info(pathOf(QStringLiteral("w/") + file.path));
    QFile present(info.filePath());
    return info.isFile() && !info.isSymLink() && info.size() == file.size
        && present.open(QIODevice::ReadOnly) && sha256Hex(present.readAll()) == file.sha256;
}

Result<QByteArray> PublishedTree::objectOf(const ManifestFile &file) const
{
    QFile raw(pathOf(ServedTree::object(file.sha256)));
    if (raw.open(QIODevice::ReadOnly)) {
        const QByteArray bytes = raw.readAll();
        if (sha256Hex(bytes) == file.sha256) {
            return bytes;
        }
    }
    QFile packed(pathOf(ServedTree::compressedObject(file.sha256)));
    if (packed.open(QIODevice::ReadOnly)) {
        const Result<QByteArray> bytes = decompress(packed.readAll(), file.size, packed.fileName());
        if (bytes && sha256Hex(bytes.value()) == file.sha256) {
            return bytes;
        }
    }
    return Failure { raw.fileName(), QStringLiteral("缺少这个文件，或内容已损坏") };
}

void PublishedTree::dropOtherWebFiles(const QStringList &kept) const
{
    const QDir web(pathOf(QStringLiteral("w")));
    QDirIterator files(web.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString file = files.next();
        if (!kept.contains(web.relativeFilePath(file))) {
            QFile::remove(file);
        }
    }
}

QString webTargetName() { return QStringLiteral("web"); }

QString webTargetName(const QString &channel) { return QStringLiteral("web-") + channel; }

QStringList channelsOf(const Targets &targets)
{
    static const QString ending = ServedTree::manifestTarget({});
    QStringList channels;
    for (auto target = targets.targets.cbegin(); target != targets.targets.cend(); ++target) {
        const QString name = target.key().chopped(ending.size());
        if (target.key().endsWith(ending) && isChannelName(name)) {
            channels << name;
        }
    }
    return channels;
}

bool isChannelName(const QString &name)
{
    return !name.isEmpty() && name != webTargetName() && !name.startsWith(webTargetName({}))
        && !name.startsWith(QLatin1String("overlay-"));
}

ReleaseNotes notesOf(const Target &target)
{
    ReleaseNotes notes;
    notes.contentDigest = target.custom.value(QLatin1String(kContentKey)).toString();
    const QJsonArray ids = target.custom.value(QLatin1String(kWithdrawnKey)).toArray();
    for (const QJsonValue &id : ids) {
        notes.withdrawn << id.toString();
    }
    const Result<ReleaseTarget> release = ReleaseTarget::fromJson(target.custom);
    if (release) {
        notes.minApp = release.value().minApp;
        notes.rolloutPercent = release.value().rolloutPercent;
        notes.notBefore = release.value().notBefore;
        notes.urgent = release.value().urgent;
    }
    return notes;
}

void setRollout(Target &target, int percent)
{
    QJsonObject rollout = target.custom.value(QLatin1String("rollout")).toObject();
    rollout.insert(QLatin1String("percent"), percent);
    target.custom.insert(QLatin1String("rollout"), rollout);
}

void setWithdrawn(Target &target, const QStringList &ids)
{
    target.custom.insert(QLatin1String(kWithdrawnKey), QJsonArray::fromStringList(ids));
    if (ids.isEmpty()) {
        target.custom.remove(QLatin1String(kWithdrawnKey));
    }
}

qint64 releaseOf(const Target &target)
{
    const Result<ReleaseTarget> release = ReleaseTarget::fromJson(target.custom);
    return release ? release.value().release : 0;
}

} // namespace Hall
