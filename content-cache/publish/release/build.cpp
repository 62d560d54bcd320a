#include "publish/release/build.h"

#include "publish/release/durablefiles.h"
#include "publish/render/formpages.h"
#include "store/schema.h"

#include <QDir>
#include <QFileInfo>

namespace Hall {

namespace {

    // An earlier build has its database and nothing foreign beside it.
    bool mayBeReplaced(const QString &directory)
    {
        const QStringList own { releaseDatabaseName(), QStringLiteral("pages") };
        const QStringList entries = QDir(directory).entryList(
            QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
        const bool onlyOwn = std::all_of(entries.cbegin(), entries.cend(),
            [&](const QString &entry) { return own.contains(entry); });
        return entries.isEmpty() || (onlyOwn && entries.contains(releaseDatabaseName()));
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
    const QFileInfo info(target);
    if (info.exists() && (!info.isDir() || info.isSymLink() || !mayBeReplaced(target))) {
        return Failure { directory,
            QStringLiteral("这里已有别的文件，不覆盖。换一个空的或新的文件夹") };
    }
    const QString aside = target + QStringLiteral(".tmp");
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
