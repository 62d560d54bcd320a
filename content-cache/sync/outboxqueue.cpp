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

Synced<qint64> OutboxQueue::removeStrangers() const
{
    qint64 lost = 0;
    const QStringList folders
        = QDir(m_directory)
              .entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
    for (const QString &name : folders) {
        const QString stranger = m_directory + u'/' + name;
        if (name == m_kiosk && QFileInfo(stranger).isDir() && !QFileInfo(stranger).isSymLink())
            continue;
        const QFileInfoList entries = QDir(stranger).entryInfoList(QDir::Files | QDir::NoSymLinks);
        if (!QFileInfo(stranger).isSymLink())
            lost += std::count_if(entries.cbegin(), entries.cend(),
                [](const QFileInfo &entry) { return readName(entry).has_value(); });
        if (const Synced<Done> removed = removeEntry(stranger); !removed)
            return removed.failure();
    }
    return lost;
}

Synced<qint64> OutboxQueue::prepare(const ClockReading &clock)
{
    if (const Synced<Done> made = makeDirectory(m_directory); !made)
        return made.failure();
    const Synced<qint64> lost = removeStrangers();
    if (!lost)
        return lost;
    if (const Synced<Done> made = makeDirectory(path({})); !made)
        return made.failure();
    if (::chmod(QFile::encodeName(m_directory).constData(), ownersFolder) != 0)
        return systemFailure(m_directory);
    m_files.clear();
    const QFileInfoList entries = QDir(path({})).entryInfoList(
        QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot, QDir::Name);
    for (const QFileInfo &entry : entries) {
        if (const std::optional<SealedFile> file = readName(entry))
            m_files.append(*file);
        else if (const Synced<Done> gone = removeEntry(entry.filePath()); !gone)
            return gone.failure();
    }
    if (!m_files.isEmpty())
        m_nextNumber = m_files.constLast().number + 1;
    if (const Synced<Done> dated = dateWrongTimes(clock); !dated)
        return dated.failure();
    return lost;
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
        const SealedFile oldest = *std::min_element(m_files.cbegin(), m_files.cend(),
            [](const SealedFile &a, const SealedFile &b) { return a.number < b.number; });
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

Synced<std::optional<QByteArray>> OutboxQueue::read(const SealedFile &file) const
{
    const QString place = path(file.fileName());
    const FileDescriptor sealed = openFile(place, O_RDONLY);
    if (!sealed.valid() && errno != ENOENT && errno != ELOOP)
        return systemFailure(place);

    struct stat info { };

    const bool there = sealed.valid() && ::fstat(sealed.get(), &info) == 0 && S_ISREG(info.st_mode)
        && info.st_size == file.size;
    if (!there || file.size == 0 || file.size > longestSealedMessage)
        return std::optional<QByteArray>();
    QFile reader;
    const QByteArray bytes
        = reader.open(sealed.get(), QIODevice::ReadOnly) ? reader.readAll() : QByteArray();
    if (bytes.size() != file.size)
        return SyncFailure { SyncError::Io, place, reader.errorString() };
    return std::optional(bytes);
}

void OutboxQueue::putLast(const SealedFile &file)
{
    const auto found = std::find_if(m_files.begin(), m_files.end(),
        [&file](const SealedFile &one) { return one.number == file.number; });
    if (found != m_files.end())
        std::rotate(found, found + 1, m_files.end());
}

Synced<Done> OutboxQueue::remove(const SealedFile &file)
{
    const bool replaced = std::any_of(m_files.cbegin(), m_files.cend(), [&](const SealedFile &one) {
        return one.number == file.number && one.revision != file.revision;
    });
    if (replaced)
        return Done {};
    if (const Synced<Done> removed = removeEntry(path(file.fileName())); !removed)
        return removed;
    m_files.removeIf([&file](const SealedFile &one) { return one.number == file.number; });
    return Done {};
}

QDateTime OutboxQueue::oldest() const
{
    QDateTime oldest;
    for (const SealedFile &file : m_files) {
        if (!oldest.isValid() || file.sealedAt < oldest)
            oldest = file.sealedAt;
    }
    return oldest;
}

qint64 OutboxQueue::bytes() const
{
    qint64 sum = 0;
    for (const SealedFile &file : m_files)
        sum += file.size;
    return sum;
}

} // namespace Hall
