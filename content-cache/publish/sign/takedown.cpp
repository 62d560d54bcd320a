#include "publish/sign/takedown.h"

#include "model/shortid.h"
#include "publish/release/withdrawal.h"
#include "publish/releasereader.h"
#include "publish/sign/contentdigest.h"
#include "store/schema.h"

#include <QFile>
#include <QSet>
#include <QTemporaryDir>
#include <algorithm>

namespace Hall {

namespace {

    Result<ReleaseContent> contentOf(const TreeSession &session, const Manifest &files)
    {
        const auto entry = std::find_if(files.files.cbegin(), files.files.cend(),
            [](const ManifestFile &file) { return file.path == releaseDatabaseName(); });
        if (entry == files.files.cend()) {
            return Failure { releaseDatabaseName(), QStringLiteral("这一版里没有数据库") };
        }
        const Result<QByteArray> bytes = session.files().objectOf(*entry);
        if (!bytes) {
            return bytes.failure();
        }
        const QTemporaryDir scratch;
        QFile file(scratch.filePath(releaseDatabaseName()));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes.value()) != entry->size
            || !file.flush()) {
            return Failure { file.fileName(), file.errorString() };
        }
        return readReleaseDatabase(file.fileName());
    }

    Result<ManifestFile> addDatabase(
        const TreeSession &session, const ReleaseContent &content, const Manifest &before)
    {
        const QTemporaryDir scratch;
        QFile file(scratch.filePath(releaseDatabaseName()));
        const Result<Done> written = writeReleaseDatabase(content, file.fileName());
        if (!written) {
            return written.failure();
        }
        if (!file.open(QIODevice::ReadOnly)) {
            return Failure { file.fileName(), file.errorString() };
        }
        return session.files().addObject(releaseDatabaseName(), file.readAll(), before);
    }

    // The pictures of forms that went are not carried on.
    Result<Manifest> filesFor(const TreeSession &session, const Manifest &before,
        const ReleaseContent &was, const ReleaseContent &content)
    {
        QSet<QString> gone;
        for (const Form &form : was.forms) {
            gone += QSet<QString>(form.pagePictures.cbegin(), form.pagePictures.cend());
        }
        for (const Form &form : content.forms) {
            gone -= QSet<QString>(form.pagePictures.cbegin(), form.pagePictures.cend());
        }
        Manifest files { content.info.release, kReleaseSchema, {} };
        for (const ManifestFile &file : before.files) {
            if (file.path == releaseDatabaseName()) {
                const Result<ManifestFile> database = addDatabase(session, content, before);
                if (!database) {
                    return database.failure();
                }
                files.files.append(database.value());
            } else if (!gone.contains(file.path)) {
                files.files.append(file);
            }
        }
        return files;
    }

    // Guide pages are drawn anew, for they may have named what went; the forms that stay are still
    // in the list of before.
    Result<Manifest> webFilesFor(
        const TreeSession &session, const Manifest &before, const ReleaseContent &content)
    {
        QSet<QString> forms;
        for (const Form &form : content.forms) {
            forms << QStringLiteral("f/%1.pdf").arg(shortId(form.id))
                  << QStringLiteral("f/%1.pdf").arg(shortId(form.id + QStringLiteral("-sample")));
        }
        Manifest files { content.info.release, kReleaseSchema, {} };
        for (const ManifestFile &file : before.files) {
            if (forms.contains(file.path)) {
                files.files.append(file);
            }
        }
        ReleaseContent pagesOnly = content;
        for (Form &form : pagesOnly.forms) {
            form.file.clear();
            form.sampleFile.clear();
        }
        const Result<QList<WebFile>> pages = webFiles(pagesOnly, {});
        if (!pages) {
            return pages.failure();
        }
        for (const WebFile &page : pages.value()) {
            const Result<ManifestFile> added
                = session.files().addObject(page.path, page.bytes, before);
            if (!added) {
                return added.failure();
            }
            files.files.append(added.value());
        }
        return files;
    }

    QStringList joined(QStringList list, const QStringList &more)
    {
        list += more;
        list.removeDuplicates();
        list.sort();
        return list;
    }

} // namespace

