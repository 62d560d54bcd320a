#include "publish/sign/verifytree.h"

#include "publish/sign/bundles.h"
#include "publish/sign/publishedtree.h"
#include "trust/compression.h"
#include "trust/digest.h"
#include "trust/patch.h"
#include "trust/trustedmetadata.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QSet>
#include <algorithm>

namespace Hall {

namespace {

    constexpr qint64 kMaxObjectBytes = 512 * 1024 * 1024;
    constexpr qsizetype kDigestLength = 64;

    QString changed() { return QStringLiteral("内容和签名的清单不一致"); }

    QString foreign() { return QStringLiteral("不在签名的清单里，不该在这里"); }

    /// Looks through one tree; every fault is kept, so that one call names all of them.
    class TreeCheck {
    public:
        TreeCheck(const QString &tree, const QByteArray &root, const TrustedMetadata &metadata)
            : m_tree(tree)
            , m_rootFile(root)
            , m_metadata(metadata)
            , m_roots({ metadata.root() })
        {
        }

        TreeReport report()
        {
            checkFolders();
            const bool trusted = checkChain();
            checkMetadataFiles();
            checkManifestFiles();
            checkObjectFiles();
            checkPatchFiles();
            checkBundleFiles();
            if (trusted) {
                checkTargets();
                checkOverlays();
            }
            std::sort(m_report.faults.begin(), m_report.faults.end(),
                [](const TreeFault &a, const TreeFault &b) { return a.file < b.file; });
            return m_report;
        }

    private:
        void fault(const QString &file, const QString &what)
        {
            const bool known = std::any_of(m_report.faults.cbegin(), m_report.faults.cend(),
                [&](const TreeFault &one) { return one.file == file; });
            if (!known) {
                m_report.faults.append({ file, what });
            }
        }

        // A link leads to what nobody signed, so it counts as unreadable.
        std::optional<QByteArray> read(const QString &name)
        {
            const QFileInfo info(m_tree.filePath(name));
            if (info.isSymLink()) {
                fault(name, QStringLiteral("是链接，不是文件"));
                return std::nullopt;
            }
            if (!info.exists()) {
                fault(name, QStringLiteral("缺少这个文件"));
                return std::nullopt;
            }
            QFile file(info.filePath());
            if (!info.isFile() || !file.open(QIODevice::ReadOnly)) {
                fault(name, QStringLiteral("读不出来"));
                return std::nullopt;
            }
            ++m_report.files;
            return file.readAll();
        }

        QStringList filesBelow(const QString &folder) const
        {
            QStringList names;
            QDirIterator files(m_tree.filePath(folder), QDir::Files | QDir::Hidden | QDir::System,
                QDirIterator::Subdirectories);
            while (files.hasNext()) {
                names << m_tree.relativeFilePath(files.next());
            }
            names.sort();
            return names;
        }

