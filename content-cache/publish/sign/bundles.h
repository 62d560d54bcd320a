#pragma once

#include "trust/bundle.h"

#include <QDateTime>

namespace Hall {

/// The signed files of a tree at one moment.
struct SignedFiles {
    qint64 snapshotVersion = 0;
    QByteArray snapshot;
    qint64 targetsVersion = 0;
    QByteArray targets;
};

/// Writes for each channel the bundle that leads from the last signing to this one, see
/// makeBundle(); none where it would be too large. Whoever missed the last signing fetches single
/// files. Bundles that have outlived their timestamp go.
Result<Done> writeBundles(const QString &directory, const SignedFiles &before,
    const SignedFiles &after, qint64 timestampVersion, const QDateTime &now);

/// Whether a bundle of this tree yields what lies in the tree, from an earlier signing whose files
/// are still there.
bool isBundleWhole(const QString &directory, const QString &name);

} // namespace Hall
