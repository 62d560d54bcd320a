#include "boundedread.h"

#include <QIODevice>
#include <algorithm>

namespace Hall {

QByteArray readAtMost(QIODevice &source, qint64 limit)
{
    // A file may grow, and those of /proc have no size: this much is asked for anyway.
    constexpr qint64 least = 16 * 1024;
    if (source.isSequential())
        return source.read(limit);
    return source.read(std::min(limit, std::max(source.size() - source.pos(), least)));
}

} // namespace Hall
