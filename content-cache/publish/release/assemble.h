#pragma once

#include "publish/releasewriter.h"
#include "publish/workspace/workspace.h"

namespace Hall {

/// What a build is told beside the workspace.
struct BuildSettings {
    QDate today;
    QString publicUrl; ///< empty: the workspace's own
    int release = 0;
    QStringList withdrawn = {}; ///< ids of items and notices that stay out, see withdraw()
};

/// Gates and completes a checked workspace: only what is published, 主动公开 and confirmed stays;
/// addresses, tile counts, search terms and the screens' order are filled in. Form pages come
/// later.
ReleaseContent assembleRelease(const Workspace &workspace, const BuildSettings &settings);

/// Whether an item reaches the public at all; validity is left to the day it is shown.
bool isPublic(const Sourced<Item> &item);

} // namespace Hall
