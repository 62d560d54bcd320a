#include "publish/sign/publish.h"

#include "model/json.h"
#include "publish/render/phonepage.h"
#include "publish/sign/patches.h"
#include "publish/sign/publishedtree.h"
#include "store/schema.h"
#include "trust/digest.h"

#include <QCryptographicHash>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QTemporaryDir>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <optional>
#include <sys/file.h>
#include <unistd.h>

namespace Hall {

namespace {

    constexpr int kRenewDays = 4; ///< signatures that end sooner are renewed
    constexpr int kPatchedFrom = 2; ///< releases that patches are made from, see Patches::addTo()

    /// Keeps a second publisher out of the tree; the kernel frees the lock with the process.
    class TreeLock {
    public:
        explicit TreeLock(const QString &tree)
            : m_file(
                ::open(QFile::encodeName(tree).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC))
            , m_held(m_file >= 0 && ::flock(m_file, LOCK_EX | LOCK_NB) == 0)
        {
        }

        ~TreeLock()
        {
            if (m_file >= 0) {
                ::close(m_file);
            }
        }

        TreeLock(const TreeLock &) = delete;
        TreeLock &operator=(const TreeLock &) = delete;

        bool held() const { return m_held; }

    private:
        int m_file;
        bool m_held;
    };

    // What people would see: everything but the release's own number and date.
    QString contentDigest(ReleaseContent content, const QString &workspace)
    {
        content.info = {};
        QCryptographicHash hash(QCryptographicHash::Sha256);
        const auto addAll = [&](const auto &records) {
            for (const auto &record : records) {
                hash.addData(toJson(record));
                hash.addData("\n");
            }
        };
        hash.addData(toJson(content.site));
        addAll(content.items);
        addAll(content.topics);
        addAll(content.units);
        addAll(content.halls);
        addAll(content.offices);
        addAll(content.fees);
        addAll(content.hotlines);
        addAll(content.forms);
        addAll(content.laws);
        addAll(content.channels);
        addAll(content.notices);
        addAll(content.calendars);
        for (const SearchTerm &term : std::as_const(content.terms)) {
            hash.addData((term.itemId + u'\n' + term.text + u'\n' + term.readings).toUtf8());
        }
        hash.addData(QByteArray::number(kReleaseSchema));
        const Result<QList<WebFile>> files = webFiles(content, workspace);
        for (const WebFile &file : files ? files.value() : QList<WebFile>()) {
            hash.addData(file.path.toUtf8());
            hash.addData(sha256Hex(file.bytes).toLatin1());
        }
        return QString::fromLatin1(hash.result().toHex());
    }

