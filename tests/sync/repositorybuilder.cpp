#include "repositorybuilder.h"

#include "trust/compression.h"
#include "trust/digest.h"
#include "trust/patch.h"

#include <memory>
#include <sqlite3.h>

namespace Hall::Test {

namespace {

    QList<PublicKey> publicKeys(const QList<SigningKey> &keys)
    {
        QList<PublicKey> result;
        for (const SigningKey &key : keys)
            result.append(key.publicKey());
        return result;
    }

} // namespace

QByteArray databaseWith(const QString &text, int schema)
{
    sqlite3 *database = nullptr;
    sqlite3_open(":memory:", &database);
    const QString sql
        = QStringLiteral("CREATE TABLE fact(text TEXT); INSERT INTO fact VALUES('%1');"
                         "PRAGMA user_version=%2")
              .arg(text)
              .arg(schema);
    sqlite3_exec(database, sql.toUtf8().constData(), nullptr, nullptr, nullptr);
    sqlite3_int64 size = 0;
    unsigned char *bytes = sqlite3_serialize(database, "main", &size, 0);
    const QByteArray result(reinterpret_cast<const char *>(bytes), size);
    sqlite3_free(bytes);
    sqlite3_close(database);
    return result;
}

RepositoryBuilder::RepositoryBuilder()
    : now(QDateTime::fromString(QStringLiteral("2026-11-22T12:00:00Z"), Qt::ISODate))
    , rootKeys { SigningKey::generate(), SigningKey::generate(), SigningKey::generate() }
    , timestampKeys { SigningKey::generate() }
    , snapshotKeys { SigningKey::generate() }
    , targetsKeys { SigningKey::generate() }
{
    release.release = 41;
    targets.version = 0;
    snapshot.version = 0;
    timestamp.version = 0;
    m_root.version = 1;
    serveRoot(rootKeys);
    shippedRoot = served.take(ServedTree::metadata(Role::Root, 1));
}

void RepositoryBuilder::serveRoot(const QList<SigningKey> &signers)
{
    m_root.expires = now.addDays(365);
    m_root.authorise(Role::Root, publicKeys(rootKeys), 2);
    m_root.authorise(Role::Timestamp, publicKeys(timestampKeys));
    m_root.authorise(Role::Snapshot, publicKeys(snapshotKeys));
    m_root.authorise(Role::Targets, publicKeys(targetsKeys));
    served.insert(
        ServedTree::metadata(Role::Root, m_root.version), signedFile(m_root.toJson(), signers));
}

void RepositoryBuilder::rotateRoot()
{
    const QList<SigningKey> old = rootKeys;
    rootKeys = { SigningKey::generate(), SigningKey::generate() };
    ++m_root.version;
    serveRoot(old + rootKeys);
}

void RepositoryBuilder::serveRootSignedBy(const QList<SigningKey> &signers)
{
    ++m_root.version;
    serveRoot(signers);
    --m_root.version;
}

void RepositoryBuilder::rotateTimestampKey()
{
    timestampKeys = { SigningKey::generate() };
    ++m_root.version;
    serveRoot(rootKeys);
}

ManifestFile RepositoryBuilder::serveObject(const QString &path, const QByteArray &content)
{
    ManifestFile file { path, sha256Hex(content), content.size(), {} };
    served.insert(ServedTree::object(file.sha256), content);
    const QByteArray packed = compress(content, 3);
    if (compressObjects && packed.size() * 10 < content.size() * 9) {
        file.compressedSize = packed.size();
        served.insert(ServedTree::compressedObject(file.sha256), packed);
    }
    return file;
}

void RepositoryBuilder::servePatch(ManifestFile &file, const QByteArray &content)
{
    const QByteArray before = m_before.value(file.path);
    if (before.isEmpty() || before == content)
        return;
    const QByteArray patch = makePatch(before, content, 3);
    const QString from = sha256Hex(before);
    file.patches.append({ from, sha256Hex(patch), patch.size() });
    served.insert(ServedTree::patch(from, file.sha256), patch);
}

void RepositoryBuilder::publish(const Files &files)
{
    Manifest manifest { release.release + 1, 1, {} };
    for (auto it = files.cbegin(); it != files.cend(); ++it) {
        manifest.files.append(serveObject(it.key(), it.value()));
        if (makePatches)
            servePatch(manifest.files.last(), it.value());
    }
    m_before = files;
    publishManifest(manifest);
}

void RepositoryBuilder::publishManifest(const Manifest &manifest)
{
    const QByteArray json = manifest.toJson();
    const QByteArray packed = compress(json, 3);
    release.release = manifest.release;
    release.schema = manifest.schema;
    release.rawSize = json.size();
    release.rawSha256 = sha256Hex(json);
    m_manifest = json;
    release.totalSize = manifest.totalSize();
    targets.targets.insert(
        ServedTree::manifestTarget(channel), Target::of(packed, release.toJson()));
    served.insert(ServedTree::manifest(channel, sha256Hex(packed)), packed);
    resign();
}

void RepositoryBuilder::publishOverlay(const QString &county, const Files &files)
{
    Manifest manifest { counties.value(county).release.release + 1, 1, {} };
    for (auto it = files.cbegin(); it != files.cend(); ++it)
        manifest.files.append(serveObject(it.key(), it.value()));
    publishOverlayManifest(county, manifest);
}

void RepositoryBuilder::publishOverlayManifest(const QString &county, const Manifest &manifest)
{
    const QString overlay = QStringLiteral("overlay-") + county;
    CountyRole &role = counties[county];
    if (role.keys.isEmpty()) {
        role.keys = { SigningKey::generate() };
        role.targets.version = 0;
    }
    targets.delegations.delegate(
        county, publicKeys(role.keys), { ServedTree::manifestTarget(overlay) }, true);
    const QByteArray json = manifest.toJson();
    const QByteArray packed = compress(json, 3);
    role.release.release = manifest.release;
    role.release.schema = manifest.schema;
    role.release.rawSize = json.size();
    role.release.totalSize = manifest.totalSize();
    role.targets.expires = now.addDays(90);
    role.targets.targets.insert(
        ServedTree::manifestTarget(overlay), Target::of(packed, role.release.toJson()));
    served.insert(ServedTree::manifest(overlay, sha256Hex(packed)), packed);
    serveCounty(county);
    resign();
}

void RepositoryBuilder::serveCounty(const QString &county)
{
    CountyRole &role = counties[county];
    ++role.targets.version;
    const QByteArray file = signedFile(role.targets.toJson(), role.keys);
    served.insert(ServedTree::delegatedMetadata(county, role.targets.version), file);
    snapshot.files.insert(
        county + QStringLiteral(".json"), MetaFile::of(role.targets.version, file));
}

void RepositoryBuilder::withdrawOverlay(const QString &county)
{
    targets.delegations.withdraw(county);
    resign();
}

void RepositoryBuilder::resign()
{
    ++targets.version;
    ++snapshot.version;
    ++timestamp.version;
    timestamp.issued = now;
    serveTargets();
    serveSnapshot();
    serveTimestamp();
    const BundleBase base { served.value(ServedTree::metadata(Role::Snapshot, snapshot.version)),
        served.value(ServedTree::metadata(Role::Targets, targets.version)), m_manifest };
    if (makeBundles)
        serveBundle();
    m_bundleBase = base;
}

void RepositoryBuilder::serveBundle()
{
    BundledFiles files;
    for (const QString &path : { ServedTree::metadata(Role::Snapshot, snapshot.version),
             ServedTree::metadata(Role::Targets, targets.version) })
        files.append({ path, served.value(path) });
    const Target target = targets.targets.value(ServedTree::manifestTarget(channel));
    files.append({ ServedTree::manifestText(channel, target.sha256), m_manifest });
    const Result<Manifest> manifest = parseManifest(m_manifest, {});
    for (const ManifestFile &file : manifest.value().files) {
        for (const ManifestPatch &patch : file.patches) {
            const QString path = ServedTree::patch(patch.from, file.sha256);
            files.append({ path, served.value(path) });
        }
    }
    served.insert(ServedTree::bundle(timestamp.version, channel, m_bundleBase.digest()),
        makeBundle(m_bundleBase, files));
}

void RepositoryBuilder::serveTargets()
{
    targets.expires = now.addDays(180);
    const QByteArray file = signedFile(targets.toJson(), targetsKeys);
    served.insert(ServedTree::metadata(Role::Targets, targets.version), file);
    snapshot.files.insert(QStringLiteral("targets.json"), MetaFile::of(targets.version, file));
}

void RepositoryBuilder::serveSnapshot()
{
    snapshot.expires = now.addDays(14);
    const QByteArray file = signedFile(snapshot.toJson(), snapshotKeys);
    served.insert(ServedTree::metadata(Role::Snapshot, snapshot.version), file);
    timestamp.snapshot = MetaFile::of(snapshot.version, file);
}

void RepositoryBuilder::serveTimestamp()
{
    timestamp.expires = now.addDays(7);
    served.insert(ServedTree::metadata(Role::Timestamp, timestamp.version),
        signedFile(timestamp.toJson(), timestampKeys));
}

} // namespace Hall::Test
