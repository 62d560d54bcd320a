#pragma once

#include "publish/release/progress.h"
#include "publish/sign/treesession.h"

#include <functional>

namespace Hall {

/// What a copy onto a stick came to.
struct StickCopy {
    qint64 release = 0;
    qint64 files = 0; ///< that belong on the stick
    qint64 bytes = 0; ///< of all of them
    qint64 copied = 0; ///< bytes written this time; the rest was there already
    qint64 removed = 0; ///< files of earlier releases taken away
};

/// Copies what kiosks of one channel need (signed files, manifest, objects, patches, overlays; no
/// phone pages) to a folder on a stick, every file checked on the way and appearing whole by
/// rename; timestamp.json comes last. What is there and right is not written again, so a broken-off
/// copy goes on. Only files of the tree's own shape are ever removed from the stick. Fails with a
/// sentence before it writes where the stick is read-only, too small, or cannot hold a file above
/// 4 GiB; `stopped` is asked between pieces.
Result<StickCopy> copyToStick(TreeSession &session, const QString &channel, const QString &stick,
    Progress &progress, const std::function<bool()> &stopped);

} // namespace Hall
