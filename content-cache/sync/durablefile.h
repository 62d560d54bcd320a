#pragma once

#include "syncerror.h"

#include <QByteArray>
#include <functional>

namespace Hall {

/// A file descriptor that is closed with its owner.
class FileDescriptor {
public:
    explicit FileDescriptor(int fd = -1)
        : m_fd(fd)
    {
    }

    FileDescriptor(FileDescriptor &&other) noexcept
        : m_fd(other.release())
    {
    }

    FileDescriptor &operator=(FileDescriptor &&other) noexcept;
    FileDescriptor(const FileDescriptor &) = delete;
    FileDescriptor &operator=(const FileDescriptor &) = delete;

    ~FileDescriptor() { close(); }

    int get() const { return m_fd; }

    bool valid() const { return m_fd >= 0; }

    void close();

private:
    int release();

    int m_fd;
};

/// Opens with O_CLOEXEC and O_NOFOLLOW; a new file gets mode 0644.
FileDescriptor openFile(const QString &path, int flags);

/// Writes all bytes, however often the system call returns early.
Synced<Done> writeAll(const FileDescriptor &file, const QByteArray &bytes, const QString &path);

/// Waits until the file's bytes are on the disk.
Synced<Done> syncFile(const FileDescriptor &file, const QString &path);

/// Waits until the names in this directory are on the disk.
Synced<Done> syncDirectory(const QString &path);

/// Waits until everything on the file system of this path is on the disk.
Synced<Done> syncFilesystem(const QString &path);

/// rename(2): the name stands for the old file or the new one, never for neither.
Synced<Done> renameFile(const QString &from, const QString &to);

/// Replaces a file so that after a power cut it is the old one or the new one, whole:
/// write, fsync, rename, fsync of the directory.
Synced<Done> writeDurably(const QString &path, const QByteArray &bytes);

/// The bytes of a regular file of at most `limit` bytes; empty when there is none.
QByteArray readIfPresent(const QString &path, qint64 limit);

/// Creates the directory and those above it.
Synced<Done> makeDirectory(const QString &path);

/// The size of a regular file, -1 for anything else; does not follow links.
qint64 regularFileSize(const QString &path);

/// So many bytes may be worked on before somebody who wants to stop the work is asked: a tenth of a
/// second on a slow machine.
constexpr qint64 breathEvery = 4 * 1024 * 1024;

/// The SHA-256 of a file's content in hexadecimal digits, read piece by piece; empty when it cannot
/// be read, or when `goesOn`, asked every `breathEvery` bytes, says no.
QString fileDigest(const QString &path, const std::function<bool()> &goesOn = {});

/// renameat2(2) with RENAME_EXCHANGE: two names change places, and neither is ever missing.
Synced<Done> exchangeFiles(const QString &one, const QString &other);

/// Removes whatever bears this name, if anything does; links are removed, not followed.
Synced<Done> removeEntry(const QString &path);

/// Removes a directory, if it is there, and what is in it; links are removed, not followed.
Synced<Done> removeTree(const QString &path);

} // namespace Hall
