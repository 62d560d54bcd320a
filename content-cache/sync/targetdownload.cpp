#include "targetdownload.h"

#include <QFile>
#include <fcntl.h>

namespace Hall {

namespace {

    QString hex(const QCryptographicHash &hash)
    {
        return QString::fromLatin1(hash.result().toHex());
    }

} // namespace

TargetDownload::TargetDownload(const QString &path, Target target, const QString &file)
    : Transfer({ path, target.length, {} })
    , m_target(std::move(target))
    , m_file(file)
    , m_part(file + QStringLiteral(".part"))
{
}

TargetDownload::~TargetDownload() { QFile::remove(m_part); }

bool TargetDownload::isThere(const Target &target, const QString &file)
{
    QFile there(file);
    QCryptographicHash sha256(QCryptographicHash::Sha256);
    QCryptographicHash sha512(QCryptographicHash::Sha512);
    if (regularFileSize(file) != target.length || !there.open(QIODevice::ReadOnly)
        || !sha256.addData(&there) || !there.seek(0) || !sha512.addData(&there))
        return false;
    return target.describes(there.size(), hex(sha256), hex(sha512));
}

Synced<Done> TargetDownload::write(const QByteArray &bytes)
{
    if (!m_open.valid())
        m_open = openFile(m_part, O_WRONLY | O_CREAT | O_TRUNC);
    if (!m_open.valid())
        return systemFailure(m_part);
    m_sha256.addData(bytes);
    m_sha512.addData(bytes);
    m_bytes += bytes.size();
    return writeAll(m_open, bytes, m_part);
}

Synced<Done> TargetDownload::discard()
{
    m_open.close();
    m_sha256.reset();
    m_sha512.reset();
    m_bytes = 0;
    return Done {};
}

Synced<Done> TargetDownload::finish(const GoesOn &)
{
    // An empty target comes without a byte.
    if (const Synced<Done> begun = write({}); !begun)
        return begun;
    if (!m_target.describes(m_bytes, hex(m_sha256), hex(m_sha512)))
        return SyncFailure { SyncError::CorruptObject, request().path,
            QStringLiteral("its length or digest is not the one signed") };
    if (const Synced<Done> synced = syncFile(m_open, m_part); !synced)
        return synced;
    return renameFile(m_part, m_file);
}

} // namespace Hall
