#include "publish/sign/stickfiles.h"

#include "trust/digest.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSet>

namespace Hall {

namespace {

    /// Gathers the files, each once.
    class Gatherer {
    public:
        explicit Gatherer(const TreeSession &session)
            : m_session(session)
            , m_tree(session.directory())
        {
        }

        void release(const Manifest &manifest)
        {
            for (const ManifestFile &file : manifest.files) {
                if (file.compressedSize) {
                    add({ ServedTree::compressedObject(file.sha256), *file.compressedSize,
                        file.sha256, true, file.size });
                } else {
                    add({ ServedTree::object(file.sha256), file.size, file.sha256 });
                }
                for (const ManifestPatch &patch : file.patches) {
                    add({ ServedTree::patch(patch.from, file.sha256), patch.size, patch.sha256 });
                }
            }
        }

        void manifest(const QString &path, const Target &target)
        {
            add({ QStringLiteral("t/%1.%2").arg(target.sha256, path), target.length,
                target.sha256 });
        }

        Result<Done> metadata(const QString &name)
        {
            QFile file(m_tree.filePath(name));
            if (!file.open(QIODevice::ReadOnly)) {
                return Failure { file.fileName(), file.errorString() };
            }
            const QByteArray bytes = file.readAll();
            add({ name, bytes.size(), sha256Hex(bytes) });
            return Done {};
        }

        void add(const StickFile &file)
        {
            if (!m_known.contains(file.name)) {
                m_known.insert(file.name);
                m_files.append(file);
            }
        }

        QList<StickFile> files() const { return m_files; }

    private:
        const TreeSession &m_session;
        QDir m_tree;
        QSet<QString> m_known;
        QList<StickFile> m_files;
    };

    QStringList metadataNames(const TreeSession &session)
    {
        QStringList names;
        const QDir meta(session.directory() + QStringLiteral("/meta"));
        const QStringList roots = meta.entryList({ QStringLiteral("*.root.json") }, QDir::Files);
        for (const QString &root : roots) {
            names << QStringLiteral("meta/") + root;
        }
        const Snapshot &snapshot = session.state().snapshot;
        for (auto file = snapshot.files.cbegin(); file != snapshot.files.cend(); ++file) {
            const QString role = file.key().chopped(5);
            names << (file.key() == QLatin1String("targets.json")
                    ? ServedTree::metadata(Role::Targets, file->version)
                    : ServedTree::delegatedMetadata(role, file->version));
        }
        return names << ServedTree::metadata(Role::Snapshot, snapshot.version);
    }

} // namespace

Result<QList<StickFile>> stickFiles(const TreeSession &session, const QString &channel)
{
    const Result<Target> target = session.releaseOn(channel);
    const Result<Manifest> manifest = session.files().manifestOf(session.state(), channel);
    if (!target || !manifest) {
        return target ? manifest.failure() : target.failure();
    }
    Gatherer gatherer(session);
    gatherer.release(manifest.value());
    const Result<QList<OverlayState>> overlays = session.overlays();
    if (!overlays) {
        return overlays.failure();
    }
    for (const OverlayState &overlay : overlays.value()) {
        gatherer.release(overlay.manifest);
    }
    gatherer.manifest(ServedTree::manifestTarget(channel), target.value());
    for (const OverlayState &overlay : overlays.value()) {
        gatherer.manifest(ServedTree::manifestTarget(overlayChannel(overlay.name)), overlay.target);
    }
    const QStringList names = metadataNames(session);
    for (const QString &name : names) {
        const Result<Done> added = gatherer.metadata(name);
        if (!added) {
            return added.failure();
        }
    }
    return gatherer.files();
}

} // namespace Hall
