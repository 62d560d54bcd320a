#include "scrub.h"

#include "durablefile.h"
#include "objectstore.h"
#include "trust/boundedread.h"
#include "trust/jsonfields.h"
#include "trust/strictjson.h"

#include <QDirIterator>
#include <QJsonDocument>
#include <algorithm>
#include <fcntl.h>
#include <sys/stat.h>

namespace Hall {

namespace {

    constexpr qint64 pieceSize = 256 * 1024;
    constexpr qint64 rememberEvery = 256 * 1024 * 1024;
    constexpr qint64 longestNote = 4096;
    constexpr qint64 passSeconds = 4 * 3600;
    constexpr qint64 slowest = 256 * 1024;
    constexpr qint64 fastest = 16 * 1024 * 1024;

    // Same file by device and number, so that its bytes need not be read twice.
    bool sameFile(const QString &one, const QString &other)
    {
        struct stat first { };

        struct stat second { };

        return ::lstat(QFile::encodeName(one).constData(), &first) == 0
            && ::lstat(QFile::encodeName(other).constData(), &second) == 0
            && first.st_ino == second.st_ino && first.st_dev == second.st_dev;
    }

    // What lies in memory is not what lies on the disk; and the screen needs that memory.
    void forgetPages(const QFile &file)
    {
        ::posix_fadvise(file.handle(), 0, 0, POSIX_FADV_DONTNEED);
    }

} // namespace

Scrub::Scrub(CacheTree cache)
    : m_cache(std::move(cache))
    , m_generations(m_cache)
{
}

qint64 Scrub::rateFor(qint64 cacheBytes)
{
    return std::clamp(cacheBytes / passSeconds, slowest, fastest);
}

Synced<Done> Scrub::begin()
{
    if (m_done.isEmpty() && m_passes == 0) {
        const Result<QJsonObject> note
            = parseStrictObject(readIfPresent(m_cache.scrub(), longestNote), m_cache.scrub());
        if (note)
            m_done = JsonFields(note.value(), m_cache.scrub()).text(QStringLiteral("done"));
    }
    m_left.clear();
    for (QDirIterator it(m_cache.objects(), QDir::Files, QDirIterator::Subdirectories);
         it.hasNext();) {
        it.next();
        if (it.fileName() > m_done)
            m_left.append(it.fileName());
    }
    std::sort(m_left.begin(), m_left.end(), std::greater<>());
    m_begun = true;
    return Done {};
}

Synced<Done> Scrub::remember() const
{
    const QJsonObject note { { QStringLiteral("done"), m_done } };
    return writeDurably(m_cache.scrub(), QJsonDocument(note).toJson(QJsonDocument::Compact));
}

void Scrub::open(const QString &sha256)
{
    m_hash.reset();
    m_file = std::make_unique<QFile>(m_cache.object(sha256));
    if (m_file->open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        forgetPages(*m_file);
}

Synced<Scrub::Finds> Scrub::readOn(qint64 bytes)
{
    Finds finds;
    if (!m_begun) {
        if (const Synced<Done> begun = begin(); !begun)
            return begun.failure();
    }
    while (bytes > 0 && !m_left.isEmpty()) {
        if (!m_file)
            open(m_left.constLast());
        // Pruned meanwhile: nothing to judge.
        const bool gone = !m_file->isOpen() && !m_file->exists();
        const QByteArray piece = m_file->isOpen() ? readAtMost(*m_file, pieceSize) : QByteArray();
        const bool failed = !m_file->isOpen() || m_file->error() != QFileDevice::NoError;
        m_hash.addData(piece);
        bytes -= std::max<qint64>(piece.size(), 1);
        m_sinceRemembered += piece.size();
        if (!piece.isEmpty() && !failed)
            continue;
        const QString digest = QString::fromLatin1(m_hash.result().toHex());
        const bool sound = gone || (!failed && digest == m_left.constLast());
        if (const Synced<Done> closed = close(sound, finds); !closed)
            return closed.failure();
    }
    if (m_left.isEmpty()) {
        if (const Synced<Done> ended = endPass(finds); !ended)
            return ended.failure();
    }
    return finds;
}

Synced<Done> Scrub::close(bool sound, Finds &finds)
{
    if (m_file->isOpen())
        forgetPages(*m_file);
    m_file.reset();
    m_done = m_left.takeLast();
    if (!sound) {
        finds.objects.insert(m_done);
        if (const Synced<Done> aside = ObjectStore(m_cache).setAside(m_done); !aside)
            return aside;
    }
    if (m_sinceRemembered < rememberEvery)
        return Done {};
    m_sinceRemembered = 0;
    return remember();
}

Synced<Done> Scrub::endPass(Finds &finds)
{
    // Files of a generation are links to objects; one that is not was put there by something else.
    const QStringList names = m_generations.all();
    for (const QString &name : names) {
        if (!strangeFileOf(name).isEmpty())
            finds.generations.append(name);
    }
    ++m_passes;
    m_done.clear();
    m_begun = false;
    m_sinceRemembered = 0;
    return remember();
}

QString Scrub::strangeFileOf(const QString &generation) const
{
    const Result<Manifest> manifest = m_generations.manifestOf(generation);
    if (!manifest)
        return m_cache.manifest(generation);
    for (const ManifestFile &file : manifest.value().files) {
        const QString path = m_cache.generation(generation) + u'/' + file.path;
        const bool linked = sameFile(path, m_cache.object(file.sha256));
        if (!linked && fileDigest(path) != file.sha256)
            return path;
    }
    return {};
}

} // namespace Hall
