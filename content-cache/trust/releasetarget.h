#pragma once

#include "model/result.h"

#include <QDateTime>
#include <QJsonObject>
#include <QStringList>

namespace Hall {

/// What the targets role says about a channel's release beside its digest: the `custom` object of
/// its target.
struct ReleaseTarget {
    qint64 release
        = 0; ///< counts up with every publication, also with an intended return to old content
    qint64 rawSize = 0; ///< bytes of the manifest before compression; bounds its decompression
    qint64 totalSize = 0; ///< bytes of all files of the release
    qint64 schema = 1; ///< of the database; a kiosk never installs one it cannot read
    QString minApp; ///< least program version, `0.1.0`; empty: any
    qint64 rolloutPercent = 100; ///< share of the kiosks that take the release
    QString rolloutSalt;
    QDateTime notBefore; ///< invalid: at once
    bool urgent = false; ///< holds a notice that must not wait for the hours of large files
    QStringList withdrawn; ///< ids taken down by hand, which no release of the channel shows
    QString rawSha256; ///< of the manifest before compression; empty: not given

    QJsonObject toJson() const;
    static Result<ReleaseTarget> fromJson(const QJsonObject &custom);

    bool operator==(const ReleaseTarget &) const = default;
};

} // namespace Hall
