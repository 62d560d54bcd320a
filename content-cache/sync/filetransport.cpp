#include "filetransport.h"

#include <QCoreApplication>
#include <QFile>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace Hall {

namespace {

    constexpr qint64 pieceSize = 256 * 1024;

    // 404 is how a web server says so, and what the client workflow expects for the next root.
    SyncFailure absent(const QString &path)
    {
        return { SyncError::Http, path, QStringLiteral("it is not on the stick"), 404 };
    }

    SyncFailure noRegularFile(const QString &path)
    {
        return { SyncError::CorruptObject, path,
            QStringLiteral("on the stick it is a link or no regular file") };
    }

    SyncFailure failureOf(int code, const QString &path)
    {
        if (code == ENOENT)
            return absent(path);
        if (code == ELOOP || code == ENOTDIR || code == EISDIR || code == ENXIO)
            return noRegularFile(path);
        errno = code;
        return systemFailure(path);
    }

} // namespace

FileTransport::FileTransport(QString directory, int graceDays)
    : m_directory(std::move(directory))
    , m_graceDays(graceDays)
{
}

bool FileTransport::goesOn() const
{
    // Signals come in through the event loop, which does not run meanwhile.
    QCoreApplication::processEvents();
    return !m_cancelled;
}

Synced<Done> FileTransport::fetch(const QList<Transfer *> &transfers, int)
{
    for (Transfer *transfer : transfers) {
        Synced<Done> sent = send(*transfer);
        while (!sent && transfer->asksAgain(sent.failure()))
            sent = send(*transfer);
        if (!sent)
            return sent;
    }
    return Done {};
}

Synced<Done> FileTransport::send(Transfer &transfer) const
{
    const GoesOn goOn = [this] { return goesOn(); };
    if (!goOn())
        return SyncFailure { SyncError::Cancelled, m_directory,
            QStringLiteral("it was asked to stop") };
    if (!transfer.isAllHere()) {
        const Synced<FileDescriptor> file = open(transfer.request().path);
        if (!file)
            return file.failure();
        transfer.answered(false, {});
        if (const Synced<Done> copied = copy(file.value(), transfer); !copied)
            return copied;
    }
    return transfer.complete(goOn);
}

Synced<FileDescriptor> FileTransport::open(const QString &path) const
{
    // The folder itself is the technician's word, as an address is; what lies in it is not.
    FileDescriptor folder(
        ::open(QFile::encodeName(m_directory).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!folder.valid())
        return systemFailure(m_directory);
    QStringList components = path.split(u'/');
    const QByteArray name = QFile::encodeName(components.takeLast());
    for (const QString &component : std::as_const(components)) {
        const QByteArray below = QFile::encodeName(component);
        FileDescriptor next(::openat(
            folder.get(), below.constData(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
        if (!next.valid())
            return failureOf(errno, path);
        folder = std::move(next);
    }
    // A pipe would otherwise keep us waiting for its writer.
    FileDescriptor file(
        ::openat(folder.get(), name.constData(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
    if (!file.valid())
        return failureOf(errno, path);

    struct stat info { };

    if (::fstat(file.get(), &info) != 0)
        return systemFailure(path);
    if (!S_ISREG(info.st_mode))
        return noRegularFile(path);
    return file;
}

Synced<Done> FileTransport::copy(const FileDescriptor &file, Transfer &transfer) const
{
    if (::lseek(file.get(), transfer.request().offset, SEEK_SET) < 0)
        return systemFailure(transfer.request().path);
    qint64 sinceAsked = 0;
    QByteArray piece(pieceSize, Qt::Uninitialized);
    while (true) {
        const ssize_t got = ::read(file.get(), piece.data(), static_cast<size_t>(piece.size()));
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return systemFailure(transfer.request().path);
        if (got == 0)
            return Done {};
        if (const Synced<Done> accepted = transfer.accept(piece.left(got)); !accepted)
            return accepted;
        sinceAsked += got;
        if (sinceAsked > breathEvery) {
            sinceAsked = 0;
            if (!goesOn())
                return SyncFailure { SyncError::Cancelled, m_directory,
                    QStringLiteral("it was asked to stop") };
        }
    }
}

} // namespace Hall
