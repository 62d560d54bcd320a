// publish-folder — publishes a folder as it stands, for tests whose media no workspace holds:
// publish-folder FOLDER TREE KEYS [CHANNEL]. Prints the release's number.
#include "publish/sign/patches.h"
#include "publish/sign/treesession.h"
#include "store/schema.h"

#include <QCoreApplication>
#include <QDir>
#include <QDirIterator>
#include <cstdio>

using namespace Hall;

namespace {

int complain(const Failure &failure)
{
    std::fprintf(stderr, "publish-folder: %s: %s\n", qUtf8Printable(failure.where),
        qUtf8Printable(failure.why));
    return 1;
}

Result<Manifest> addFolder(
    const PublishedTree &tree, const QString &folder, const Manifest &previous)
{
    QStringList paths;
    for (QDirIterator files(folder, QDir::Files, QDirIterator::Subdirectories); files.hasNext();)
        paths.append(QDir(folder).relativeFilePath(files.next()));
    paths.sort();
    Manifest manifest;
    manifest.release = previous.release + 1;
    manifest.schema = kReleaseSchema;
    for (const QString &path : std::as_const(paths)) {
        QFile file(QDir(folder).filePath(path));
        if (!file.open(QIODevice::ReadOnly))
            return Failure { file.fileName(), file.errorString() };
        const Result<ManifestFile> added = tree.addObject(path, file.readAll(), previous);
        if (!added)
            return added.failure();
        manifest.files.append(added.value());
    }
    return manifest;
}

int publish(const SigningPlace &place, const QString &folder, const QString &channel)
{
    const Result<std::unique_ptr<TreeSession>> session
        = TreeSession::open(place, { Role::Targets, Role::Snapshot, Role::Timestamp }, true);
    if (!session)
        return complain(session.failure());
    const PublishedTree &tree = session.value()->files();
    const Result<Manifest> previous = tree.manifestOf(session.value()->state(), channel);
    if (!previous)
        return complain(previous.failure());
    Result<Manifest> manifest = addFolder(tree, folder, previous.value());
    if (!manifest)
        return complain(manifest.failure());
    Progress progress;
    const Result<Done> patched
        = Patches(place.tree, tree).addTo(manifest.value(), { previous.value() }, progress);
    if (!patched)
        return complain(patched.failure());
    Result<Manifest> webFiles = session.value()->webFilesOf(channel);
    if (!webFiles)
        return complain(webFiles.failure());
    webFiles.value().release = manifest.value().release;
    webFiles.value().schema = manifest.value().schema;
    const Result<Done> done
        = session.value()->publish({ { channel, manifest.value(), webFiles.value(), {} } });
    if (!done)
        return complain(done.failure());
    std::printf("%lld\n", manifest.value().release);
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList words = QCoreApplication::arguments();
    if (words.size() < 4 || words.size() > 5) {
        std::fprintf(stderr, "usage: publish-folder FOLDER TREE KEYS [CHANNEL]\n");
        return 2;
    }
    const SigningPlace place { words.at(2), words.at(3), {}, QDateTime::currentDateTimeUtc() };
    return publish(place, words.at(1), words.value(4, QStringLiteral("stable")));
}
