#include "publish/sign/overlays.h"

#include "publish/release/durablefiles.h"
#include "publish/releasereader.h"
#include "store/schema.h"
#include "trust/compression.h"
#include "trust/digest.h"
#include "trust/strictjson.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

namespace Hall {

namespace {

    constexpr qint64 kMaxFileBytes = 64 * 1024 * 1024;

    QString numberFile(const QString &keys, const QString &name)
    {
        return QDir(keys).filePath(name + QStringLiteral(".version"));
    }

    OverlayBundle countsOf(const ReleaseContent &content)
    {
        OverlayBundle bundle;
        bundle.halls = content.halls.size();
        bundle.offices = content.offices.size();
        bundle.hotlines = content.hotlines.size();
        bundle.notices = content.notices.size();
        return bundle;
    }

    bool holdsTheCitys(const ReleaseContent &content)
    {
        return !content.items.isEmpty() || !content.topics.isEmpty() || !content.fees.isEmpty()
            || !content.forms.isEmpty() || !content.laws.isEmpty() || !content.channels.isEmpty()
            || !content.units.isEmpty() || !content.calendars.isEmpty() || !content.terms.isEmpty();
    }

    Result<Manifest> addDatabase(
        const PublishedTree &bundle, const ReleaseContent &content, qint64 version)
    {
        const QTemporaryDir scratch;
        const QString path = scratch.filePath(releaseDatabaseName());
        const Result<Done> written = writeReleaseDatabase(content, path);
        const Result<QByteArray> bytes
            = written ? readWhole(path, kMaxFileBytes) : written.failure();
        if (!bytes) {
            return bytes.failure();
        }
        const Result<ManifestFile> file
            = bundle.addObject(releaseDatabaseName(), bytes.value(), {});
        return file ? Result<Manifest>(Manifest { version, kReleaseSchema, { file.value() } })
                    : file.failure();
    }

