#include "publish/release/durablefiles.h"

#include "trust/boundedread.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

namespace Hall {

namespace {

    Failure failureAt(const QString &path)
    {
        return Failure { path, QString::fromLocal8Bit(std::strerror(errno)) };
    }

    Result<Done> syncPath(const QString &path)
    {
        const int file = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC);
        if (file < 0) {
            return failureAt(path);
        }
        const bool synced = ::fsync(file) == 0;
        const Failure failure = failureAt(path);
        ::close(file);
        return synced ? Result<Done>(Done {}) : failure;
    }

} // namespace

Result<QByteArray> readWhole(const QString &path, qint64 most)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return Failure { path, QStringLiteral("读不出来：%1").arg(file.errorString()) };
    }
    return most < 0 ? file.readAll() : readAtMost(file, most);
}

Result<Done> writeDurably(const QString &path, const QByteArray &bytes)
{
    const QString folder = QFileInfo(path).absolutePath();
    if (!QDir().mkpath(folder)) {
        return Failure { folder, QStringLiteral("文件夹建不了") };
    }
    // QSaveFile syncs the file before it renames it.
    QSaveFile file(path);
    file.setDirectWriteFallback(false);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit()) {
        return Failure { path, QStringLiteral("写不进去：%1").arg(file.errorString()) };
    }
    return syncFolder(folder);
}

Result<Done> syncFolder(const QString &directory) { return syncPath(directory); }

Result<Done> syncTree(const QString &directory)
{
    QDirIterator entries(
        directory, QDir::Files | QDir::Dirs | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
    while (entries.hasNext()) {
        const Result<Done> synced = syncPath(entries.next());
        if (!synced) {
            return synced;
        }
    }
    return syncPath(directory);
}

Result<Done> replaceFolder(const QString &fresh, const QString &target)
{
    const QByteArray from = QFile::encodeName(fresh);
    const QByteArray to = QFile::encodeName(target);
    const bool replaces = QFileInfo::exists(target);
    const unsigned manner = replaces ? RENAME_EXCHANGE : 0U;
    if (::renameat2(AT_FDCWD, from.constData(), AT_FDCWD, to.constData(), manner) != 0) {
        return failureAt(target);
    }
    const Result<Done> synced = syncFolder(QFileInfo(target).absolutePath());
    if (replaces) {
        QDir(fresh).removeRecursively();
    }
    return synced;
}

} // namespace Hall
