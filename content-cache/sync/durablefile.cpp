#include "durablefile.h"

#include "trust/boundedread.h"
#include "workpulse.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace Hall {

namespace {

    constexpr qint64 pieceSize = 1024 * 1024;

} // namespace

FileDescriptor &FileDescriptor::operator=(FileDescriptor &&other) noexcept
{
    close();
    m_fd = other.release();
    return *this;
}

void FileDescriptor::close()
{
    if (m_fd >= 0)
        ::close(release());
}

int FileDescriptor::release() { return std::exchange(m_fd, -1); }

FileDescriptor openFile(const QString &path, int flags)
{
    constexpr mode_t readable = S_IRUSR | S_IWUSR | S_IRGRP | S_IROTH;
    const QByteArray name = QFile::encodeName(path);
    return FileDescriptor(::open(name.constData(), flags | O_CLOEXEC | O_NOFOLLOW, readable));
}

Synced<Done> writeAll(const FileDescriptor &file, const QByteArray &bytes, const QString &path)
{
    const char *at = bytes.constData();
    auto left = static_cast<size_t>(bytes.size());
    while (left > 0) {
        const ssize_t written = ::write(file.get(), at, left);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return systemFailure(path);
        at += written;
        left -= static_cast<size_t>(written);
    }
    return Done {};
}

Synced<Done> syncFile(const FileDescriptor &file, const QString &path)
{
    if (::fsync(file.get()) != 0)
        return systemFailure(path);
    return Done {};
}

Synced<Done> syncDirectory(const QString &path)
{
    const FileDescriptor directory = openFile(path, O_RDONLY | O_DIRECTORY);
    if (!directory.valid())
        return systemFailure(path);
    return syncFile(directory, path);
}

Synced<Done> syncFilesystem(const QString &path)
{
    const FileDescriptor directory = openFile(path, O_RDONLY | O_DIRECTORY);
    if (!directory.valid() || ::syncfs(directory.get()) != 0)
        return systemFailure(path);
    return Done {};
}

Synced<Done> renameFile(const QString &from, const QString &to)
{
    if (::rename(QFile::encodeName(from).constData(), QFile::encodeName(to).constData()) != 0)
        return systemFailure(to);
    return Done {};
}

Synced<Done> writeDurably(const QString &path, const QByteArray &bytes)
{
    const QString temporary = path + QStringLiteral(".tmp");
    FileDescriptor file = openFile(temporary, O_WRONLY | O_CREAT | O_TRUNC);
    if (!file.valid())
        return systemFailure(temporary);
    if (const Synced<Done> written = writeAll(file, bytes, temporary); !written)
        return written;
    if (const Synced<Done> synced = syncFile(file, temporary); !synced)
        return synced;
    file.close();
    if (const Synced<Done> renamed = renameFile(temporary, path); !renamed)
        return renamed;
    return syncDirectory(QFileInfo(path).path());
}

QByteArray readIfPresent(const QString &path, qint64 limit)
{
    QFile file(path);
    if (regularFileSize(path) < 0 || !file.open(QIODevice::ReadOnly))
        return {};
    const QByteArray bytes = readAtMost(file, limit + 1);
    return bytes.size() > limit ? QByteArray() : bytes;
}

Synced<Done> makeDirectory(const QString &path)
{
    errno = 0;
    if (QDir().mkpath(path))
        return Done {};
    if (errno == 0)
        errno = ENOTDIR;
    return systemFailure(path);
}

qint64 regularFileSize(const QString &path)
{
    struct stat info { };

    if (::lstat(QFile::encodeName(path).constData(), &info) != 0 || !S_ISREG(info.st_mode))
        return -1;
    return info.st_size;
}

QString fileDigest(const QString &path, const std::function<bool()> &goesOn)
{
    QFile file(path);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    qint64 sinceAsked = 0;
    while (!file.atEnd()) {
        const QByteArray piece = readAtMost(file, pieceSize);
        if (piece.isEmpty())
            return {};
        hash.addData(piece);
        workMovesOn();
        sinceAsked += piece.size();
        if (goesOn && sinceAsked > breathEvery) {
            sinceAsked = 0;
            if (!goesOn())
                return {};
        }
    }
    return QString::fromLatin1(hash.result().toHex());
}

Synced<Done> exchangeFiles(const QString &one, const QString &other)
{
    const QByteArray first = QFile::encodeName(one);
    const QByteArray second = QFile::encodeName(other);
    if (::renameat2(AT_FDCWD, first.constData(), AT_FDCWD, second.constData(), RENAME_EXCHANGE)
        != 0)
        return systemFailure(other);
    return Done {};
}

Synced<Done> removeEntry(const QString &path)
{
    const QFileInfo info(path);
    if (info.isDir() && !info.isSymLink())
        return removeTree(path);
    if (::unlink(QFile::encodeName(path).constData()) != 0 && errno != ENOENT)
        return systemFailure(path);
    return Done {};
}

Synced<Done> removeTree(const QString &path)
{
    errno = 0;
    if (QDir(path).removeRecursively())
        return Done {};
    return systemFailure(path);
}

} // namespace Hall
