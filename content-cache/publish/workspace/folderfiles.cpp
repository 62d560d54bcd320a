#include "publish/workspace/folderfiles.h"

#include <QDir>
#include <QFileInfo>

namespace Hall {

namespace {

    constexpr qsizetype kMaxFilesOfAKind = 5000;

    // True when the entry is a file of the kind; anything else is told about.
    bool accepts(
        const QFileInfo &entry, const QString &file, const QString &suffix, Problems &problems)
    {
        if (isLockFile(entry.fileName())) {
            problems.warning({ file }, QStringLiteral("文件正被打开"),
                QStringLiteral("在编辑软件里存好并关闭；没有人打开就删掉它"));
        } else if (entry.isSymLink()) {
            problems.error(
                { file }, QStringLiteral("是链接，不是文件本身"), QStringLiteral("换成文件本身"));
        } else if (!entry.isFile()) {
            problems.error({ file }, QStringLiteral("不是普通文件"),
                QStringLiteral("移出这个文件夹，这里不分下一级文件夹"));
        } else if (entry.suffix().compare(suffix, Qt::CaseInsensitive) != 0) {
            problems.error({ file }, QStringLiteral("扩展名应为 .%1").arg(suffix),
                QStringLiteral("改正扩展名；备份和别的文件移出这个文件夹"));
        } else {
            return true;
        }
        return false;
    }

} // namespace

bool isLockFile(const QString &name)
{
    return name.startsWith(QLatin1String("~$")) || name.startsWith(QLatin1String(".~lock"))
        || name.startsWith(QLatin1String(".#"));
}

QStringList folderFiles(const QString &workspace, const QString &folder, const QString &suffix,
    Problems &problems, const QStringList &alsoThere)
{
    const QFileInfo place(workspace + u'/' + folder);
    if (place.isSymLink()) {
        problems.error(
            { folder }, QStringLiteral("是链接，不是文件夹本身"), QStringLiteral("换成文件夹本身"));
        return {};
    }
    QStringList names;
    const QFileInfoList entries
        = QDir(place.filePath())
              .entryInfoList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot,
                  QDir::Name);
    for (const QFileInfo &entry : entries.mid(0, kMaxFilesOfAKind)) {
        const QString file = folder + u'/' + entry.fileName();
        const bool note = entry.fileName().startsWith(QLatin1String("README"))
            || alsoThere.contains(entry.fileName());
        if (!note && accepts(entry, file, suffix, problems)) {
            names << file;
        }
    }
    if (entries.size() > kMaxFilesOfAKind) {
        problems.error({ folder }, QStringLiteral("文件超过 %1 个").arg(kMaxFilesOfAKind),
            QStringLiteral("检查是不是放错了文件"));
    }
    return names;
}

} // namespace Hall