Result<NewRelease> withoutWithdrawn(const TreeSession &session, const NewRelease &from,
    const QStringList &withdrawn, qint64 release)
{
    const Result<ReleaseContent> was = contentOf(session, from.files);
    if (!was) {
        return was.failure();
    }
    ReleaseContent content = was.value();
    withdraw(content, withdrawn);
    content.info.release = static_cast<int>(release);
    Result<Manifest> files = filesFor(session, from.files, was.value(), content);
    const Result<Manifest> web = webFilesFor(session, from.webFiles, content);
    if (!files || !web) {
        return files ? web.failure() : files.failure();
    }
    const Result<Done> patched = session.renewPatches(files.value(), from.channel);
    if (!patched) {
        return patched.failure();
    }
    NewRelease next { from.channel, files.value(), web.value(), from.notes };
    next.notes.withdrawn = withdrawn;
    next.notes.contentDigest = contentDigest(content, digestsOf(web.value()));
    return next;
}

Result<QStringList> shownIn(
    const TreeSession &session, const Manifest &files, const QStringList &ids)
{
    const Result<ReleaseContent> content = contentOf(session, files);
    return content ? Result<QStringList>(present(content.value(), ids)) : content.failure();
}

Result<TakeDown> withdrawFrom(
    const SigningPlace &place, const QString &channel, const QStringList &ids)
{
    const auto session
        = TreeSession::open(place, { Role::Targets, Role::Snapshot, Role::Timestamp });
    if (!session) {
        return session.failure();
    }
    const TreeSession &tree = *session.value();
    const QStringList channels
        = channel.isEmpty() ? channelsOf(tree.state().targets) : QStringList(channel);
    TakeDown done;
    QList<NewRelease> releases;
    for (const QString &one : channels) {
        const Result<Target> target = tree.releaseOn(one);
        const Result<Manifest> files = tree.files().manifestOf(tree.state(), one);
        const Result<Manifest> web = tree.webFilesOf(one);
        if (!target || !files || !web) {
            return !target ? target.failure() : files ? web.failure() : files.failure();
        }
        const Result<QStringList> shown = shownIn(tree, files.value(), ids);
        if (!shown) {
            return shown.failure();
        }
        if (shown.value().isEmpty()) {
            continue;
        }
        const ReleaseNotes notes = notesOf(target.value());
        const qint64 next = releaseOf(target.value()) + 1;
        Result<NewRelease> release = withoutWithdrawn(
            tree, { one, files.value(), web.value(), notes }, joined(notes.withdrawn, ids), next);
        if (!release) {
            return release.failure();
        }
        // A take-down waits for nobody: no share of the screens, no hour.
        release.value().notes.rolloutPercent = 100;
        release.value().notes.notBefore = {};
        release.value().notes.urgent = true;
        releases.append(release.take());
        done.releases.insert(one, next);
        done.ids = joined(done.ids, shown.value());
    }
    if (releases.isEmpty()) {
        return Failure { place.tree,
            QStringLiteral("没有哪个渠道在显示 %1").arg(ids.join(QStringLiteral("、"))) };
    }
    const Result<Done> published = tree.publish(releases);
    return published ? Result<TakeDown>(done) : published.failure();
}

Result<QStringList> restoreIn(
    const SigningPlace &place, const QString &channel, const QStringList &ids)
{
    const auto session
        = TreeSession::open(place, { Role::Targets, Role::Snapshot, Role::Timestamp });
    if (!session) {
        return session.failure();
    }
    const TreeSession &tree = *session.value();
    QMap<QString, Target> targets = tree.state().targets.targets;
    QStringList restored;
    const QMap<QString, QStringList> withdrawn = withdrawnIn(tree.state());
    for (auto one = withdrawn.cbegin(); one != withdrawn.cend(); ++one) {
        if (!channel.isEmpty() && channel != one.key()) {
            continue;
        }
        Target &target = targets[ServedTree::manifestTarget(one.key())];
        QStringList left = one.value();
        for (const QString &id : ids) {
            if (left.removeOne(id)) {
                restored << id;
            }
        }
        setWithdrawn(target, left);
    }
    if (restored.isEmpty()) {
        return Failure { place.tree,
            QStringLiteral("%1 没有被撤下").arg(ids.join(QStringLiteral("、"))) };
    }
    const Result<Done> done = tree.signTargets(targets);
    return done ? Result<QStringList>(joined({}, restored)) : done.failure();
}

QMap<QString, QStringList> withdrawnIn(const TreeState &state)
{
    QMap<QString, QStringList> withdrawn;
    const QStringList channels = channelsOf(state.targets);
    for (const QString &channel : channels) {
        const QStringList ids
            = notesOf(state.targets.targets.value(ServedTree::manifestTarget(channel))).withdrawn;
        if (!ids.isEmpty()) {
            withdrawn.insert(channel, ids);
        }
    }
    return withdrawn;
}

} // namespace Hall
