#pragma once

#include "model/result.h"

#include <QByteArray>
#include <QList>
#include <QMap>
#include <QPair>

namespace Hall {

/// Files by their path in the served tree, in the order they are asked for.
using BundledFiles = QList<QPair<QString, QByteArray>>;

/// What a kiosk holds of the last update; the bundle of the next one is a patch against it.
struct BundleBase {
    QByteArray snapshot;
    QByteArray targets;
    QByteArray manifest; ///< of its channel's release, uncompressed

    QByteArray text() const { return snapshot + targets + manifest; }

    /// The digest that names the bundle made against it.
    QString digest() const;
};

/// Bundles above this many bytes are neither made nor taken: then single files are no detour.
constexpr qint64 largestBundle = 64 * 1024;

/// The small files of one update in one file, so that a change of one fact costs one answer instead
/// of five. It is not signed: every file in it is judged by its own signature or digest.
QByteArray makeBundle(const BundleBase &base, const BundledFiles &files);

/// Undoes makeBundle() for the same base.
Result<QMap<QString, QByteArray>> openBundle(
    const QByteArray &bundle, const BundleBase &base, const QString &where);

} // namespace Hall
