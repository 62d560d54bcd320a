#include "publish/sign/publish.h"

#include "publish/release/durablefiles.h"
#include "publish/render/phonepage.h"
#include "publish/sign/contentdigest.h"
#include "publish/sign/folderlock.h"
#include "publish/sign/patches.h"
#include "publish/sign/treemetadata.h"
#include "publish/sign/treesession.h"
#include "store/schema.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QTemporaryDir>
#include <algorithm>
#include <optional>

namespace Hall {

namespace {

    constexpr int kRenewDays = 4; ///< signatures that end sooner are renewed

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

    // Pages are kept as objects too, from which they are written below w/ and restored.
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
            manifest.files.append(kept.value());
            progress.advance();
        }
        progress.end();
        return manifest;
    }

    bool hasUrgentNotice(const ReleaseContent &content)
    {
        return std::any_of(content.notices.cbegin(), content.notices.cend(),
            [](const Notice &notice) { return notice.priority == QLatin1String("urgent"); });
    }

    /// One publication into a tree that is already locked and read.
    class Run {
    public:
        Run(const Workspace &workspace, const PublishSettings &settings, const TreeSession &session,
            Progress &progress)
            : m_workspace(workspace)
            , m_settings(settings)
            , m_session(session)
            , m_tree(session.files())
            , m_state(session.state())
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
            build.withdrawn = notesOf(before).withdrawn;
            const ReleaseContent content = assembleRelease(m_workspace, build);
            const Result<QList<WebFile>> pages = webFiles(content, m_workspace.directory);
            if (!pages) {
                return pages.failure();
            }
            const QString digest = contentDigest(content, digestsOf(pages.value()));
            if (!m_settings.force && notesOf(before).contentDigest == digest) {
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
                return Failure { m_settings.place.tree,
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
            const bool ending = m_state.soonestExpiry() < m_settings.place.now.addDays(kRenewDays);
            if (ending || m_state.awaitsRoots()) {
                const Result<Done> renewed = m_session.signTargets(m_state.targets.targets);
                if (!renewed) {
                    return renewed.failure();
                }
                publication.outcome = PublishOutcome::Renewed;
            }
            return publication;
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
            patches.dropOld(named, m_settings.place.now);
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
            const Patches patches(m_settings.place.tree, m_tree);
            const Result<Done> patched = patches.addTo(manifest.value(),
                m_tree.lastManifests(m_state, m_settings.channel, kPatchedFrom), m_progress);
            if (!patched) {
                return patched.failure();
            }
            const Result<Manifest> webBefore = m_session.webFilesOf(m_settings.channel);
            const Result<Manifest> web = addWebFiles(m_tree, content.value(), m_workspace.directory,
                webBefore ? webBefore.value() : Manifest {}, m_progress);
            if (!web) {
                return web.failure();
            }
            const Result<Done> published
                = m_session.publish({ { m_settings.channel, manifest.value(), web.value(),
                    { digest, build.withdrawn, m_settings.minApp, m_settings.rolloutPercent,
                        m_settings.notBefore, hasUrgentNotice(content.value()) } } });
            if (!published) {
                return published.failure();
            }
            dropOldPatches(patches, manifest.value());
            return Publication { PublishOutcome::Published, build.release,
                manifest.value().files.size(), manifest.value().totalSize(),
                content.value().items.size(), build.withdrawn };
        }

        const Workspace &m_workspace;
        const PublishSettings &m_settings;
        const TreeSession &m_session;
        const PublishedTree &m_tree;
        const TreeState &m_state;
        Progress &m_progress;
    };

} // namespace

Result<Publication> publishRelease(
    const Workspace &workspace, const PublishSettings &settings, Progress &progress)
{
    if (!isChannelName(settings.channel)) {
        return Failure { settings.channel,
            QStringLiteral("这个渠道名留给手机页面和分县局，换一个") };
    }
    const Result<std::unique_ptr<TreeSession>> session = TreeSession::open(
        settings.place, { Role::Targets, Role::Snapshot, Role::Timestamp }, true);
    return session ? Run(workspace, settings, *session.value(), progress).publish()
                   : Result<Publication>(session.failure());
}

} // namespace Hall
