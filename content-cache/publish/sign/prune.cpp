#include "publish/sign/history.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QSet>

namespace Hall {

namespace {

    constexpr qsizetype kDigestLength = 64;

    /// What has to stay in a tree.
    struct Kept {
        QSet<qint64> targetsVersions;
        QSet<QString> manifests; ///< names below t/
        QSet<QString> objects; ///< digests
        QSet<QString> patches; ///< names below p/
    };

    // Files that were the newest within the grace, and the newest file of each of the last
    // releases.
    QList<SignedTargets> keptTargets(const TreeSession &session, int keep, const QDateTime &since)
    {
        QList<SignedTargets> kept;
        QMap<QString, QSet<qint64>> releases;
        QDateTime superseded = session.now();
        const QList<SignedTargets> files = targetsFilesOf(session);
        for (const SignedTargets &file : files) {
            bool wanted = superseded >= since;
            const QStringList channels = channelsOf(file.targets);
            for (const QString &channel : channels) {
                QSet<qint64> &seen = releases[channel];
                const qint64 release
                    = releaseOf(file.targets.targets.value(ServedTree::manifestTarget(channel)));
                if (!seen.contains(release) && seen.size() < keep) {
                    seen.insert(release);
                    wanted = true;
                }
            }
            if (wanted) {
                kept.append(file);
            }
            superseded = file.written;
        }
        return kept;
    }

    // A manifest that cannot be read keeps nothing, so pruning must not go on.
    Result<Kept> keptBy(const TreeSession &session, const QList<SignedTargets> &files)
    {
        Kept kept;
        for (const SignedTargets &file : files) {
            kept.targetsVersions.insert(file.targets.version);
            TreeState state = session.state();
            state.targets = file.targets;
            for (auto target = file.targets.targets.cbegin(); target != file.targets.targets.cend();
                 ++target) {
                const QString name = QStringLiteral("t/%1.%2").arg(target->sha256, target.key());
                if (kept.manifests.contains(name)) {
                    continue;
                }
                kept.manifests.insert(name);
                const Result<Manifest> manifest
                    = session.files().manifestOf(state, target.key().section(u'.', 0, 0));
                if (!manifest) {
                    return manifest.failure();
                }
                for (const ManifestFile &entry : manifest.value().files) {
                    kept.objects.insert(entry.sha256);
                    for (const ManifestPatch &patch : entry.patches) {
                        // A patch can be looked through only beside what it starts from.
                        kept.objects.insert(patch.from);
                        kept.patches.insert(ServedTree::patch(patch.from, entry.sha256));
                    }
                }
            }
        }
        const Result<QList<OverlayState>> overlays = session.overlays();
        if (!overlays) {
            return overlays.failure();
        }
        for (const OverlayState &overlay : overlays.value()) {
            for (const ManifestFile &entry : overlay.manifest.files) {
                kept.objects.insert(entry.sha256);
            }
        }
        return kept;
    }

    bool isKept(const Kept &kept, const TreeState &state, const QString &name)
    {
        const QString file = name.section(u'/', -1);
        if (name.startsWith(QLatin1String("t/"))) {
            return kept.manifests.contains(name)
                || file.section(u'.', 1, 1).startsWith(QLatin1String("overlay-"));
        }
        if (name.startsWith(QLatin1String("o/"))) {
            return kept.objects.contains(file.left(kDigestLength));
        }
        if (name.startsWith(QLatin1String("p/"))) {
            return kept.patches.contains(name);
        }
        const qint64 version = file.section(u'.', 0, 0).toLongLong();
        if (file.endsWith(QLatin1String(".targets.json"))) {
            return kept.targetsVersions.contains(version) || version > state.targets.version;
        }
        if (file.endsWith(QLatin1String(".snapshot.json"))) {
            return version >= state.snapshot.version;
        }
        return true;
    }

    // A bundle starts from metadata that may just have gone; whoever misses one asks for the single
    // files.
    void dropBundles(const QDir &tree, Pruned &pruned)
    {
        QDirIterator bundles(tree.filePath(QStringLiteral("u")), QDir::Files);
        while (bundles.hasNext()) {
            const QFileInfo file(bundles.next());
            if (QFile::remove(file.filePath())) {
                ++pruned.files;
                pruned.bytes += file.size();
            }
        }
    }

} // namespace

Result<Pruned> pruneTree(const SigningPlace &place, int keep, int graceHours)
{
    const auto opened = TreeSession::open(place, {});
    if (!opened) {
        return opened.failure();
    }
    const TreeSession &session = *opened.value();
    const QDateTime since = place.now.addSecs(-qint64(graceHours) * 3600);
    const Result<Kept> kept = keptBy(session, keptTargets(session, keep, since));
    if (!kept) {
        return kept.failure();
    }
    Pruned pruned;
    const QDir tree(session.directory());
    // Names before what they name: a broken-off pruning leaves unused files, never unmet promises.
    for (const char *folder : { "meta", "t", "p", "o" }) {
        QDirIterator files(
            tree.filePath(QLatin1String(folder)), QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const QFileInfo file(files.next());
            const QString name = tree.relativeFilePath(file.filePath());
            const bool young = file.lastModified().toUTC() >= since;
            if (!young && !isKept(kept.value(), session.state(), name)
                && QFile::remove(file.filePath())) {
                ++pruned.files;
                pruned.bytes += file.size();
            }
        }
    }
    if (pruned.files > 0) {
        dropBundles(tree, pruned);
    }
    return pruned;
}

} // namespace Hall
