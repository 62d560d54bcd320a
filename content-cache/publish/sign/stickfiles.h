#pragma once

#include "publish/sign/treesession.h"

namespace Hall {

/// A file that belongs on a stick, and how it proves itself.
struct StickFile {
    QString name; ///< below the tree
    qint64 size = 0; ///< bytes as it lies there
    QString sha256; ///< of the content, for a packed one after unpacking
    bool packed = false; ///< one zstd frame
    qint64 textSize = 0; ///< bytes after unpacking
};

/// Every file that kiosks of a channel need but for timestamp.json, in the order of copying: what
/// is named before what names it.
Result<QList<StickFile>> stickFiles(const TreeSession &session, const QString &channel);

} // namespace Hall
