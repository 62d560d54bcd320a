#pragma once

#include <QString>

namespace Hall {

/// The roles of The Update Framework (TUF 1.0 §2.1).
enum class Role { Root, Timestamp, Snapshot, Targets };

/// `root`, `timestamp`, `snapshot` or `targets`, as metadata writes it in `_type`.
QString roleName(Role role);

/// Where things lie below the web server's address; the publisher writes there, the kiosk asks
/// there.
namespace ServedTree {
    /// `meta/timestamp.json`; every other role carries its version: `meta/7.snapshot.json`.
    QString metadata(Role role, qint64 version);
    /// The file of a delegated role: `meta/7.xinbin.json`; a slash or other odd character in its
    /// name is percent-encoded.
    QString delegatedMetadata(const QString &role, qint64 version);
    /// The target path of a channel's release: `stable.manifest.zst`.
    QString manifestTarget(const QString &channel);
    /// The file of that target under consistent snapshots (TUF 1.0 §6.2):
    /// `t/<sha256>.stable.manifest.zst`.
    QString manifest(const QString &channel, const QString &sha256);
    /// `o/ab/<sha256>`; the name is the digest of the uncompressed content, so it must pass
    /// isSha256Hex().
    QString object(const QString &sha256);
    /// `o/ab/<sha256>.zst`, present where the manifest gives a `zsize`.
    QString compressedObject(const QString &sha256);
    /// `p/<first 16 digits of from>-<to>.zst`, for two digests; present where the manifest lists
    /// it.
    QString patch(const QString &from, const QString &to);
    /// `u/<version of the timestamp>.<channel>.<first 16 digits of base>.zst`, see BundleBase;
    /// absent where there is no such short way.
    QString bundle(qint64 version, const QString &channel, const QString &base);
    /// The uncompressed manifest of that target; it lies in bundles only.
    QString manifestText(const QString &channel, const QString &sha256);
} // namespace ServedTree

} // namespace Hall
