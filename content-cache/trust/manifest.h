#pragma once

#include "model/result.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <optional>

namespace Hall {

/// A way from an earlier content of a file to its present one, served as ServedTree::patch().
struct ManifestPatch {
    QString from; ///< digest of the content that the patch was made against
    QString sha256; ///< of the patch itself, which is checked before it is applied
    qint64 size = 0; ///< bytes of the patch

    bool operator==(const ManifestPatch &) const = default;
};

/// One regular file of a release.
struct ManifestFile {
    QString path; ///< below the generation's directory, see manifestPathProblem()
    QString sha256; ///< of the content, and the name of its object
    qint64 size = 0; ///< bytes
    std::optional<qint64> compressedSize; ///< bytes of the `.zst` object, where there is one
    QList<ManifestPatch> patches {}; ///< newest `from` first; at most mostPatches

    bool operator==(const ManifestFile &) const = default;
};

/// The list of everything a release consists of.
struct Manifest {
    qint64 release = 0;
    qint64 schema = 1; ///< of release.db
    QList<ManifestFile> files;

    /// Bytes of all files together.
    qint64 totalSize() const;

    /// The canonical JSON the digest is taken of.
    QByteArray toJson() const;

    bool operator==(const Manifest &) const = default;
};

/// Bytes a manifest may have before compression: room for 50,000 files with long paths.
constexpr qint64 largestManifest = 16 * 1024 * 1024;

/// Patches a file may have; the publisher makes them from the two releases before.
constexpr qsizetype mostPatches = 8;

/// What keeps `path` from being the path of a release's file, or nothing: relative, UTF-8 in
/// Unicode normal form C, no component that is empty, longer than 255 bytes or begins with a dot,
/// no control character.
QString manifestPathProblem(const QString &path);

/// Reads a manifest and refuses it as a whole for one bad path, for two paths that a file system
/// without case could not hold beside each other, for a file below a file, for more than 50,000
/// files, for a patch that leads from a content to itself. Members this version does not know are
/// passed over.
Result<Manifest> parseManifest(const QByteArray &json, const QString &where);

} // namespace Hall
