#include "objecttransfer.h"

#include "trust/boundedread.h"
#include "trust/compression.h"
#include "trust/patch.h"
#include "workpulse.h"

#include <QFile>
#include <QFileInfo>
#include <algorithm>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace Hall {

namespace {

    constexpr qint64 flushEvery = 8 * 1024 * 1024; // a power cut loses at most this much
    constexpr qint64 pieceSize = 256 * 1024;
    constexpr mode_t readOnly = S_IRUSR | S_IRGRP | S_IROTH;

    // What a server says of itself for the moment is no word about the file.
    bool isOfTheMoment(int status) { return status >= 500 || status == 408 || status == 429; }

    SyncFailure stopped(const QString &where)
    {
        return { SyncError::Cancelled, where, QStringLiteral("it was asked to stop") };
    }

} // namespace

QList<ObjectTransfer::Way> ObjectTransfer::waysFor(const CacheTree &cache, const ManifestFile &file)
{
    const Way plain { ServedTree::object(file.sha256), cache.part(file.sha256), file.size };
    const Way packed { ServedTree::compressedObject(file.sha256),
        plain.part + QStringLiteral(".zst"), file.compressedSize.value_or(0), true };
    QList<Way> ways;
    for (const ManifestPatch &patch : file.patches) {
        const qint64 base = regularFileSize(cache.object(patch.from));
        const bool short_ = patch.size < file.compressedSize.value_or(file.size);
        if (base >= 0 && base <= largestPatched && file.size <= largestPatched && short_)
            ways.append({ ServedTree::patch(patch.from, file.sha256),
                plain.part + u'.' + patch.from.left(16) + QStringLiteral(".patch"), patch.size,
                true, patch });
    }
    // A plain part is there because the compressed object was not to be had.
    const bool begunPlain
        = regularFileSize(plain.part) > 0 && regularFileSize(packed.part) < 0 && ways.isEmpty();
    if (file.compressedSize && !begunPlain)
        ways.append(packed);
    ways.append(plain);
    return ways;
}

Request ObjectTransfer::requestFor(const Way &way)
{
    // File systems write the length of a file after its bytes, so that what a power cut leaves is
    // shorter, not wrong; the digest at the end has the last word.
    const qint64 here = std::max<qint64>(regularFileSize(way.part), 0);
    return { way.path, way.size, {}, here <= way.size ? here : 0, true };
}

qint64 ObjectTransfer::wireSize(const CacheTree &cache, const ManifestFile &file)
{
    return waysFor(cache, file).constFirst().size;
}

ObjectTransfer::ObjectTransfer(const CacheTree &cache, const ManifestFile &file, Listener listener)
    : ObjectTransfer(cache, file, std::move(listener), waysFor(cache, file))
{
}

ObjectTransfer::ObjectTransfer(
    const CacheTree &cache, const ManifestFile &file, Listener listener, const QList<Way> &ways)
    : Transfer(requestFor(ways.constFirst()))
    , m_cache(cache)
    , m_file(file)
    , m_listener(std::move(listener))
    , m_ways(ways)
    , m_resumed(request().offset > 0)
{
}

bool ObjectTransfer::findOtherWay(const SyncFailure &failure)
{
    const bool refused = failure.error == SyncError::Http && !isOfTheMoment(failure.httpStatus);
    const bool wrong
        = failure.error == SyncError::CorruptObject || failure.error == SyncError::TooLarge;
    m_otherWaysElsewhere = refused || wrong;
    if (wrong)
        dropPart();
    if (wrong && m_resumed && !m_begunAnew) {
        // The file may have been another one when its first bytes came.
        m_begunAnew = true;
        m_resumed = false;
        turnTo(requestFor(way()));
        m_listener.turned(way().size, failure);
        return true;
    }
    if (!m_otherWaysElsewhere || m_way + 1 == m_ways.size())
        return false;
    m_part.close();
    ++m_way;
    m_begunAnew = false;
    turnTo(requestFor(way()));
    m_resumed = request().offset > 0;
    m_listener.turned(way().size - request().offset, failure);
    return true;
}

Request ObjectTransfer::again(bool elsewhere)
{
    m_part.close();
    if (elsewhere && m_otherWaysElsewhere) {
        m_way = 0;
        while (way().isPatch())
            ++m_way;
        m_begunAnew = false;
    }
    const Request request = requestFor(way());
    m_resumed = request.offset > 0;
    return request;
}

void ObjectTransfer::dropPart()
{
    m_part.close();
    QFile::remove(way().part);
    m_unflushed = 0;
}

