#pragma once

#include "model/result.h"

#include <QByteArray>

namespace Hall {

/// One zstd frame (RFC 8878). The same input, level and library version give the same bytes.
QByteArray compress(const QByteArray &bytes, int level = 19);

/// Undoes compress(). Stops as soon as the text would pass `limit` bytes, so that a small file
/// cannot fill the memory; refuses broken, unfinished or trailing data.
Result<QByteArray> decompress(const QByteArray &bytes, qint64 limit, const QString &where);

} // namespace Hall
