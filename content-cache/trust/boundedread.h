#pragma once

#include <QByteArray>

class QIODevice;

namespace Hall {

/// Up to `limit` bytes of `source` from where it stands; fewer when it ends before or cannot be
/// read. Unlike QIODevice::read() it does not take memory for the whole limit first, so a limit may
/// be generous where the files are small.
QByteArray readAtMost(QIODevice &source, qint64 limit);

} // namespace Hall