Synced<Done> ObjectTransfer::discard()
{
    if (m_listener.lost)
        m_listener.lost(std::max<qint64>(regularFileSize(way().part), 0));
    dropPart();
    m_resumed = false;
    return Done {};
}

QString ObjectTransfer::contentPath() const
{
    return way().packed ? m_cache.part(m_file.sha256) + QStringLiteral(".text") : way().part;
}

SyncFailure ObjectTransfer::corrupt(const QString &why) const
{
    return { SyncError::CorruptObject, request().path, why };
}

Synced<Done> ObjectTransfer::openPart()
{
    if (m_part.valid())
        return Done {};
    const bool goesOn = request().offset > 0;
    m_part = openFile(way().part, O_WRONLY | O_CREAT | (goesOn ? O_APPEND : O_TRUNC));
    if (!m_part.valid())
        return systemFailure(way().part);
    return Done {};
}

Synced<Done> ObjectTransfer::write(const QByteArray &bytes)
{
    if (const Synced<Done> opened = openPart(); !opened)
        return opened;
    if (const Synced<Done> written = writeAll(m_part, bytes, way().part); !written)
        return written;
    m_listener.received(bytes.size());
    if (m_listener.mayGoOn && !m_listener.mayGoOn())
        return SyncFailure { SyncError::Later, request().path,
            QStringLiteral("its hours are over") };
    m_unflushed += bytes.size();
    if (m_unflushed < flushEvery)
        return Done {};
    m_unflushed = 0;
    return syncFile(m_part, way().part);
}

Synced<Done> ObjectTransfer::finish(const GoesOn &goesOn)
{
    // An empty object has no bytes to open its part with.
    if (const Synced<Done> opened = openPart(); !opened)
        return opened;
    m_part.close();
    Synced<Done> done = way().isPatch() ? checkPatch() : Synced<Done>(Done {});
    if (done && way().packed)
        done = unpack(goesOn);
    if (done)
        done = checkDigest(goesOn);
    if (done)
        done = keep();
    const bool wrong = !done && done.failure().error == SyncError::CorruptObject;
    if (way().packed && !done)
        QFile::remove(contentPath());
    if (wrong || (done && way().packed))
        QFile::remove(way().part);
    return done;
}

// Before it is unpacked: what leads to other content is not let near the old one.
Synced<Done> ObjectTransfer::checkPatch() const
{
    if (fileDigest(way().part) != way().patch.sha256)
        return corrupt(QStringLiteral("its digest is not the one signed"));
    return Done {};
}

Synced<Done> ObjectTransfer::unpack(const GoesOn &goesOn) const
{
    QFile packed(way().part);
    QFile base(m_cache.object(way().patch.from));
    const FileDescriptor text = openFile(contentPath(), O_WRONLY | O_CREAT | O_TRUNC);
    if (!packed.open(QIODevice::ReadOnly) || !text.valid())
        return systemFailure(contentPath());
    QByteArray reference;
    if (way().isPatch() && base.open(QIODevice::ReadOnly) && base.size() > 0) {
        const uchar *bytes = base.map(0, base.size());
        if (bytes == nullptr)
            return systemFailure(base.fileName());
        reference = QByteArray::fromRawData(reinterpret_cast<const char *>(bytes), base.size());
    }
    Decompressor decompressor(m_file.size, request().path, reference);
    Synced<Done> written = Done {};
    qint64 sinceAsked = 0;
    const Decompressor::Sink sink = [&](const QByteArray &piece) {
        workMovesOn();
        written = writeAll(text, piece, contentPath());
        sinceAsked += piece.size();
        if (written && goesOn && sinceAsked > breathEvery) {
            sinceAsked = 0;
            if (!goesOn())
                written = stopped(request().path);
        }
        return written.ok();
    };
    while (!packed.atEnd()) {
        const Result<Done> fed = decompressor.feed(readAtMost(packed, pieceSize), sink);
        if (!written)
            return written;
        if (!fed)
            return corrupt(fed.failure().why);
    }
    if (const Result<Done> ended = decompressor.finish(); !ended)
        return corrupt(ended.failure().why);
    return Done {};
}

Synced<Done> ObjectTransfer::checkDigest(const GoesOn &goesOn) const
{
    const qint64 size = regularFileSize(contentPath());
    if (size != m_file.size)
        return corrupt(
            QStringLiteral("it has %1 bytes instead of the %2 signed").arg(size).arg(m_file.size));
    bool asked = true;
    const QString digest = fileDigest(contentPath(), [&] { return asked = !goesOn || goesOn(); });
    if (!asked)
        return stopped(request().path);
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
