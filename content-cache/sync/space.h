#pragma once

#include "cachetree.h"

#include <functional>
#include <optional>

namespace Hall {

/// How much a file system holds, in bytes.
struct DiskSpace {
    qint64 free = 0;
    qint64 total = 0;
    std::optional<qint64> reserve {}; ///< to be left free, if somebody has said how much
};

using SpaceReader = std::function<DiskSpace(const QString &path)>;

/// Asks the system about the file system of a path.
DiskSpace readDiskSpace(const QString &path);

/// What is left free for others on this disk: what was said, else 5 %, at least 1 GiB.
qint64 reservedSpace(const DiskSpace &space);

/// The bytes of content in a cache: objects, unfinished parts, and what was set aside. The files of
/// generations are links to the objects.
qint64 cacheSize(const CacheTree &cache);

/// A reader that also keeps a cache within a quota, 0: none, and leaves `reserve` bytes free on the
/// disk, -1: the usual share.
SpaceReader limitedSpace(qint64 quota, qint64 reserve);

} // namespace Hall
