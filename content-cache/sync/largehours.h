#pragma once

#include "model/result.h"

#include <QDateTime>
#include <QTime>
#include <optional>

namespace Hall {

/// The hours of a day in which large objects may be fetched, by the clock on the wall: at night
/// nobody else needs the line.
struct LargeHours {
    QTime from;
    QTime to; ///< may lie on the next day; the same as `from`: the whole day

    /// Whether they have come at this moment, which is taken to local time.
    bool at(const QDateTime &now) const;

    /// When they come next; `now` itself while they last.
    QDateTime next(const QDateTime &now) const;

    bool operator==(const LargeHours &) const = default;
};

/// Reads `22:00-06:00`.
Result<LargeHours> parseLargeHours(const QString &text);

} // namespace Hall
