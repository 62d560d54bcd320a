#include "publish/sign/history.h"

#include "publish/sign/takedown.h"
#include "trust/boundedread.h"
#include "trust/jsonfields.h"

#include <QDir>
#include <QFileInfo>
#include <algorithm>

namespace Hall {

namespace {

    constexpr qint64 kMaxMetadataBytes = 8 * 1024 * 1024;

    bool hasObjects(const TreeSession &session, const Manifest &manifest)
    {
        return std::all_of(
            manifest.files.cbegin(), manifest.files.cend(), [&](const ManifestFile &file) {
                const QDir tree(session.directory());
                return QFileInfo(tree.filePath(ServedTree::object(file.sha256))).isFile()
                    || QFileInfo(tree.filePath(ServedTree::compressedObject(file.sha256))).isFile();
            });
    }

    TreeState stateAt(const TreeSession &session, const Targets &targets)
    {
        TreeState state = session.state();
        state.targets = targets;
        return state;
    }

    void note(QList<PastRelease> &releases, const QString &channel, const SignedTargets &file)
    {
        const Target target = file.targets.targets.value(ServedTree::manifestTarget(channel));
        const qint64 release = releaseOf(target);
        const auto known
            = std::find_if(releases.begin(), releases.end(), [&](const PastRelease &one) {
                  return one.channel == channel && one.release == release;
              });
        if (known != releases.end()) {
            known->since = file.written;
        } else {
            releases.append(
                { channel, release, file.targets, file.written, notesOf(target), false, false });
        }
    }

    Result<PastRelease> releaseToReturnTo(
        const QList<PastRelease> &releases, const QString &channel, qint64 to)
    {
        const auto now = std::find_if(releases.cbegin(), releases.cend(),
            [&](const PastRelease &one) { return one.channel == channel && one.present; });
        const auto earlier
            = std::find_if(releases.cbegin(), releases.cend(), [&](const PastRelease &one) {
                  const bool wanted = to > 0 ? one.release == to
                                             : one.notes.contentDigest != now->notes.contentDigest;
                  return one.channel == channel && !one.present && wanted;
              });
        if (earlier == releases.cend()) {
            return Failure { channel,
                to > 0 ? QStringLiteral("发布目录里没有第 %1 版，用 releases 查看").arg(to)
                       : QStringLiteral("发布目录里没有内容不同的旧版本") };
        }
        if (!earlier->whole) {
            return Failure { channel,
                QStringLiteral("第 %1 版的文件已不全，不能退回").arg(earlier->release) };
        }
        return *earlier;
    }

} // namespace

QList<SignedTargets> targetsFilesOf(const TreeSession &session)
{
    const Root &root = session.state().root;
    const QDir meta(session.directory() + QStringLiteral("/meta"));
    QMap<qint64, SignedTargets> files;
    const QStringList names = meta.entryList({ QStringLiteral("*.targets.json") }, QDir::Files);
    for (const QString &name : names) {
        QFile file(meta.filePath(name));
        const auto envelope = file.open(QIODevice::ReadOnly)
            ? parseEnvelope(readAtMost(file, kMaxMetadataBytes), name)
            : Result<Envelope>(Failure {});
        if (!envelope
            || !checkSignatures(
                envelope.value(), root.keys, root.roles.value(Role::Targets), name)) {
            continue;
        }
        const Result<Targets> targets = Targets::fromJson(envelope.value().body);
        // A number left behind by a broken-off publication was never pointed to.
        if (targets && targets.value().version <= session.state().targets.version) {
            files.insert(targets.value().version,
                { targets.value(), QFileInfo(file).lastModified().toUTC() });
        }
    }
    QList<SignedTargets> newestFirst;
    for (auto file = files.cbegin(); file != files.cend(); ++file) {
        newestFirst.prepend(*file);
    }
    return newestFirst;
}

QList<PastRelease> releasesOf(const TreeSession &session)
{
    QList<PastRelease> releases;
    const QList<SignedTargets> files = targetsFilesOf(session);
    for (const SignedTargets &file : files) {
        const QStringList channels = channelsOf(file.targets);
        for (const QString &channel : channels) {
            note(releases, channel, file);
        }
    }
    for (PastRelease &one : releases) {
        const Result<Manifest> manifest
            = session.files().manifestOf(stateAt(session, one.targets), one.channel);
        one.whole = manifest && hasObjects(session, manifest.value());
        one.present = session.state().targets.targets.value(ServedTree::manifestTarget(one.channel))
            == one.target();
    }
    std::stable_sort(
        releases.begin(), releases.end(), [](const PastRelease &a, const PastRelease &b) {
            return a.channel != b.channel ? a.channel < b.channel : a.release > b.release;
        });
    return releases;
}

Result<qint64> changeRollout(const SigningPlace &place, const QString &channel, int percent)
{
    const auto session
        = TreeSession::open(place, { Role::Targets, Role::Snapshot, Role::Timestamp });
    if (!session) {
        return session.failure();
    }
    const Result<Target> present = session.value()->releaseOn(channel);
    if (!present) {
        return present.failure();
    }
    const qint64 before = notesOf(present.value()).rolloutPercent;
    QMap<QString, Target> targets = session.value()->state().targets.targets;
    setRollout(targets[ServedTree::manifestTarget(channel)], percent);
    const Result<Done> done = session.value()->signTargets(targets);
    return done ? Result<qint64>(before) : done.failure();
}

Result<Rollback> rollBack(const SigningPlace &place, const QString &channel, qint64 to)
{
    const auto session
        = TreeSession::open(place, { Role::Targets, Role::Snapshot, Role::Timestamp });
    if (!session) {
        return session.failure();
    }
    const TreeSession &tree = *session.value();
    const Result<Target> present = tree.releaseOn(channel);
    if (!present) {
        return present.failure();
    }
    const Result<PastRelease> earlier = releaseToReturnTo(releasesOf(tree), channel, to);
    if (!earlier) {
        return earlier.failure();
    }
    const TreeState then = stateAt(tree, earlier.value().targets);
    const bool own
        = then.targets.targets.contains(ServedTree::manifestTarget(webTargetName(channel)));
    const Result<Manifest> files = tree.files().manifestOf(then, channel);
    const Result<Manifest> web
        = tree.files().manifestOf(then, own ? webTargetName(channel) : webTargetName());
    if (!files || !web) {
        return files ? web.failure() : files.failure();
    }
    const QStringList withdrawn = notesOf(present.value()).withdrawn;
    const Result<QStringList> shown = shownIn(tree, files.value(), withdrawn);
    if (!shown) {
        return shown.failure();
    }
    NewRelease next { channel, files.value(), web.value(), earlier.value().notes };
    next.notes.withdrawn = withdrawn;
    next.notes.rolloutPercent = 100;
    next.notes.notBefore = {};
    next.files.release = next.webFiles.release = releaseOf(present.value()) + 1;
    if (shown.value().isEmpty()) {
        const Result<Done> patched = tree.renewPatches(next.files, channel);
        if (!patched) {
            return patched.failure();
        }
    } else {
        Result<NewRelease> without = withoutWithdrawn(tree, next, withdrawn, next.files.release);
        if (!without) {
            return without.failure();
        }
        next = without.take();
    }
    const Result<Done> published = tree.publish({ next });
    return published
        ? Result<Rollback>(Rollback { next.files.release, earlier.value().release, shown.value() })
        : published.failure();
}

} // namespace Hall