    Result<QByteArray> readWhole(const QString &path)
    {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly)) {
            return Failure { path, file.errorString() };
        }
        return file.readAll();
    }

    Result<Manifest> addObjects(const PublishedTree &tree, const QString &generation,
        const Manifest &previous, qint64 release, Progress &progress)
    {
        QStringList paths;
        QDirIterator files(generation, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            paths << QDir(generation).relativeFilePath(files.next());
        }
        paths.sort();
        Manifest manifest;
        manifest.release = release;
        manifest.schema = kReleaseSchema;
        progress.begin(QStringLiteral("放入发布目录"), paths.size(), QStringLiteral("个文件"));
        for (const QString &path : std::as_const(paths)) {
            const Result<QByteArray> bytes = readWhole(generation + u'/' + path);
            if (!bytes) {
                return bytes.failure();
            }
            const Result<ManifestFile> added = tree.addObject(path, bytes.value(), previous);
            if (!added) {
                return added.failure();
            }
            manifest.files.append(added.value());
            progress.advance();
        }
        progress.end();
        return manifest;
    }

    // Each page is kept as an object too, from which a damaged one is restored.
    Result<Manifest> addWebFiles(const PublishedTree &tree, const ReleaseContent &content,
        const QString &workspace, const Manifest &previous, Progress &progress)
    {
        const Result<QList<WebFile>> files = webFiles(content, workspace);
        if (!files) {
            return files.failure();
        }
        Manifest manifest;
        manifest.release = content.info.release;
        manifest.schema = kReleaseSchema;
        progress.begin(
            QStringLiteral("写手机页面和表格"), files.value().size(), QStringLiteral("个文件"));
        for (const WebFile &file : files.value()) {
            const Result<ManifestFile> kept = tree.addObject(file.path, file.bytes, previous);
            if (!kept) {
                return kept.failure();
            }
            const Result<Done> added = tree.addWebFile(file.path, file.bytes);
            if (!added) {
                return added.failure();
            }
            manifest.files.append(kept.value());
            progress.advance();
        }
        progress.end();
        return manifest;
    }

    QStringList pathsOf(const Manifest &manifest)
    {
        QStringList paths;
        for (const ManifestFile &file : manifest.files) {
            paths << file.path;
        }
        return paths;
    }

    /// One publication into a tree that is already locked and read.
    class Run {
    public:
        Run(const Workspace &workspace, const PublishSettings &settings, const PublishedTree &tree,
            const TreeState &state, Progress &progress)
            : m_workspace(workspace)
            , m_settings(settings)
            , m_tree(tree)
            , m_state(state)
            , m_progress(progress)
        {
        }

        Result<Publication> publish()
        {
            const QString channel = ServedTree::manifestTarget(m_settings.channel);
            const Target before = m_state.targets.targets.value(channel);
            const Result<qint64> release = nextRelease(before);
            if (!release) {
                return release.failure();
            }
            BuildSettings build = m_settings.build;
            build.release = static_cast<int>(release.value());
            const QString digest
                = contentDigest(assembleRelease(m_workspace, build), m_workspace.directory);
            if (!m_settings.force && contentDigestOf(before) == digest) {
                const std::optional<qint64> restored = restoreWebFiles();
                if (restored) {
                    return leaveUnchanged(release.value() - 1, *restored);
                }
            }
            return add(build, digest);
        }

    private:
        Result<qint64> nextRelease(const Target &before) const
        {
            qint64 last = 0;
            if (!before.sha256.isEmpty()) {
                const Result<ReleaseTarget> target = ReleaseTarget::fromJson(before.custom);
                if (!target) {
                    return target.failure();
                }
                last = target.value().release;
            }
            const qint64 wanted = m_settings.build.release;
            if (wanted > 0 && wanted <= last) {
                return Failure { m_settings.tree,
                    QStringLiteral("已发布到第 %1 版，不能再发第 %2 版").arg(last).arg(wanted) };
            }
            return wanted > 0 ? wanted : last + 1;
        }

        // The signed list says what belongs below w/; nothing where there is no such list or an
        // object is gone too, so that everything has to be published anew.
        std::optional<qint64> restoreWebFiles()
        {
            const Result<Manifest> manifest = m_tree.manifestOf(m_state, webTargetName());
            if (!manifest || manifest.value().files.isEmpty()) {
                return std::nullopt;
            }
            qint64 restored = 0;
            for (const ManifestFile &file : manifest.value().files) {
                if (m_tree.hasWebFile(file)) {
                    continue;
                }
                const Result<QByteArray> bytes = m_tree.objectOf(file);
                if (!bytes || !m_tree.addWebFile(file.path, bytes.value())) {
                    return std::nullopt;
                }
                ++restored;
            }
            m_tree.dropOtherWebFiles(pathsOf(manifest.value()));
            return restored;
        }

        Result<Publication> leaveUnchanged(qint64 release, qint64 restored)
        {
            Publication publication;
            publication.restored = restored;
            publication.outcome = PublishOutcome::Unchanged;
            publication.release = release;
            if (m_state.soonestExpiry < m_settings.now.addDays(kRenewDays)) {
                const Result<Done> renewed
                    = m_tree.sign(m_state, m_state.targets.targets, m_settings.now);
                if (!renewed) {
                    return renewed.failure();
                }
                publication.outcome = PublishOutcome::Renewed;
            }
            return publication;
        }

        Result<Done> signWith(const Manifest &release, const Manifest &web, const QString &digest)
        {
            const Result<Target> target = m_tree.addManifest(release, m_settings.channel, digest);
            const Result<Target> webTarget = m_tree.addManifest(web, webTargetName(), {});
            if (!target || !webTarget) {
                return target ? webTarget.failure() : target.failure();
            }
            QMap<QString, Target> targets = m_state.targets.targets;
            targets.insert(ServedTree::manifestTarget(m_settings.channel), target.value());
            targets.insert(ServedTree::manifestTarget(webTargetName()), webTarget.value());
            return m_tree.sign(m_state, targets, m_settings.now);
        }

        // What is named by the release just replaced stays: kiosks may be about to fetch it.
        void dropOldPatches(const Patches &patches, const Manifest &released) const
        {
            QList<Manifest> named { released };
            const QStringList targets = m_state.targets.targets.keys();
            for (const QString &target : targets) {
                const Result<Manifest> manifest
                    = m_tree.manifestOf(m_state, target.section(u'.', 0, 0));
                if (manifest) {
                    named.append(manifest.value());
                }
            }
            patches.dropOld(named, m_settings.now);
        }

        Result<Publication> add(const BuildSettings &build, const QString &digest)
        {
            const QTemporaryDir generation;
            const Result<ReleaseContent> content = buildGeneration(
                m_workspace, build, generation.path(), m_settings.cache, m_progress);
            if (!content) {
                return content.failure();
            }
            // A previous manifest only saves work; without it every object is looked at again.
            const Result<Manifest> known = m_tree.manifestOf(m_state, m_settings.channel);
            Result<Manifest> manifest = addObjects(m_tree, generation.path(),
                known ? known.value() : Manifest {}, build.release, m_progress);
            if (!manifest) {
                return manifest.failure();
            }
            const Patches patches(m_settings.tree, m_tree);
            const Result<Done> patched = patches.addTo(manifest.value(),
                m_tree.lastManifests(m_state, m_settings.channel, kPatchedFrom), m_progress);
            if (!patched) {
                return patched.failure();
            }
            const Result<Manifest> webBefore = m_tree.manifestOf(m_state, webTargetName());
            const Result<Manifest> web = addWebFiles(m_tree, content.value(), m_workspace.directory,
                webBefore ? webBefore.value() : Manifest {}, m_progress);
            if (!web) {
                return web.failure();
            }
            const Result<Done> signedAll = signWith(manifest.value(), web.value(), digest);
            if (!signedAll) {
                return signedAll.failure();
            }
            m_tree.dropOtherWebFiles(pathsOf(web.value()));
            dropOldPatches(patches, manifest.value());
            return Publication { PublishOutcome::Published, build.release,
                manifest.value().files.size(), manifest.value().totalSize(),
                content.value().items.size() };
        }

        const Workspace &m_workspace;
        const PublishSettings &m_settings;
        const PublishedTree &m_tree;
        const TreeState &m_state;
        Progress &m_progress;
    };

} // namespace

Result<Publication> publishRelease(
    const Workspace &workspace, const PublishSettings &settings, Progress &progress)
{
    if (settings.channel == webTargetName()) {
        return Failure { settings.channel, QStringLiteral("这个渠道名留给手机页面，换一个") };
    }
    const Result<PublisherKeys> keys = readKeyFolder(settings.keys);
    if (!keys) {
        return keys.failure();
    }
    if (!QDir().mkpath(settings.tree)) {
        return Failure { settings.tree, QStringLiteral("文件夹建不了") };
    }
    const TreeLock lock(settings.tree);
    if (!lock.held()) {
        return Failure { settings.tree, QStringLiteral("另一个发布正在进行，等它结束再来") };
    }
    const PublishedTree tree(settings.tree, keys.value());
    const Result<TreeState> state = tree.read();
    if (!state) {
        return state.failure();
    }
    return Run(workspace, settings, tree, state.value(), progress).publish();
}

} // namespace Hall
