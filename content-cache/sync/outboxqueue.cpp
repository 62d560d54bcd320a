#include "outboxqueue.h"

#include "durablefile.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <optional>
#include <sys/stat.h>
#include <unistd.h>

namespace Hall {

namespace {

    constexpr mode_t ownersFolder = S_IRUSR | S_IWUSR | S_IXUSR;

    // NUMBER.KIND.ID.sealed; a kind has no dot, an id may have some.
    std::optional<SealedFile> readName(const QFileInfo &entry)
    {
        static const QRegularExpression pattern(
            QStringLiteral("\\A([0-9]{12})\\.([a-z-]+)\\.(.+)\\.sealed\\z"));
        const auto match = pattern.match(entry.fileName());
        if (!match.hasMatch() || !entry.isFile() || entry.isSymLink())
            return std::nullopt;
        SealedFile file { match.captured(1).toLongLong(), match.captured(2), match.captured(3),
            entry.size(), entry.lastModified().toUTC() };
        if (!isMessageKind(file.kind) || !isMessageId(file.id))
            return std::nullopt;
        return file;
    }

    Synced<Done> removeFile(const QString &path)
    {
        if (::unlink(QFile::encodeName(path).constData()) != 0 && errno != ENOENT)
            return systemFailure(path);
        return Done {};
    }

    // Whatever it is; links are removed, not followed.
    Synced<Done> discard(const QString &path)
    {
        const QFileInfo info(path);
        return info.isDir() && !info.isSymLink() ? removeTree(path) : removeFile(path);
    }

    Synced<Done> setTime(const QString &path, const QDateTime &time)
    {
        const timespec stamp { time.toSecsSinceEpoch(), 0 };
        const timespec both[2] { stamp, stamp };
        if (::utimensat(AT_FDCWD, QFile::encodeName(path).constData(), both, AT_SYMLINK_NOFOLLOW)
            != 0)
            return systemFailure(path);
        return Done {};
    }

} // namespace

QString SealedFile::fileName() const
{
    return QStringLiteral("%1.%2.%3.sealed").arg(number, 12, 10, QLatin1Char('0')).arg(kind, id);
}

OutboxQueue::OutboxQueue(
    QString directory, QString kiosk, const QDateTime &builtAt, OutboxLimits limits)
    : m_directory(std::move(directory))
    , m_kiosk(std::move(kiosk))
    , m_builtAt(builtAt)
    , m_limits(limits)
{
}

QString OutboxQueue::path(const QString &name) const
{
    return QStringLiteral("%1/%2/%3").arg(m_directory, m_kiosk, name);
}

Synced<Done> OutboxQueue::removeStrangers() const
{
    // A machine that got another name cannot deliver in the old one any more.
    const QStringList folders
        = QDir(m_directory)
              .entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
    for (const QString &name : folders) {
        const QString stranger = m_directory + u'/' + name;
        if (name == m_kiosk && QFileInfo(stranger).isDir() && !QFileInfo(stranger).isSymLink())
            continue;
        if (const Synced<Done> removed = discard(stranger); !removed)
            return removed;
    }
    return Done {};
}

Synced<Done> OutboxQueue::prepare(const ClockReading &clock)
{
    if (const Synced<Done> made = makeDirectory(m_directory); !made)
        return made;
    if (const Synced<Done> removed = removeStrangers(); !removed)
        return removed;
    if (const Synced<Done> made = makeDirectory(path({})); !made)
        return made;
    if (::chmod(QFile::encodeName(m_directory).constData(), ownersFolder) != 0)
        return systemFailure(m_directory);
    m_files.clear();
    const QFileInfoList entries = QDir(path({})).entryInfoList(
        QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot, QDir::Name);
    for (const QFileInfo &entry : entries) {
        if (const std::optional<SealedFile> file = readName(entry))
            m_files.append(*file);
        else if (const Synced<Done> gone = discard(entry.filePath()); !gone)
            return gone;
    }
    if (!m_files.isEmpty())
        m_nextNumber = m_files.constLast().number + 1;
    return dateWrongTimes(clock);
}

Synced<Done> OutboxQueue::dateWrongTimes(const ClockReading &clock)
{
    if (!clock.synchronised)
        return Done {};
    // Sealed while the clock was wrong: how old it is nobody knows, so it is as old as today.
    for (SealedFile &file : m_files) {
        if (file.sealedAt >= m_builtAt && file.sealedAt <= clock.now)
            continue;
        if (const Synced<Done> set = setTime(path(file.fileName()), clock.now); !set)
            return set;
        file.sealedAt = clock.now;
    }
    return Done {};
}

Synced<Done> OutboxQueue::add(const KioskMessage &message, const QByteArray &sealed)
{
    const auto waiting = std::find_if(m_files.begin(), m_files.end(),
        [&](const SealedFile &one) { return one.kind == message.kind && one.id == message.id; });
    SealedFile file { m_nextNumber, message.kind, message.id, sealed.size(), {}, 0 };
    if (waiting != m_files.end()) {
        file.number = waiting->number;
        file.revision = waiting->revision + 1;
    }
    const QString target = path(file.fileName());
    if (const Synced<Done> written = writeDurably(target, sealed); !written)
        return written;
    file.sealedAt = QFileInfo(target).lastModified().toUTC();
    if (waiting != m_files.end()) {
        *waiting = file;
        return Done {};
    }
    ++m_nextNumber;
    m_files.append(file);
    return Done {};
}

Synced<qint64> OutboxQueue::trim(const ClockReading &clock)
{
    if (const Synced<Done> dated = dateWrongTimes(clock); !dated)
        return dated.failure();
    qint64 lost = 0;
    qint64 total = bytes();
    while (!m_files.isEmpty()) {
        const SealedFile oldest = m_files.constFirst();
        const bool old = clock.synchronised && oldest.sealedAt.secsTo(clock.now) > m_limits.age;
        if (m_files.size() <= m_limits.count && total <= m_limits.bytes && !old)
            break;
        if (const Synced<Done> removed = remove(oldest); !removed)
            return removed.failure();
        total -= oldest.size;
        ++lost;
    }
    return lost;
}

Synced<QByteArray> OutboxQueue::read(const SealedFile &file) const
{
    const QByteArray bytes = readIfPresent(path(file.fileName()), longestSealedMessage);
    if (bytes.isEmpty())
        return SyncFailure { SyncError::Io, path(file.fileName()),
            QStringLiteral("the sealed message is gone or has changed its size") };
    return bytes;
}

Synced<Done> OutboxQueue::remove(const SealedFile &file)
{
    const bool replaced = std::any_of(m_files.cbegin(), m_files.cend(), [&](const SealedFile &one) {
        return one.number == file.number && one.revision != file.revision;
    });
    if (replaced)
        return Done {};
    if (const Synced<Done> removed = removeFile(path(file.fileName())); !removed)
        return removed;
    m_files.removeIf([&file](const SealedFile &one) { return one.number == file.number; });
    return Done {};
}

qint64 OutboxQueue::bytes() const
{
    qint64 sum = 0;
    for (const SealedFile &file : m_files)
        sum += file.size;
    return sum;
}

} // namespace Hall
