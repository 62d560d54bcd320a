#pragma once

#include "publish/release/assemble.h"
#include "publish/release/progress.h"

namespace Hall {

/// Builds a generation (database and form pages) into `directory`, which must be new or empty.
/// Gives back the completed content. The workspace has been checked before.
Result<ReleaseContent> buildGeneration(const Workspace &workspace, const BuildSettings &settings,
    const QString &directory, const QString &cache, Progress &progress);

/// Builds beside `directory` and puts the result there in one step; refuses a folder that holds
/// anything but an earlier build.
Result<ReleaseContent> buildPlain(const Workspace &workspace, const BuildSettings &settings,
    const QString &directory, const QString &cache, Progress &progress);

} // namespace Hall
