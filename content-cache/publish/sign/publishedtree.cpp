#include "publish/sign/publishedtree.h"

#include "publish/release/durablefiles.h"
#include "trust/compression.h"
#include "trust/digest.h"
#include "trust/trustedmetadata.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <algorithm>

namespace Hall {

namespace {

    constexpr qint64 kMaxMetadataBytes = 4 * 1024 * 1024;
    constexpr int kMostTargetsLookedAt = 64; ///< for earlier releases of a channel
    constexpr auto kContentKey = "content";

    Failure distrust(const TrustFailure &failure)
    {
        return Failure { failure.where,
            QStringLiteral("已有的签名文件不是这套密钥签的，或已损坏（%1）").arg(failure.why) };
    }

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

PublishedTree::PublishedTree(const QString &directory, const PublisherKeys &keys)
    : m_directory(QDir(directory).absolutePath())
    , m_keys(keys)
{
}

QString PublishedTree::pathOf(const QString &relative) const
{
    return QDir(m_directory).filePath(relative);
}

Result<QByteArray> PublishedTree::readFile(const QString &relative) const
{
    QFile file(pathOf(relative));
    if (!file.open(QIODevice::ReadOnly)) {
        return Failure { file.fileName(), QStringLiteral("读不出来：%1").arg(file.errorString()) };
    }
    return file.read(kMaxMetadataBytes);
}

// A tree that lost only its pointer must not count from 1 again: every kiosk would refuse what
// follows as older than what it has.
Result<TreeState> PublishedTree::readWithoutTimestamp() const
{
    const QStringList own { QStringLiteral("meta"), QStringLiteral("o"), QStringLiteral("t"),
        QStringLiteral("p"), QStringLiteral("w") };
    const QStringList entries
        = QDir(m_directory).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
    const bool foreign = std::any_of(entries.cbegin(), entries.cend(),
        [&](const QString &entry) { return !own.contains(entry); });
    if (foreign) {
        return Failure { m_directory,
            QStringLiteral("这里有别的文件，不是发布目录。换一个空的或新的文件夹") };
    }
    for (const char *folder : { "meta", "t", "o" }) {
        QDirIterator files(pathOf(QLatin1String(folder)), QDir::Files | QDir::Hidden,
            QDirIterator::Subdirectories);
        if (files.hasNext()) {
            return Failure { pathOf(ServedTree::metadata(Role::Timestamp, 0)),
                QStringLiteral(
                    "这个文件不见了，但这里已有发布过的内容，不能从第 1 版重来。"
                    "从备份恢复整个 meta 文件夹；从没发布成功过，就清空这个文件夹再来") };
        }
    }
    return TreeState { 0, 0, Targets { { 0, {} }, {} }, {} };
}

// An interrupted publication may have left the next numbers behind; they stay as they are.
qint64 PublishedTree::nextVersion(Role role, qint64 last) const
{
    qint64 version = last + 1;
    while (QFileInfo(pathOf(ServedTree::metadata(role, version))).isFile()) {
        ++version;
    }
    return version;
}

Result<Done> PublishedTree::writeOnce(const QString &name, const QByteArray &bytes) const
{
    if (!QFileInfo(pathOf(name)).isFile()) {
        return writeDurably(pathOf(name), bytes);
    }
    const Result<QByteArray> present = readFile(name);
    if (!present) {
        return present.failure();
    }
    return present.value() == bytes
        ? Result<Done>(Done {})
        : Failure { pathOf(name), QStringLiteral("已有内容不同的同名文件，不覆盖。从备份恢复它") };
}

Result<TreeState> PublishedTree::read() const
{
    const QString timestampName = ServedTree::metadata(Role::Timestamp, 0);
    if (!QFileInfo::exists(pathOf(timestampName))) {
        return readWithoutTimestamp();
    }
    auto trusted
        = TrustedMetadata::startingFrom(m_keys.root, { QDateTime::currentDateTimeUtc(), false });
    if (!trusted) {
        return distrust(trusted.failure());
    }
    const auto read = [&](const QString &name) {
        const Result<QByteArray> file = readFile(name);
        return file ? file.value() : QByteArray();
    };
    TrustedMetadata &metadata = trusted.value();
    for (qint64 version = metadata.root().version + 1;
         QFileInfo::exists(pathOf(ServedTree::metadata(Role::Root, version))); ++version) {
        if (const auto done = metadata.updateRoot(read(ServedTree::metadata(Role::Root, version)));
            !done) {
            return distrust(done.failure());
        }
    }
    if (const auto done = metadata.finishRoot(); !done) {
        return distrust(done.failure());
    }
    if (const auto done = metadata.updateTimestamp(read(timestampName)); !done) {
        return distrust(done.failure());
    }
    const qint64 snapshotVersion = metadata.timestamp()->snapshot.version;
    if (const auto done
        = metadata.updateSnapshot(read(ServedTree::metadata(Role::Snapshot, snapshotVersion)));
        !done) {
        return distrust(done.failure());
    }
    const qint64 targetsVersion = metadata.targetsFile().version;
    if (const auto done
        = metadata.updateTargets(read(ServedTree::metadata(Role::Targets, targetsVersion)));
        !done) {
        return distrust(done.failure());
    }
    const QDateTime soonest = std::min({ metadata.timestamp()->expires,
        metadata.snapshot()->expires, metadata.targets()->expires });
    return TreeState { metadata.timestamp()->version, snapshotVersion, *metadata.targets(),
        soonest };
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
    const Manifest &manifest, const QString &channel, const QString &contentDigest) const
{
    const QByteArray json = manifest.toJson();
    const QByteArray packed = compress(json);
    ReleaseTarget release;
    release.release = manifest.release;
    release.rawSize = json.size();
    release.totalSize = manifest.totalSize();
    release.schema = manifest.schema;
    release.rolloutSalt = QStringLiteral("%1-%2").arg(channel).arg(manifest.release);
    QJsonObject custom = release.toJson();
    custom.insert(QLatin1String(kContentKey), contentDigest);
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

Result<Done> PublishedTree::sign(
    const TreeState &state, const QMap<QString, Target> &targets, const QDateTime &now) const
{
    Targets newTargets;
    newTargets.version = nextVersion(Role::Targets, state.targets.version);
    newTargets.expires = now.addDays(kTargetsDays);
    newTargets.targets = targets;
    const QByteArray targetsFile = signedFile(newTargets.toJson(), { m_keys.targets });
    Snapshot snapshot;
    snapshot.version = nextVersion(Role::Snapshot, state.snapshotVersion);
    snapshot.expires = now.addDays(kSnapshotDays);
    snapshot.files.insert(
        QStringLiteral("targets.json"), MetaFile::of(newTargets.version, targetsFile));
    const QByteArray snapshotFile = signedFile(snapshot.toJson(), { m_keys.snapshot });
    Timestamp timestamp;
    timestamp.version = state.timestampVersion + 1;
    timestamp.expires = now.addDays(kTimestampDays);
    timestamp.issued = now;
    timestamp.snapshot = MetaFile::of(snapshot.version, snapshotFile);
    const auto root = TrustedMetadata::startingFrom(m_keys.root, { now, false });
    if (!root) {
        return distrust(root.failure());
    }
    const QList<QPair<QString, QByteArray>> files {
        { ServedTree::metadata(Role::Root, root.value().root().version), m_keys.root },
        { ServedTree::metadata(Role::Targets, newTargets.version), targetsFile },
        { ServedTree::metadata(Role::Snapshot, snapshot.version), snapshotFile },
    };
    for (const auto &[name, bytes] : files) {
        const Result<Done> written = writeOnce(name, bytes);
        if (!written) {
            return written;
        }
    }
    return replaceTimestamp(signedFile(timestamp.toJson(), { m_keys.timestamp }));
}

// nginx's ETag is the whole second of the change and the size, so two publications within one
// second would look the same to a kiosk: the new file's time is at least a second later.
Result<Done> PublishedTree::replaceTimestamp(const QByteArray &bytes) const
{
    const QString path = pathOf(ServedTree::metadata(Role::Timestamp, 0));
    const QDateTime before = QFileInfo(path).lastModified();
    const Result<Done> written = writeDurably(path, bytes);
    QFile file(path);
    if (written && before.isValid() && file.open(QIODevice::ReadWrite)) {
        const QDateTime earliest = before.addSecs(1);
        const QDateTime changed = QFileInfo(path).lastModified();
        if (changed < earliest) {
            file.setFileTime(earliest, QFileDevice::FileModificationTime);
        }
    }
    return written;
}

QString webTargetName() { return QStringLiteral("web"); }

QString contentDigestOf(const Target &target)
{
    return target.custom.value(QLatin1String(kContentKey)).toString();
}

} // namespace Hall
