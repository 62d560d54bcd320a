#include "space.h"

#include <QDirIterator>
#include <QFileInfo>
#include <algorithm>
#include <filesystem>

namespace Hall {

DiskSpace readDiskSpace(const QString &path)
{
    // Asks the file system itself: QStorageInfo looks for the path in the table of mounts, which a
    // changed root or a container may not show.
    std::error_code unknown;
    const auto disk = std::filesystem::space(path.toStdString(), unknown);
    if (unknown)
        return {};
    return { static_cast<qint64>(disk.available), static_cast<qint64>(disk.capacity) };
}

qint64 reservedSpace(const DiskSpace &space)
{
    return space.reserve.value_or(std::max(qint64(1) << 30, space.total / 20));
}

qint64 cacheSize(const CacheTree &cache)
{
    qint64 size = 0;
    for (const QString &directory : { cache.objects(), cache.parts(), cache.quarantine() }) {
        for (QDirIterator it(directory, QDir::Files, QDirIterator::Subdirectories); it.hasNext();) {
            it.next();
            size += it.fileInfo().size();
        }
    }
    return size;
}

SpaceReader limitedSpace(qint64 quota, qint64 reserve)
{
    return [quota, reserve](const QString &root) {
        DiskSpace space = readDiskSpace(root);
        if (reserve >= 0)
            space.reserve = reserve;
        // Within a quota there is as much room as it leaves, however large the disk is.
        if (quota > 0)
            space.free
                = std::min(space.free, quota - cacheSize(CacheTree(root)) + reservedSpace(space));
        return space;
    };
}

} // namespace Hall
