#include "objectstore.h"

#include "trust/compression.h"

#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace Hall {

namespace {

    constexpr qint64 flushEvery = 8 * 1024 * 1024; // a power cut loses at most this much
    constexpr qint64 pieceSize = 256 * 1024;
    constexpr mode_t readOnly = S_IRUSR | S_IRGRP | S_IROTH;

    Request requestFor(const ManifestFile &file)
    {
        if (file.compressedSize)
            return { ServedTree::compressedObject(file.sha256), *file.compressedSize, {} };
        return { ServedTree::object(file.sha256), file.size, {} };
    }

    bool heldByNoGeneration(const QString &path)
    {
        struct stat info { };

        return ::lstat(QFile::encodeName(path).constData(), &info) == 0 && info.st_nlink == 1;
    }

} // namespace

bool ObjectStore::has(const ManifestFile &file) const
{
    return regularFileSize(m_cache.object(file.sha256)) == file.size;
}

Synced<Done> ObjectStore::setDamagedAside(const Manifest &manifest) const
{
    QSet<QString> damaged;
    for (const ManifestFile &file : manifest.files) {
        const QString path = m_cache.object(file.sha256);
        if (regularFileSize(path) >= 0 && fileDigest(path) != file.sha256)
            damaged.insert(file.sha256);
    }
    if (damaged.isEmpty())
        return Done {};
    if (const Synced<Done> emptied = emptyQuarantine(); !emptied)
        return emptied;
    for (const QString &sha256 : std::as_const(damaged)) {
        const Synced<Done> moved = renameFile(m_cache.object(sha256), m_cache.quarantined(sha256));
        if (!moved)
            return moved;
    }
    return syncDirectory(m_cache.quarantine());
}

Synced<Done> ObjectStore::setAside(const QString &sha256) const
{
    const Synced<Done> moved = renameFile(m_cache.object(sha256), m_cache.quarantined(sha256));
    return moved ? syncDirectory(m_cache.quarantine()) : moved;
}

Synced<Done> ObjectStore::emptyQuarantine() const
{
    if (const Synced<Done> removed = removeTree(m_cache.quarantine()); !removed)
        return removed;
    return makeDirectory(m_cache.quarantine());
}

Synced<Done> ObjectStore::sweep(const QSet<QString> &wanted) const
{
    QStringList unwanted;
    for (QDirIterator it(m_cache.objects(), QDir::Files, QDirIterator::Subdirectories);
         it.hasNext();) {
        const QString path = it.next();
        if (!wanted.contains(it.fileName()) && heldByNoGeneration(path))
            unwanted.append(path);
    }
    for (QDirIterator it(m_cache.parts(), QDir::Files); it.hasNext();)
        unwanted.append(it.next());
    for (const QString &path : std::as_const(unwanted)) {
        if (::unlink(QFile::encodeName(path).constData()) != 0)
            return systemFailure(path);
    }
    return Done {};
}

ObjectTransfer::ObjectTransfer(const CacheTree &cache, const ManifestFile &file, Listener listener)
    : Transfer(requestFor(file))
    , m_cache(cache)
    , m_file(file)
    , m_listener(std::move(listener))
    , m_partPath(
          cache.part(file.sha256) + (file.compressedSize ? QStringLiteral(".zst") : QString()))
{
}

bool ObjectTransfer::findOtherWay(const SyncFailure &failure)
{
    const bool absent = failure.error == SyncError::Http && failure.httpStatus == 404;
    const bool damaged
        = failure.error == SyncError::CorruptObject || failure.error == SyncError::TooLarge;
    if (!absent && !damaged)
        return false;
    m_part.close();
    QFile::remove(m_partPath);
    if (!m_file.compressedSize)
        return false;
    m_unflushed = 0;
    m_file.compressedSize.reset();
    m_partPath = contentPath();
    turnTo(requestFor(m_file));
    m_listener.turnedToPlain(m_file.size, failure);
    return true;
}

QString ObjectTransfer::contentPath() const { return m_cache.part(m_file.sha256); }

SyncFailure ObjectTransfer::corrupt(const QString &why) const
{
    return { SyncError::CorruptObject, request().path, why };
}

Synced<Done> ObjectTransfer::openPart()
{
    if (m_part.valid())
        return Done {};
    m_part = openFile(m_partPath, O_WRONLY | O_CREAT | O_TRUNC);
    if (!m_part.valid())
        return systemFailure(m_partPath);
    return Done {};
}

Synced<Done> ObjectTransfer::write(const QByteArray &bytes)
{
    if (const Synced<Done> opened = openPart(); !opened)
        return opened;
    if (const Synced<Done> written = writeAll(m_part, bytes, m_partPath); !written)
        return written;
    m_listener.received(bytes.size());
    m_unflushed += bytes.size();
    if (m_unflushed < flushEvery)
        return Done {};
    m_unflushed = 0;
    return syncFile(m_part, m_partPath);
}

Synced<Done> ObjectTransfer::finish()
{
    // An empty object has no bytes to open its part with.
    if (const Synced<Done> opened = openPart(); !opened)
        return opened;
    m_part.close();
    Synced<Done> done = m_file.compressedSize ? unpack() : Synced<Done>(Done {});
    if (done)
        done = checkDigest();
    if (done)
        done = keep();
    if (!done)
        QFile::remove(contentPath());
    if (m_file.compressedSize || !done)
        QFile::remove(m_partPath);
    return done;
}

Synced<Done> ObjectTransfer::unpack() const
{
    QFile packed(m_partPath);
    const FileDescriptor text = openFile(contentPath(), O_WRONLY | O_CREAT | O_TRUNC);
    if (!packed.open(QIODevice::ReadOnly) || !text.valid())
        return systemFailure(contentPath());
    Decompressor decompressor(m_file.size, request().path);
    Synced<Done> written = Done {};
    while (!packed.atEnd()) {
        const Result<Done> fed
            = decompressor.feed(packed.read(pieceSize), [&](const QByteArray &piece) {
                  written = writeAll(text, piece, contentPath());
                  return written.ok();
              });
        if (!written)
            return written;
        if (!fed)
            return corrupt(fed.failure().why);
    }
    if (const Result<Done> ended = decompressor.finish(); !ended)
        return corrupt(ended.failure().why);
    return Done {};
}

Synced<Done> ObjectTransfer::checkDigest() const
{
    const qint64 size = regularFileSize(contentPath());
    if (size != m_file.size)
        return corrupt(
            QStringLiteral("it has %1 bytes instead of the %2 signed").arg(size).arg(m_file.size));
    const QString digest = fileDigest(contentPath());
    if (digest.isEmpty())
        return systemFailure(contentPath());
    if (digest != m_file.sha256)
        return corrupt(QStringLiteral("its digest is not the one signed"));
    return Done {};
}

Synced<Done> ObjectTransfer::keep() const
{
    const QString object = m_cache.object(m_file.sha256);
    const FileDescriptor content = openFile(contentPath(), O_RDONLY);
    if (!content.valid() || ::fchmod(content.get(), readOnly) != 0)
        return systemFailure(contentPath());
    if (const Synced<Done> synced = syncFile(content, contentPath()); !synced)
        return synced;
    if (const Synced<Done> made = makeDirectory(QFileInfo(object).path()); !made)
        return made;
    return renameFile(contentPath(), object);
}

} // namespace Hall
