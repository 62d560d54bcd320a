#pragma once

#include <QString>

namespace Hall {

/// The short public name of a record in addresses and codes: six letters of an alphabet without
/// look-alikes, derived from the record's id, so that a printed code stays good across releases.
QString shortId(const QString &recordId);

/// Where a guide's phone page and a form's file are, below the site's public address.
QString guideUrl(const QString &publicUrl, const QString &itemId);
QString formUrl(const QString &publicUrl, const QString &formId);

} // namespace Hall
