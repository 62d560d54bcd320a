#pragma once

#include "generations.h"
#include "objectstore.h"

namespace Hall {

/// Makes the directories of the cache.
Synced<Done> prepareCache(const CacheTree &cache);

/// What repairCache() found.
struct CacheCondition {
    QString shown; ///< the generation; empty when none can be shown: the screen then shows what it
                   ///< can of `current` or its factory content
    QString damaged; ///< the generation that was current and has to be built anew
};

/// What has to be put right when the program starts: unfinished files go; if `current` does not
/// lead to a generation that can be shown, the newest one that can becomes current. Where `current`
/// has changed on the disk, its bad objects are moved to `quarantine/`: the files of a generation
/// are links to them. A picture gone bad is no reason to go back to older facts.
Synced<CacheCondition> repairCache(const CacheTree &cache, qint64 schema);

/// Whether the release before the shown one stays, to fall back to. A disk or a quota that does not
/// hold three is better filled with the newest facts.
enum class Previous { Stays, MayGo };

/// Removes generations, but never the current one, the newest sound one beside it as `previous`
/// says, the one that is pinned, and those a screen still shows; then the objects that only they
/// held, except `wanted` (digests).
Synced<Done> pruneCache(
    const CacheTree &cache, const QSet<QString> &wanted, Previous previous = Previous::Stays);

} // namespace Hall
