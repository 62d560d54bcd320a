#pragma once

#include "publish/render/phonepage.h"
#include "trust/manifest.h"

namespace Hall {

/// Path and SHA-256 of the forms below w/ that a release brings.
using WebDigests = QMap<QString, QString>;

/// Those of the files that are no guide pages: pages bear the day of their release.

WebDigests digestsOf(const QList<WebFile> &files);
WebDigests digestsOf(const Manifest &files);

/// A digest of what people would see: everything but the release's own number and day, and the
/// pictures drawn from
/// the forms.
QString contentDigest(ReleaseContent content, const WebDigests &forms);

} // namespace Hall
