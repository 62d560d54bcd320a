#pragma once

#include "publish/releasewriter.h"

namespace Hall {

/// The page a guide's code opens on a phone: what to bring, cost, time, place, steps, questions and
/// form downloads. Static, without script, readable at 360 px, addresses relative to g/.
QByteArray guidePage(const Item &item, const ReleaseContent &content);

/// A file below w/ with its content.
struct WebFile {
    QString path;
    QByteArray bytes;
};

/// Everything the codes of a release point to: guide pages, the forms exactly as they lie in the
/// workspace, and the one style sheet.
Result<QList<WebFile>> webFiles(const ReleaseContent &content, const QString &workspace);

/// Path of the style sheet; it carries the digest of its content, so caches never mix versions.
QString styleSheetPath();

} // namespace Hall
