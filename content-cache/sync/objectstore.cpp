#include "objectstore.h"

#include "durablefile.h"

#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <sys/stat.h>
#include <unistd.h>

namespace Hall {

namespace {

    constexpr qsizetype digestLength = 64;

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

qint64 ObjectStore::bytesBeside(const QSet<QString> &kept) const
{
    qint64 sum = 0;
    for (QDirIterator it(m_cache.objects(), QDir::Files, QDirIterator::Subdirectories);
         it.hasNext();) {
        it.next();
        if (!kept.contains(it.fileName()))
            sum += it.fileInfo().size();
    }
    return sum;
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
    // Parts are named by the object they become.
    for (QDirIterator it(m_cache.parts(), QDir::Files); it.hasNext();) {
        const QString path = it.next();
        if (!wanted.contains(it.fileName().left(digestLength)))
            unwanted.append(path);
    }
    for (const QString &path : std::as_const(unwanted)) {
        if (::unlink(QFile::encodeName(path).constData()) != 0)
            return systemFailure(path);
    }
    return Done {};
}

} // namespace Hall
