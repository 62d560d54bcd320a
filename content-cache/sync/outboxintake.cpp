#include "outboxintake.h"

#include "durablefile.h"
#include "trust/strictjson.h"

#include <QDir>
#include <QFile>
#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace Hall {

namespace {

    constexpr qsizetype mostAside = 20;
    constexpr auto everything = QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot;

    struct Reading {
        QByteArray bytes;
        QString refusal; ///< why this cannot be a message; empty: it can
        bool gone = false;

        struct stat info { };
    };

    QString refusalOf(const struct stat &info)
    {
        if (!S_ISREG(info.st_mode))
            return QStringLiteral("it is not a regular file");
        if (info.st_nlink != 1)
            return QStringLiteral("it has another name as well");
        if (info.st_size > longestKioskMessage)
            return QStringLiteral("it has %1 bytes, %2 are allowed")
                .arg(info.st_size)
                .arg(longestKioskMessage);
        return {};
    }

    // The screen's user may change the folder at any moment, so the file that was judged is the one
    // that is read. Opening must wait for nobody: a fifo without a writer would.
    Synced<Reading> readMessage(int folder, const QString &name, const QString &path)
    {
        const FileDescriptor file(::openat(folder, QFile::encodeName(name).constData(),
            O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | O_NOCTTY));
        if (!file.valid() && errno == ENOENT)
            return Reading { {}, {}, true, {} };
        // Only a link or a socket can never be a message; what cannot be read now may be later.
        if (!file.valid() && errno != ELOOP && errno != ENXIO)
            return systemFailure(path);
        if (!file.valid())
            return Reading { {}, qt_error_string(errno), false, {} };

        struct stat info { };

        if (::fstat(file.get(), &info) != 0)
            return systemFailure(path);
        Reading reading { {}, refusalOf(info), false, info };
        if (!reading.refusal.isEmpty())
            return reading;
        QByteArray bytes(longestKioskMessage + 1, Qt::Uninitialized);
        qsizetype filled = 0;
        while (filled < bytes.size()) {
            const ssize_t got = ::read(
                file.get(), bytes.data() + filled, static_cast<size_t>(bytes.size() - filled));
            if (got < 0 && errno == EINTR)
                continue;
            if (got < 0)
                return systemFailure(path);
            if (got == 0)
                break;
            filled += got;
        }
        reading.bytes = bytes.left(filled);
        const auto object = parseStrictObject(reading.bytes, path);
        if (!object)
            reading.refusal = object.failure().why;
        return reading;
    }

} // namespace

// Between a look at the name and its removal there would be a gap, so it is moved first.
Synced<Done> removeTaken(int folder, const QString &name, const struct stat &taken)
{
    const QByteArray path = QFile::encodeName(name);
    const QByteArray aside = QByteArrayLiteral(".taken");
    if (::renameat(folder, path.constData(), folder, aside.constData()) != 0)
        return errno == ENOENT ? Synced<Done>(Done {}) : systemFailure(name);

    struct stat info { };

    const bool same = ::fstatat(folder, aside.constData(), &info, AT_SYMLINK_NOFOLLOW) == 0
        && info.st_ino == taken.st_ino && info.st_mtim.tv_sec == taken.st_mtim.tv_sec
        && info.st_mtim.tv_nsec == taken.st_mtim.tv_nsec;
    if (!same
        && ::renameat2(folder, aside.constData(), folder, path.constData(), RENAME_NOREPLACE) == 0)
        return Done {};
    if (::unlinkat(folder, aside.constData(), 0) != 0 && errno != ENOENT)
        return systemFailure(name);
    return Done {};
}

OutboxIntake::OutboxIntake(QString directory, QString kiosk, SealKey key, OutboxQueue &queue)
    : m_directory(std::move(directory))
    , m_kiosk(std::move(kiosk))
    , m_key(std::move(key))
    , m_queue(queue)
{
}

QStringList OutboxIntake::folders() const
{
    QStringList all { m_directory };
    const QFileInfoList entries
        = QDir(m_directory).entryInfoList(QDir::Dirs | QDir::NoSymLinks | QDir::NoDotAndDotDot);
    for (const QFileInfo &entry : entries) {
        if (isMessageKind(entry.fileName()))
            all.append(entry.filePath());
    }
    return all;
}

QStringList OutboxIntake::takeComplaints() { return std::exchange(m_complaints, {}); }

