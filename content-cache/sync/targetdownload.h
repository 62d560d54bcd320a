#pragma once

#include "durablefile.h"
#include "transport.h"
#include "trust/metadata.h"

#include <QCryptographicHash>

namespace Hall {

/// A target on its way from the server to a file: the bytes go beside it, and only what proves to
/// be what was signed takes its name.
class TargetDownload : public Transfer {
public:
    /// `path` is that of the request, `file` where the target shall lie.
    TargetDownload(const QString &path, Target target, const QString &file);
    ~TargetDownload() override;
    Q_DISABLE_COPY_MOVE(TargetDownload)

    /// Whether this file is the target already.
    static bool isThere(const Target &target, const QString &file);

private:
    Synced<Done> discard() override;
    Synced<Done> write(const QByteArray &bytes) override;
    Synced<Done> finish(const GoesOn &goesOn) override;

    Target m_target;
    QString m_file;
    QString m_part;
    FileDescriptor m_open;
    QCryptographicHash m_sha256 { QCryptographicHash::Sha256 };
    QCryptographicHash m_sha512 { QCryptographicHash::Sha512 };
    qint64 m_bytes = 0;
};

} // namespace Hall
