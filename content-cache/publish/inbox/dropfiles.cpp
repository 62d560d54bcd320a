#include "publish/inbox/dropfiles.h"

#include "trust/kioskmessage.h"

#include <QDir>
#include <QFile>
#include <algorithm>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

namespace Hall {

namespace {

    constexpr auto kEverything = QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot;
    const QString kSuffix = QStringLiteral(".sealed");

    QStringList names(const QString &directory)
    {
        return QDir(directory).entryList(kEverything, QDir::Name);
    }

    bool isFolder(const QString &path)
    {
        struct stat info { };

        return ::lstat(QFile::encodeName(path).constData(), &info) == 0 && S_ISDIR(info.st_mode);
    }

    DropFile stranger(const QString &path, const QString &refusal)
    {
        DropFile file;
        file.path = path;
        file.refusal = refusal;
        return file;
    }

    DropFile readFile(
        const QString &directory, const QString &kiosk, const QString &kind, const QString &name)
    {
        DropFile file { QStringLiteral("%1/%2/%3").arg(kiosk, kind, name), kiosk, kind,
            name.chopped(name.endsWith(kSuffix) ? kSuffix.size() : 0), {}, 0, 0, {} };

        struct stat info { };

        const QByteArray path = QFile::encodeName(directory + u'/' + file.path);
        if (::lstat(path.constData(), &info) != 0 || !S_ISREG(info.st_mode)) {
            file.refusal = QStringLiteral("不是普通文件");
            return file;
        }
        file.size = info.st_size;
        file.inode = info.st_ino;
        file.received = QDateTime::fromMSecsSinceEpoch(
            qint64(info.st_mtim.tv_sec) * 1000 + info.st_mtim.tv_nsec / 1'000'000)
                            .toUTC();
        if (!name.endsWith(kSuffix) || !isMessageId(file.id)) {
            file.refusal = QStringLiteral("文件名不对");
        } else if (file.size > longestSealedMessage) {
            file.refusal = QStringLiteral("太大，有 %1 字节").arg(file.size);
        }
        return file;
    }

} // namespace

QList<DropFile> filesOfDrop(const QString &directory)
{
    QList<DropFile> files;
    for (const QString &kiosk : names(directory)) {
        const QString ofKiosk = directory + u'/' + kiosk;
        if (!isKioskId(kiosk) || !isFolder(ofKiosk)) {
            files.append(stranger(kiosk, QStringLiteral("不是终端的文件夹")));
            continue;
        }
        for (const QString &kind : names(ofKiosk)) {
            const QString ofKind = ofKiosk + u'/' + kind;
            if (!isMessageKind(kind) || !isFolder(ofKind)) {
                files.append(stranger(kiosk + u'/' + kind, QStringLiteral("不是一类文件的文件夹")));
                continue;
            }
            for (const QString &name : names(ofKind)) {
                files.append(readFile(directory, kiosk, kind, name));
            }
        }
    }
    return files;
}

bool setAside(const QString &directory, const DropFile &file)
{
    const QString aside = directory + QStringLiteral("/.aside/") + file.path;
    if (!QDir().mkpath(QFileInfo(aside).path())) {
        return false;
    }
    const QByteArray from = QFile::encodeName(directory + u'/' + file.path);
    constexpr int kMost = 1000;
    for (int number = 0; number < kMost; ++number) {
        const QString target = number == 0 ? aside : QStringLiteral("%1.%2").arg(aside).arg(number);
        if (::renameat2(AT_FDCWD, from.constData(), AT_FDCWD, QFile::encodeName(target).constData(),
                RENAME_NOREPLACE)
            == 0) {
            return true;
        }
        if (errno != EEXIST) {
            return false;
        }
    }
    return false;
}

bool removeCollected(const QString &directory, const DropFile &file)
{
    struct stat info { };

    const QByteArray path = QFile::encodeName(directory + u'/' + file.path);
    if (::lstat(path.constData(), &info) != 0) {
        return true;
    }
    const bool same = info.st_ino == file.inode && info.st_size == file.size
        && qint64(info.st_mtim.tv_sec) * 1000 + info.st_mtim.tv_nsec / 1'000'000
            == file.received.toMSecsSinceEpoch();
    return !same || ::unlink(path.constData()) == 0;
}

} // namespace Hall
