// publish-folder — publishes a folder as it stands, for tests whose media no workspace holds:
// publish-folder FOLDER TREE KEYS [CHANNEL]. Prints the release's number.
#include "publish/sign/patches.h"
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

int publish(const QString &folder, const QString &directory, const PublisherKeys &keys,
    const QString &channel)
{
    QDir().mkpath(directory);
    const PublishedTree tree(directory, keys);
    const Result<TreeState> state = tree.read();
    if (!state)
        return complain(state.failure());
    const Result<Manifest> previous = tree.manifestOf(state.value(), channel);
    if (!previous)
        return complain(previous.failure());
    Result<Manifest> manifest = addFolder(tree, folder, previous.value());
    if (!manifest)
        return complain(manifest.failure());
    Progress progress;
    const Result<Done> patched
        = Patches(directory, tree).addTo(manifest.value(), { previous.value() }, progress);
    if (!patched)
        return complain(patched.failure());
    const Result<Target> target = tree.addManifest(manifest.value(), channel, {});
    if (!target)
        return complain(target.failure());
    QMap<QString, Target> targets = state.value().targets.targets;
    targets.insert(ServedTree::manifestTarget(channel), target.value());
    const Result<Done> done = tree.sign(state.value(), targets, QDateTime::currentDateTimeUtc());
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
    const Result<PublisherKeys> keys = readKeyFolder(words.at(3));
    if (!keys)
        return complain(keys.failure());
    return publish(
        words.at(1), words.at(2), keys.value(), words.value(4, QStringLiteral("stable")));
}
