#include "publish/sign/bundles.h"

#include "publish/release/durablefiles.h"
#include "publish/sign/publishedtree.h"
#include "trust/boundedread.h"
#include "trust/compression.h"
#include "trust/digest.h"
#include "trust/envelope.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <algorithm>

namespace Hall {

namespace {

    constexpr qint64 kLargestPatch = 16 * 1024; ///< larger ones are worth an answer of their own
    constexpr qint64 kLargestFile = 16 * 1024 * 1024;

    QByteArray contentOf(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? readAtMost(file, kLargestFile) : QByteArray();
    }

    Targets targetsIn(const QByteArray &file)
    {
        const auto envelope = parseEnvelope(file, {});
        const auto targets = envelope ? Targets::fromJson(envelope.value().body)
                                      : Result<Targets>(envelope.failure());
        return targets ? targets.value() : Targets {};
    }

    /// The list of one channel's release, as it lies in the tree.
    struct Listed {
        QString name; ///< ServedTree::manifestText()
        QByteArray json; ///< empty: there is none
    };

    Listed listOf(const QString &directory, const Targets &targets, const QString &channel)
    {
        const Target target = targets.targets.value(ServedTree::manifestTarget(channel));
        const QString name = ServedTree::manifest(channel, target.sha256);
        const auto json = decompress(contentOf(directory + u'/' + name), largestManifest, name);
        return { ServedTree::manifestText(channel, target.sha256),
            json ? json.value() : QByteArray() };
    }

    BundledFiles smallPatches(
        const QString &directory, const QByteArray &before, const QByteArray &after)
    {
        const auto from = parseManifest(before, {});
        const auto to = parseManifest(after, {});
        BundledFiles patches;
        for (const ManifestFile &file : to ? to.value().files : QList<ManifestFile>()) {
            for (const ManifestPatch &patch : file.patches) {
                const bool held = from
                    && std::any_of(from.value().files.cbegin(), from.value().files.cend(),
                        [&](const ManifestFile &old) { return old.sha256 == patch.from; });
                const QString name = ServedTree::patch(patch.from, file.sha256);
                if (held && patch.size <= kLargestPatch) {
                    patches.append({ name, contentOf(directory + u'/' + name) });
                }
            }
        }
        return patches;
    }

    /// The digests of the patches that a list names, by their path.
    QMap<QString, QString> patchesIn(const QByteArray &json)
    {
        QMap<QString, QString> digests;
        const auto manifest = parseManifest(json, {});
        for (const ManifestFile &file : manifest ? manifest.value().files : QList<ManifestFile>()) {
            for (const ManifestPatch &patch : file.patches) {
                digests.insert(ServedTree::patch(patch.from, file.sha256), patch.sha256);
            }
        }
        return digests;
    }

    // Patches are held against the list beside them, so that a damaged one in the tree does not
    // speak against the bundle.
    bool yieldsWhatLiesThere(const QString &directory, const QMap<QString, QByteArray> &files)
    {
        QMap<QString, QString> patches;
        for (auto file = files.cbegin(); file != files.cend(); ++file) {
            if (file.key().startsWith(QLatin1String("p/"))) {
                continue;
            }
            const bool list = file.key().endsWith(QLatin1String(".manifest.json"));
            const QString stored
                = list ? file.key().chopped(5) + QStringLiteral(".zst") : file.key();
            const QByteArray bytes = contentOf(directory + u'/' + stored);
            const auto there
                = list ? decompress(bytes, largestManifest, stored) : Result<QByteArray>(bytes);
            if (!there || there.value() != file.value()) {
                return false;
            }
            if (list) {
                patches = patchesIn(file.value());
            }
        }
        return std::all_of(files.keyBegin(), files.keyEnd(), [&](const QString &path) {
            return !path.startsWith(QLatin1String("p/"))
                || patches.value(path) == sha256Hex(files.value(path));
        });
    }

    void dropOld(const QDir &folder, const QDateTime &now)
    {
        const QFileInfoList files = folder.entryInfoList(QDir::Files | QDir::Hidden);
        for (const QFileInfo &file : files) {
            if (file.lastModified().addDays(kTimestampDays) < now) {
                QFile::remove(file.filePath());
            }
        }
    }

} // namespace

Result<Done> writeBundles(const QString &directory, const SignedFiles &before,
    const SignedFiles &after, qint64 timestampVersion, const QDateTime &now)
{
    const Targets earlier = targetsIn(before.targets);
    const Targets present = targetsIn(after.targets);
    dropOld(QDir(directory + QStringLiteral("/u")), now);
    for (const QString &channel : channelsOf(present)) {
        const Listed from = listOf(directory, earlier, channel);
        const Listed to = listOf(directory, present, channel);
        if (from.json.isEmpty() || to.json.isEmpty()) {
            continue;
        }
        BundledFiles files { { ServedTree::metadata(Role::Snapshot, after.snapshotVersion),
            after.snapshot } };
        if (after.targets != before.targets) {
            files.append(
                { ServedTree::metadata(Role::Targets, after.targetsVersion), after.targets });
        }
        if (to.name != from.name) {
            files.append({ to.name, to.json });
            files.append(smallPatches(directory, from.json, to.json));
        }
        const BundleBase base { before.snapshot, before.targets, from.json };
        const QByteArray bundle = makeBundle(base, files);
        if (bundle.size() > largestBundle) {
            continue;
        }
        const Result<Done> written = writeDurably(
            directory + u'/' + ServedTree::bundle(timestampVersion, channel, base.digest()),
            bundle);
        if (!written) {
            return written;
        }
    }
    return Done {};
}

bool isBundleWhole(const QString &directory, const QString &name)
{
    static const QRegularExpression shape(
        QStringLiteral("^u/[1-9][0-9]*\\.([a-z0-9][a-z0-9-]*)\\.([0-9a-f]{16})\\.zst$"));
    const auto match = shape.match(name);
    const QDir meta(directory + QStringLiteral("/meta"));
    const QStringList snapshots
        = meta.entryList({ QStringLiteral("*.snapshot.json") }, QDir::Files, QDir::Time);
    for (const QString &file : match.hasMatch() ? snapshots : QStringList()) {
        const QByteArray snapshot = contentOf(meta.filePath(file));
        const auto envelope = parseEnvelope(snapshot, {});
        const auto parsed = envelope ? Snapshot::fromJson(envelope.value().body)
                                     : Result<Snapshot>(envelope.failure());
        const qint64 version
            = parsed ? parsed.value().files.value(QStringLiteral("targets.json")).version : 0;
        const QByteArray targets
            = contentOf(directory + u'/' + ServedTree::metadata(Role::Targets, version));
        const BundleBase base { snapshot, targets,
            listOf(directory, targetsIn(targets), match.captured(1)).json };
        if (base.digest().left(16) != match.captured(2)) {
            continue;
        }
        const auto files = openBundle(contentOf(directory + u'/' + name), base, name);
        return files && yieldsWhatLiesThere(directory, files.value());
    }
    return false;
}

} // namespace Hall