        void checkFolders()
        {
            static const QStringList own { QStringLiteral("meta"), QStringLiteral("o"),
                QStringLiteral("t"), QStringLiteral("p"), QStringLiteral("u"),
                QStringLiteral("w") };
            const QStringList entries = m_tree.entryList(
                QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
            for (const QString &entry : entries) {
                if (!own.contains(entry)) {
                    fault(entry, foreign());
                }
            }
        }

        template <typename Step> bool follow(const QString &name, const Step &step)
        {
            const auto bytes = read(name);
            if (!bytes) {
                return false;
            }
            const auto done = step(*bytes);
            if (!done) {
                fault(name, QStringLiteral("签名不对或已损坏（%1）").arg(done.failure().why));
                return false;
            }
            return true;
        }

        bool followRoots()
        {
            for (qint64 version = m_metadata.root().version + 1;; ++version) {
                const QString name = ServedTree::metadata(Role::Root, version);
                if (!QFileInfo::exists(m_tree.filePath(name))) {
                    return true;
                }
                if (!follow(name,
                        [&](const QByteArray &file) { return m_metadata.updateRoot(file); })) {
                    return false;
                }
                m_roots.append(m_metadata.root());
            }
        }

        // The steps of a kiosk; what lies behind a file that is not to be trusted stays unchecked.
        bool checkChain()
        {
            const qint64 firstRoot = m_metadata.root().version;
            const QString rootName = ServedTree::metadata(Role::Root, firstRoot);
            const auto root = read(rootName);
            if (root && *root != m_rootFile) {
                fault(rootName, QStringLiteral("和给出的 root.json 不一样"));
            }
            const auto timestamp
                = [&](const QByteArray &file) { return m_metadata.updateTimestamp(file); };
            const auto snapshot
                = [&](const QByteArray &file) { return m_metadata.updateSnapshot(file); };
            const auto targets
                = [&](const QByteArray &file) { return m_metadata.updateTargets(file); };
            const bool whole = followRoots() && m_metadata.finishRoot().ok()
                && follow(ServedTree::metadata(Role::Timestamp, 0), timestamp)
                && follow(
                    ServedTree::metadata(Role::Snapshot, m_metadata.timestamp()->snapshot.version),
                    snapshot)
                && follow(
                    ServedTree::metadata(Role::Targets, m_metadata.targetsFile().version), targets);
            const QStringList expired = m_metadata.expiredRoles();
            for (const QString &role : expired) {
                fault(
                    QStringLiteral("meta/") + role, QStringLiteral("签名已过期，重新发布就会续期"));
            }
            if (!whole) {
                fault(QStringLiteral("w"), QStringLiteral("清单不可信，下面的文件没有核对"));
            }
            return whole;
        }

        // Earlier files bear the signatures of the keys of their day.
        Trusted<Done> signedUnderAnyRoot(
            const Envelope &envelope, Role role, const QString &name) const
        {
            Trusted<Done> newest = Done {};
            for (auto root = m_roots.crbegin(); root != m_roots.crend(); ++root) {
                const Trusted<Done> checked
                    = checkSignatures(envelope, root->keys, root->roles.value(role), name);
                if (checked) {
                    return checked;
                }
                newest = root == m_roots.crbegin() ? checked : newest;
            }
            return newest;
        }

        // A county's earlier files bear keys that the city may no longer know; kiosks ask only for
        // the one that the snapshot names, and that one is looked at with its content.
        void checkOverlayFile(const QString &name)
        {
            static const QRegularExpression shape(
                QStringLiteral("^meta/([1-9][0-9]*)\\.([a-z][a-z0-9-]*)\\.json$"));
            const auto match = shape.match(name);
            const QString role = match.captured(2);
            const auto announced
                = m_metadata.snapshot() ? m_metadata.delegatedFile(role) : std::nullopt;
            if (!announced || match.captured(1).toLongLong() > announced->version) {
                fault(name, foreign());
                return;
            }
            follow(name, [&](const QByteArray &file) -> Trusted<Done> {
                const auto envelope = parseEnvelope(file, name);
                const auto targets = envelope ? Targets::fromJson(envelope.value().body, name)
                                              : Result<Targets>(envelope.failure());
                return targets
                    ? Trusted<Done>(Done {})
                    : TrustFailure { TrustError::BadMetadata, name, targets.failure().why };
            });
        }

        void checkOverlays()
        {
            const Delegations &delegations = m_metadata.targets()->delegations;
            for (const DelegatedRole &role : delegations.roles) {
                const auto announced = m_metadata.delegatedFile(role.name);
                if (!announced) {
                    continue;
                }
                const QString name = ServedTree::delegatedMetadata(role.name, announced->version);
                const QString path
                    = ServedTree::manifestTarget(QStringLiteral("overlay-") + role.name);
                follow(name, [&](const QByteArray &file) -> Trusted<Done> {
                    const auto targets = m_metadata.delegated(file, { role, delegations.keys });
                    if (!targets) {
                        return targets.failure();
                    }
                    const auto manifest = manifestOf(path, targets.value().targets.value(path));
                    if (manifest) {
                        requireObjects(*manifest);
                    }
                    return Done {};
                });
                if (m_metadata.expiredRoles().contains(role.name)) {
                    fault(name, QStringLiteral("签名已过期，请分县局重新生成内容包"));
                }
            }
        }

        void checkMetadataFiles()
        {
            static const QRegularExpression shape(
                QStringLiteral("^meta/[1-9][0-9]*\\.(root|snapshot|targets)\\.json$"));
            const QHash<QString, Role> roles { { QStringLiteral("root"), Role::Root },
                { QStringLiteral("snapshot"), Role::Snapshot },
                { QStringLiteral("targets"), Role::Targets } };
            const QStringList names = filesBelow(QStringLiteral("meta"));
            for (const QString &name : names) {
                if (name == ServedTree::metadata(Role::Timestamp, 0)) {
                    continue;
                }
                const auto match = shape.match(name);
                if (!match.hasMatch()) {
                    checkOverlayFile(name);
                    continue;
                }
                const Role role = roles.value(match.captured(1));
                follow(name, [&](const QByteArray &file) -> Trusted<Done> {
                    const auto envelope = parseEnvelope(file, name);
                    if (!envelope) {
                        return TrustFailure { TrustError::BadMetadata, name,
                            envelope.failure().why };
                    }
                    return signedUnderAnyRoot(envelope.value(), role, name);
                });
            }
        }

        void checkManifestFiles()
        {
            const QStringList names = filesBelow(QStringLiteral("t"));
            for (const QString &name : names) {
                const QString digest = name.section(u'/', -1).section(u'.', 0, 0);
                const auto bytes = read(name);
                if (!isSha256Hex(digest)) {
                    fault(name, foreign());
                } else if (bytes && sha256Hex(*bytes) != digest) {
                    fault(name, changed());
                }
            }
        }

        // Objects of earlier releases stay for kiosks that are behind: their names are the list.
        void checkObjectFiles()
        {
            const QStringList names = filesBelow(QStringLiteral("o"));
            for (const QString &name : names) {
                const QString digest = name.section(u'/', -1).left(kDigestLength);
                const bool packed = name == ServedTree::compressedObject(digest);
                if (!isSha256Hex(digest) || (!packed && name != ServedTree::object(digest))) {
                    fault(name, foreign());
                    continue;
                }
                const auto bytes = read(name);
                if (!bytes) {
                    continue;
                }
                const Result<QByteArray> text = packed ? decompress(*bytes, kMaxObjectBytes, name)
                                                       : Result<QByteArray>(*bytes);
                if (!text || sha256Hex(text.value()) != digest) {
                    fault(name, changed());
                }
            }
        }

        void checkBundleFiles()
        {
            const QStringList names = filesBelow(QStringLiteral("u"));
            for (const QString &name : names) {
                if (read(name) && !isBundleWhole(m_tree.path(), name)) {
                    fault(name, changed());
                }
            }
        }

        // Patches of earlier releases stay too. Each proves itself: it makes of one object the
        // other.
        void checkPatchFiles()
        {
            static const QRegularExpression shape(
                QStringLiteral("^p/(([0-9a-f]{2})[0-9a-f]{14})-([0-9a-f]{64})\\.zst$"));
            const QStringList names = filesBelow(QStringLiteral("p"));
            for (const QString &name : names) {
                const auto match = shape.match(name);
                if (!match.hasMatch()) {
                    fault(name, foreign());
                    continue;
                }
                const QDir folder(m_tree.filePath(QStringLiteral("o/") + match.captured(2)));
                const QStringList bases
                    = folder.entryList({ match.captured(1) + QLatin1Char('*') }, QDir::Files);
                QFile base(folder.filePath(bases.value(0)));
                const auto patch = read(name);
                const auto text = patch && base.open(QIODevice::ReadOnly)
                    ? applyPatch(*patch, base.readAll(), largestPatched, name)
                    : Result<QByteArray>(Failure {});
                if (!text || sha256Hex(text.value()) != match.captured(3)) {
                    fault(name, changed());
                }
            }
        }

        std::optional<Manifest> manifestOf(const QString &path, const Target &target)
        {
            const QString name = QStringLiteral("t/%1.%2").arg(target.sha256, path);
            const auto packed = read(name);
            if (!packed) {
                return std::nullopt;
            }
            const auto json = decompress(*packed, largestManifest, name);
            const auto manifest = json && Target::of(*packed, target.custom) == target
                ? parseManifest(json.value(), name)
                : Result<Manifest>(Failure {});
            if (!manifest) {
                fault(name, changed());
                return std::nullopt;
            }
            return manifest.value();
        }

        void checkTargets()
        {
            const QMap<QString, Target> targets = m_metadata.targets()->targets;
            const QString web = ServedTree::manifestTarget(webTargetName());
            for (auto target = targets.cbegin(); target != targets.cend(); ++target) {
                const auto manifest = manifestOf(target.key(), target.value());
                if (!manifest) {
                    continue;
                }
                requireObjects(*manifest);
                if (target.key() == web) {
                    checkWebFiles(*manifest);
                }
            }
            if (!targets.contains(web)) {
                fault(QStringLiteral("w"), QStringLiteral("没有签名的清单，再发布一次就有"));
            }
        }

        void requirePatches(const ManifestFile &file)
        {
            for (const ManifestPatch &patch : file.patches) {
                const QString name = ServedTree::patch(patch.from, file.sha256);
                const auto bytes = read(name);
                if (bytes && (bytes->size() != patch.size || sha256Hex(*bytes) != patch.sha256)) {
                    fault(name, changed());
                }
            }
        }

        void requireObjects(const Manifest &manifest)
        {
            for (const ManifestFile &file : manifest.files) {
                requirePatches(file);
                const QString packed = ServedTree::compressedObject(file.sha256);
                for (const QString &name : { ServedTree::object(file.sha256), packed }) {
                    const bool wanted = name != packed || file.compressedSize;
                    if (wanted && !QFileInfo(m_tree.filePath(name)).isFile()) {
                        fault(name, QStringLiteral("缺少这个文件（%1）").arg(file.path));
                    }
                }
            }
        }

        void checkWebFiles(const Manifest &manifest)
        {
            QSet<QString> listed;
            for (const ManifestFile &file : manifest.files) {
                const QString name = QStringLiteral("w/") + file.path;
                listed.insert(name);
                const auto bytes = read(name);
                if (bytes && sha256Hex(*bytes) != file.sha256) {
                    fault(name, changed());
                }
            }
            const QStringList names = filesBelow(QStringLiteral("w"));
            for (const QString &name : names) {
                if (!listed.contains(name)) {
                    fault(name, foreign());
                }
            }
        }

        QDir m_tree;
        QByteArray m_rootFile;
        TrustedMetadata m_metadata;
        QList<Root> m_roots; ///< the chain so far
        TreeReport m_report;
    };

} // namespace

Result<TreeReport> verifyTree(const QString &tree, const QString &rootFile, const QDateTime &now)
{
    if (!QFileInfo(tree).isDir()) {
        return Failure { tree, QStringLiteral("没有这个文件夹") };
    }
    QFile file(rootFile);
    if (!file.open(QIODevice::ReadOnly)) {
        return Failure { rootFile, QStringLiteral("读不出来") };
    }
    const QByteArray root = file.readAll();
    const auto metadata = TrustedMetadata::startingFrom(root, { now, false });
    if (!metadata) {
        return Failure { rootFile,
            QStringLiteral("不是可用的 root.json（%1）").arg(metadata.failure().why) };
    }
    return TreeCheck(QDir(tree).absolutePath(), root, metadata.value()).report();
}

} // namespace Hall
