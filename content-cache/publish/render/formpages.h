#pragma once

#include "model/records.h"
#include "model/result.h"
#include "publish/release/progress.h"

namespace Hall {

/// Width of a form page's picture in pixels: enough to read it on a 21-inch screen.
inline constexpr int kFormPagePixels = 1200;

/// Draws every page of the forms as a grey PNG below `target`/pages with poppler's pdftoppm and
/// fills in page counts, sizes and paths. Drawn pages are kept by the PDF's hash in `cache`, so a
/// build draws only what changed. Fails where pdftoppm is missing or cannot read a form.
Result<Done> renderFormPages(QList<Form> &forms, const QString &workspace, const QString &target,
    const QString &cache, Progress &progress);

} // namespace Hall
