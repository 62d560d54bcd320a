#pragma once

#include "publish/releasewriter.h"

namespace Hall {

/// Reads a release's database back into what writeReleaseDatabase() was given, so that a release
/// can be changed without the workspace it was made from.
Result<ReleaseContent> readReleaseDatabase(const QString &file);

} // namespace Hall
