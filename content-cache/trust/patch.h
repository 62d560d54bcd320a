#pragma once

#include "model/result.h"

#include <QByteArray>

namespace Hall {

/// Files above this size get no patch, in bytes: the old content and a window of the new one are
/// held in memory while a patch is applied, and a kiosk has little of it.
constexpr qint64 largestPatched = 64 * 1024 * 1024;

/// One zstd frame (RFC 8878) that yields `to` where `from` is at hand, as `zstd --patch-from` makes
/// it. Both at most largestPatched bytes long.
QByteArray makePatch(const QByteArray &from, const QByteArray &to, int level = 19);

/// Undoes makePatch() for the `from` it was made with; stops as soon as the text would pass `limit`
/// bytes. With another `from` it fails or yields some other text: only the digest of the result
/// tells. A kiosk does the same piece by piece with a Decompressor.
Result<QByteArray> applyPatch(
    const QByteArray &patch, const QByteArray &from, qint64 limit, const QString &where);

} // namespace Hall
