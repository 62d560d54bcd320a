#pragma once

#include "publish/releasewriter.h"

namespace Hall {

/// Takes items and notices out of a release with all that is theirs alone: search terms, fees that
/// no other item names, forms that no other item uses; the tiles are counted anew for the release's
/// own day.
void withdraw(ReleaseContent &content, const QStringList &ids);

/// Those of the ids that the content has.
QStringList present(const ReleaseContent &content, const QStringList &ids);

} // namespace Hall
