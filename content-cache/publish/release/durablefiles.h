#pragma once

#include "model/result.h"

#include <QByteArray>

namespace Hall {

/// The bytes of a file; of a longer one than `most`, where that is given, only the first so many.
Result<QByteArray> readWhole(const QString &path, qint64 most = -1);

/// Writes a whole file and has it on the disk before returning; the file appears by rename, so that
/// no reader ever sees half of it.
Result<Done> writeDurably(const QString &path, const QByteArray &bytes);

/// Has every file and folder below `directory` on the disk.
Result<Done> syncTree(const QString &directory);

/// Has the entries of one folder on the disk.
Result<Done> syncFolder(const QString &directory);

/// Puts `fresh` in the place of `target` in one step and removes what was there before.
Result<Done> replaceFolder(const QString &fresh, const QString &target);

} // namespace Hall