QList<OutboxIntake::Found> OutboxIntake::look()
{
    // Names that begin with a dot are the screen's unfinished files and our own folder.
    QList<Found> found;
    const QFileInfoList kinds = QDir(m_directory).entryInfoList(everything);
    for (const QFileInfo &kind : kinds) {
        if (!isMessageKind(kind.fileName()) || !kind.isDir() || kind.isSymLink()) {
            found.append({ {}, kind.fileName(), 0 });
            continue;
        }
        const QStringList names = QDir(kind.filePath()).entryList(everything);
        for (const QString &name : names) {
            struct stat info { };

            const QByteArray path = QFile::encodeName(kind.filePath() + u'/' + name);
            if (::lstat(path.constData(), &info) == 0)
                found.append({ kind.fileName(), name,
                    qint64(info.st_mtim.tv_sec) * 1'000'000'000 + info.st_mtim.tv_nsec });
        }
    }
    std::stable_sort(found.begin(), found.end(),
        [](const Found &one, const Found &other) { return one.writtenAt < other.writtenAt; });
    return found;
}

Synced<Done> OutboxIntake::takeAll(const std::atomic<bool> &stop)
{
    const QList<Found> found = look();
    Synced<Done> result = Done {};
    for (const Found &one : found) {
        if (stop)
            break;
        // One that cannot be taken is no reason to leave the others.
        if (const Synced<Done> taken = take(one); !taken && result)
            result = taken;
    }
    return result;
}

Synced<Done> OutboxIntake::take(const Found &found)
{
    const QString folderPath = found.kind.isEmpty() ? m_directory : m_directory + u'/' + found.kind;
    const FileDescriptor folder = openFile(folderPath, O_RDONLY | O_DIRECTORY);
    if (!folder.valid())
        return systemFailure(folderPath);
    const QString path = folderPath + u'/' + found.name;
    const QString suffix = QStringLiteral(".json");
    const QString id = found.name.chopped(found.name.endsWith(suffix) ? suffix.size() : 0);
    const Synced<Reading> reading = readMessage(folder.get(), found.name, path);
    if (!reading)
        return reading.failure();
    const Reading &read = reading.value();
    if (read.gone)
        return Done {};
    if (found.kind.isEmpty())
        return setAside(path, QStringLiteral("no kind of message is called so"), read.bytes);
    if (!found.name.endsWith(suffix) || !isMessageId(id))
        return setAside(path, QStringLiteral("no message is called so"), read.bytes);
    if (!read.refusal.isEmpty())
        return setAside(path, read.refusal, read.bytes);
    const KioskMessage message { m_kiosk, found.kind, id, read.bytes };
    if (const Synced<Done> added = m_queue.add(message, m_key.seal(message.packed())); !added)
        return added;
    if (const Synced<Done> removed = removeTaken(folder.get(), found.name, read.info); !removed)
        return removed;
    return syncFile(folder, folderPath);
}

Synced<Done> OutboxIntake::setAside(
    const QString &path, const QString &why, const QByteArray &bytes)
{
    const QString aside = m_directory + QStringLiteral("/.aside");
    if (::mkdir(QFile::encodeName(aside).constData(), S_IRWXU) != 0 && errno != EEXIST)
        return systemFailure(aside);
    const QFileInfo info(aside);
    if (!info.isDir() || info.isSymLink())
        return SyncFailure { SyncError::Io, aside, QStringLiteral("it is not a folder") };
    if (const Synced<Done> dropped = dropOldAside(); !dropped)
        return dropped;
    const QStringList there = QDir(aside).entryList(everything, QDir::Name);
    const qint64 number = there.isEmpty() ? 1 : there.constLast().left(9).toLongLong() + 1;
    // Only the number is ours; what the file was called may be anything.
    const QString target
        = QStringLiteral("%1/%2.sealed").arg(aside).arg(number, 9, 10, QLatin1Char('0'));
    if (!bytes.isEmpty()) {
        if (const Synced<Done> kept = writeDurably(target, m_key.seal(bytes)); !kept)
            return kept;
    }
    if (const Synced<Done> removed = removeEntry(path); !removed)
        return removed;
    m_complaints.append(QStringLiteral("%1: %2: %3")
                            .arg(bytes.isEmpty() ? QStringLiteral("Removed")
                                                 : QStringLiteral("Sealed and set aside"),
                                path.mid(m_directory.size() + 1), why));
    return Done {};
}

Synced<Done> OutboxIntake::dropOldAside() const
{
    const QFileInfoList there = QDir(m_directory + QStringLiteral("/.aside"))
                                    .entryInfoList(everything | QDir::Hidden, QDir::Name);
    for (qsizetype i = 0; i + mostAside <= there.size(); ++i) {
        if (const Synced<Done> removed = removeEntry(there.at(i).filePath()); !removed)
            return removed;
    }
    return Done {};
}

} // namespace Hall