    // What lies in the bundle already was signed under an earlier number.
    Result<Done> emptyBundle(const QString &bundle)
    {
        static const QStringList own { QStringLiteral("meta"), QStringLiteral("t"),
            QStringLiteral("o") };
        const QStringList entries = QDir(bundle).entryList(
            QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
        for (const QString &entry : entries) {
            if (!own.contains(entry)) {
                return Failure { bundle,
                    QStringLiteral("这里有别的文件，不覆盖。换一个空的或新的文件夹") };
            }
        }
        for (const QString &folder : own) {
            QDir(QDir(bundle).filePath(folder)).removeRecursively();
        }
        return QDir().mkpath(bundle) ? Result<Done>(Done {})
                                     : Failure { bundle, QStringLiteral("文件夹建不了") };
    }

    /// A bundle whose every file was checked.
    struct ReadBundle {
        qint64 version = 0;
        QDateTime expires;
        QByteArray metadata;
        QMap<QString, QByteArray> files; ///< below the tree, as they lie in the bundle
        ReleaseContent content;
    };

    /// Reads a bundle and believes nothing that the delegation's keys did not sign.
    class BundleReader {
    public:
        BundleReader(const QString &bundle, const QString &name)
            : m_bundle(bundle)
            , m_name(name)
        {
        }

        Result<ReadBundle> read(const KeyRing &keys, const RoleKeys &role)
        {
            const Result<Target> target = readMetadata(keys, role);
            if (!target) {
                return target.failure();
            }
            const Result<Manifest> manifest = readManifest(target.value());
            if (!manifest) {
                return manifest.failure();
            }
            if (manifest.value().release != m_read.version
                || manifest.value().schema != kReleaseSchema) {
                return refusal(QStringLiteral("编号或格式和签名的不一致"));
            }
            for (const ManifestFile &file : manifest.value().files) {
                const Result<Done> object = readObject(file);
                if (!object) {
                    return object.failure();
                }
            }
            return m_read;
        }

    private:
        Failure refusal(const QString &why) const { return Failure { m_bundle.path(), why }; }

        Result<Target> readMetadata(const KeyRing &keys, const RoleKeys &role)
        {
            const QStringList names = QDir(m_bundle.filePath(QStringLiteral("meta")))
                                          .entryList(QDir::Files | QDir::Hidden);
            if (names.size() != 1) {
                return refusal(QStringLiteral("不是完整的分县局内容包"));
            }
            const Result<QByteArray> file = readWhole(
                m_bundle.filePath(QStringLiteral("meta/") + names.first()), kMaxFileBytes);
            const Result<Envelope> envelope
                = file ? parseEnvelope(file.value(), m_name) : Result<Envelope>(file.failure());
            if (!envelope) {
                return envelope.failure();
            }
            if (const auto trusted = checkSignatures(envelope.value(), keys, role, m_name);
                !trusted) {
                return refusal(QStringLiteral("签名不是市局登记的 %1 的密钥签的（%2）")
                                   .arg(m_name, trusted.failure().why));
            }
            const Result<Targets> targets = Targets::fromJson(envelope.value().body, m_name);
            if (!targets) {
                return targets.failure();
            }
            const QString path = ServedTree::manifestTarget(overlayChannel(m_name));
            if (targets.value().targets.keys() != QStringList(path)
                || !targets.value().delegations.isEmpty()) {
                return refusal(QStringLiteral("签名的内容不只是 %1 自己的").arg(m_name));
            }
            m_read.version = targets.value().version;
            m_read.expires = targets.value().expires;
            m_read.metadata = file.value();
            return targets.value().targets.first();
        }

        Result<Manifest> readManifest(const Target &target)
        {
            const QString name = ServedTree::manifest(overlayChannel(m_name), target.sha256);
            const Result<QByteArray> packed = readWhole(m_bundle.filePath(name), kMaxFileBytes);
            if (!packed) {
                return packed.failure();
            }
            if (sha256Hex(packed.value()) != target.sha256) {
                return refusal(QStringLiteral("清单和签名的不一致"));
            }
            m_read.files.insert(name, packed.value());
            const Result<QByteArray> json = decompress(packed.value(), largestManifest, name);
            return json ? parseManifest(json.value(), name) : Result<Manifest>(json.failure());
        }

        Result<Done> readObject(const ManifestFile &file)
        {
            if (file.path != releaseDatabaseName()) {
                return refusal(QStringLiteral("有数据库以外的文件 %1").arg(file.path));
            }
            const QString name = ServedTree::object(file.sha256);
            const Result<QByteArray> bytes = readWhole(m_bundle.filePath(name), kMaxFileBytes);
            if (!bytes) {
                return bytes.failure();
            }
            if (sha256Hex(bytes.value()) != file.sha256 || bytes.value().size() != file.size) {
                return refusal(QStringLiteral("数据库和签名的清单不一致"));
            }
            m_read.files.insert(name, bytes.value());
            if (file.compressedSize) {
                const QString small = ServedTree::compressedObject(file.sha256);
                const Result<QByteArray> packed
                    = readWhole(m_bundle.filePath(small), kMaxFileBytes);
                const Result<QByteArray> text = packed
                    ? decompress(packed.value(), file.size, small)
                    : Result<QByteArray>(packed.failure());
                if (!text || text.value() != bytes.value()
                    || packed.value().size() != *file.compressedSize) {
                    return refusal(QStringLiteral("压缩的数据库和签名的清单不一致"));
                }
                m_read.files.insert(small, packed.value());
            }
            return readContent(bytes.value());
        }

        Result<Done> readContent(const QByteArray &database)
        {
            const QTemporaryDir scratch;
            const QString path = scratch.filePath(releaseDatabaseName());
            const Result<Done> written = writeDurably(path, database);
            const Result<ReleaseContent> content
                = written ? readReleaseDatabase(path) : Result<ReleaseContent>(written.failure());
            if (!content) {
                return content.failure();
            }
            if (holdsTheCitys(content.value())) {
                return refusal(QStringLiteral("内容不只是网点、办公时间、电话和通知"));
            }
            m_read.content = content.value();
            return Done {};
        }

        QDir m_bundle;
        QString m_name;
        ReadBundle m_read;
    };

} // namespace

Result<Done> delegateTo(
    const SigningPlace &place, const QString &name, const QString &publicKeyFile)
{
    const Result<QByteArray> file = readWhole(publicKeyFile, kMaxFileBytes);
    const Result<QJsonObject> json = file ? parseStrictObject(file.value(), publicKeyFile)
                                          : Result<QJsonObject>(file.failure());
    const Result<PublicKey> key
        = json ? PublicKey::fromJson(json.value()) : Result<PublicKey>(json.failure());
    if (!key || key.value().raw().isEmpty()) {
        return Failure { publicKeyFile, QStringLiteral("不是 keys init --county 生成的公钥") };
    }
    const auto session
        = TreeSession::open(place, { Role::Targets, Role::Snapshot, Role::Timestamp });
    if (!session) {
        return session.failure();
    }
    Targets targets = session.value()->state().targets;
    targets.delegations.delegate(
        name, { key.value() }, { ServedTree::manifestTarget(overlayChannel(name)) }, true);
    return session.value()->metadata().sign(session.value()->state(), targets, place.now);
}

// The snapshot goes on naming the county's file: kiosks take a name that is gone for an attack (TUF
// 1.0 §5.5.5).
Result<Done> revokeDelegation(const SigningPlace &place, const QString &name)
{
    const auto session
        = TreeSession::open(place, { Role::Targets, Role::Snapshot, Role::Timestamp });
    if (!session) {
        return session.failure();
    }
    Targets targets = session.value()->state().targets;
    if (!targets.delegations.withdraw(name)) {
        return Failure { name, QStringLiteral("没有登记这个分县局") };
    }
    return session.value()->metadata().sign(session.value()->state(), targets, place.now);
}

Result<OverlayBundle> buildOverlay(const Workspace &workspace, const BuildSettings &settings,
    const QString &name, const QString &keys, const QString &bundle, qint64 version,
    const QDateTime &now)
{
    const Result<QList<HeldKey>> held = readHeldKeys(keys);
    if (!held || held.value().size() != 1) {
        return held ? Failure { keys, QStringLiteral("这里应只有分县局自己的一把密钥") }
                    : held.failure();
    }
    const Result<QByteArray> last = readWhole(numberFile(keys, name), kMaxFileBytes);
    const qint64 next = std::max(version, (last ? last.value().trimmed().toLongLong() : 0) + 1);
    Result<Done> step = emptyBundle(bundle);
    if (step) {
        // The number first: one that was signed once is never signed again.
        step = writeDurably(numberFile(keys, name), QByteArray::number(next) + '\n');
    }
    if (!step) {
        return step.failure();
    }
    BuildSettings numbered = settings;
    numbered.release = static_cast<int>(next);
    ReleaseContent content = assembleRelease(workspace, numbered);
    content.units.clear();
    const PublishedTree tree(bundle);
    const Result<Manifest> manifest = addDatabase(tree, content, next);
    const Result<Target> target = manifest
        ? tree.addManifest(manifest.value(), overlayChannel(name), {})
        : Result<Target>(manifest.failure());
    if (!target) {
        return target.failure();
    }
    Targets targets;
    targets.version = next;
    targets.expires = now.addDays(kOverlayDays);
    targets.targets.insert(ServedTree::manifestTarget(overlayChannel(name)), target.value());
    step = writeDurably(QDir(bundle).filePath(ServedTree::delegatedMetadata(name, next)),
        signedFile(targets.toJson(), { held.value().first().key }));
    OverlayBundle made = countsOf(content);
    made.version = next;
    made.expires = targets.expires;
    return step ? Result<OverlayBundle>(made) : step.failure();
}

Result<OverlayBundle> acceptOverlay(
    const SigningPlace &place, const QString &bundle, const QString &name)
{
    const auto session = TreeSession::open(place, { Role::Snapshot, Role::Timestamp });
    if (!session) {
        return session.failure();
    }
    const TreeState &state = session.value()->state();
    const auto delegation = session.value()->delegationOf(name);
    if (!delegation) {
        return Failure { name, QStringLiteral("市局还没有登记这个分县局，先用 delegate") };
    }
    const Result<ReadBundle> read
        = BundleReader(bundle, name).read(delegation->keys, delegation->role.keys);
    if (!read) {
        return read.failure();
    }
    const QString file = name + QStringLiteral(".json");
    const auto known = state.snapshot.files.constFind(file);
    if (known != state.snapshot.files.cend() && read.value().version <= known->version) {
        return Failure { bundle,
            QStringLiteral("已有第 %1 号，不能放入第 %2 号")
                .arg(known->version)
                .arg(read.value().version) };
    }
    if (read.value().expires <= place.now) {
        return Failure { bundle, QStringLiteral("签名已过期，请分县局重新生成") };
    }
    const QDir tree(place.tree);
    for (auto one = read.value().files.cbegin(); one != read.value().files.cend(); ++one) {
        const Result<Done> written = writeDurably(tree.filePath(one.key()), one.value());
        if (!written) {
            return written.failure();
        }
    }
    const qint64 version = read.value().version;
    const Result<Done> written = writeDurably(
        tree.filePath(ServedTree::delegatedMetadata(name, version)), read.value().metadata);
    const Result<Done> done = written ? session.value()->metadata().resign(state, place.now,
                                  { { file, MetaFile::of(version, read.value().metadata) } })
                                      : written;
    OverlayBundle accepted = countsOf(read.value().content);
    accepted.version = version;
    accepted.expires = read.value().expires;
    return done ? Result<OverlayBundle>(accepted) : done.failure();
}

} // namespace Hall
