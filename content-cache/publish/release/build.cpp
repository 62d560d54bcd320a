#include "publish/release/build.h"

#include "publish/release/durablefiles.h"
#include "publish/render/formpages.h"
#include "store/schema.h"

#include <QDir>
#include <QFileInfo>
#include <algorithm>

namespace Hall {

namespace {

    // Whether the folder holds nothing but what a build, finished or not, leaves there.
    bool holdsOnlyABuild(const QString &directory)
    {
        const QStringList own { releaseDatabaseName(),
            releaseDatabaseName() + QStringLiteral("-journal"), QStringLiteral("pages") };
        const QStringList entries = QDir(directory).entryList(
            QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
        return std::all_of(entries.cbegin(), entries.cend(),
            [&](const QString &entry) { return own.contains(entry); });
    }

    bool mayBeReplaced(const QString &path)
    {
        const QFileInfo info(path);
        return !info.exists() || (info.isDir() && !info.isSymLink() && holdsOnlyABuild(path));
    }

} // namespace

Result<ReleaseContent> buildGeneration(const Workspace &workspace, const BuildSettings &settings,
    const QString &directory, const QString &cache, Progress &progress)
{
    ReleaseContent content = assembleRelease(workspace, settings);
    const Result<Done> drawn
        = renderFormPages(content.forms, workspace.directory, directory, cache, progress);
    if (!drawn) {
        return drawn.failure();
    }
    progress.begin(QStringLiteral("写数据库"));
    const Result<Done> written
        = writeReleaseDatabase(content, QDir(directory).filePath(releaseDatabaseName()));
    if (!written) {
        return written.failure();
    }
    progress.end();
    return content;
}

Result<ReleaseContent> buildPlain(const Workspace &workspace, const BuildSettings &settings,
    const QString &directory, const QString &cache, Progress &progress)
{
    const QString target = QDir::cleanPath(QFileInfo(directory).absoluteFilePath());
    const QString aside = target + QStringLiteral(".tmp");
    for (const QString &path : { target, aside }) {
        if (!mayBeReplaced(path)) {
            return Failure { path,
                QStringLiteral("这里已有别的文件，不覆盖。换一个空的或新的文件夹") };
        }
    }
    QDir(aside).removeRecursively();
    if (!QDir().mkpath(aside)) {
        return Failure { aside, QStringLiteral("文件夹建不了") };
    }
    Result<ReleaseContent> content = buildGeneration(workspace, settings, aside, cache, progress);
    Result<Done> placed = content ? syncTree(aside) : Result<Done>(content.failure());
    if (placed) {
        placed = replaceFolder(aside, target);
    }
    if (!placed) {
        QDir(aside).removeRecursively();
        return placed.failure();
    }
    return content;
}

} // namespace Hall
