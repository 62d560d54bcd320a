#pragma once

#include "kiosk/library.h"

#include <QString>
#include <optional>

namespace Hall {

/// What people want to know about a hall's hours at one moment.
struct HallHoursText {
    bool known = false;
    bool open = false;
    QString today; ///< 今天 08:30–11:30、13:00–17:00
    QString state; ///< 现在办公,到 11:30 / 现在不办公,13:00 开门
};

/// The hours of a hall now; where it is closed for the day, the next opening within two weeks.
HallHoursText hallHoursText(
    const ServiceHall &hall, const Calendar &calendar, const QDateTime &now);

/// The first day that a visitor can be served: this one while the hall is open or will open today.
/// Nothing where the hours are not known, or no day within two weeks is an open one.
std::optional<QDate> nextOpenDay(
    const ServiceHall &hall, const Calendar &calendar, const QDateTime &now);

} // namespace Hall
