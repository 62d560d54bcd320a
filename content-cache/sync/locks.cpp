#include "locks.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>

namespace Hall {

Synced<FileDescriptor> takeCacheLock(const QString &path)
{
    FileDescriptor file = openFile(path, O_RDWR | O_CREAT);
    if (!file.valid())
        return systemFailure(path);
    if (::flock(file.get(), LOCK_EX | LOCK_NB) == 0)
        return file;
    if (errno == EWOULDBLOCK)
        return SyncFailure { SyncError::Io, path,
            QStringLiteral("another hall-sync is at work on this cache") };
    return systemFailure(path);
}

Synced<Done> createLease(const QString &path)
{
    if (!openFile(path, O_RDONLY | O_CREAT).valid())
        return systemFailure(path);
    return Done {};
}

std::optional<FileDescriptor> takeFreeLease(const QString &path)
{
    FileDescriptor file = openFile(path, O_RDONLY | O_CREAT);
    if (!file.valid() || ::flock(file.get(), LOCK_EX | LOCK_NB) != 0)
        return std::nullopt;
    return file;
}

} // namespace Hall
