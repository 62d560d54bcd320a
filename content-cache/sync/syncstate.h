#pragma once

#include "cachetree.h"
#include "syncerror.h"

#include <QDateTime>
#include <QStringList>

namespace Hall {

/// What sync remembers from one run to the next beside the metadata.
struct SyncState {
    QDateTime floor; ///< the latest signed time seen; invalid: none yet
    QDateTime lastOk; ///< when the server last answered with nothing wrong
    qint64 release = 0; ///< the highest release ever installed
    QString target; ///< digest of the manifest target that is installed
    QString generation; ///< the generation it became
    QString pin; ///< the generation root has fixed this machine at; empty: none
    QStringList withdrawn; ///< ids taken down by hand in the release that was installed last
    qint64 root = 0; ///< version of the root last trusted; 0: not known

    bool operator==(const SyncState &) const = default;
};

/// The remembered state, from its copy where the first is damaged; the empty one where there is
/// none: but for a pin, all of it can be learnt again.
SyncState loadState(const CacheTree &cache);

Synced<Done> saveState(const CacheTree &cache, const SyncState &state);

} // namespace Hall
