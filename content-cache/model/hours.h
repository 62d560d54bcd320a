#pragma once

#include "model/calendar.h"

#include <QDate>
#include <QDateTime>
#include <QList>
#include <QString>
#include <QTime>

namespace Hall {

/// A span of one day, end not included.
struct TimeSpan {
    QTime from;
    QTime to;

    bool operator==(const TimeSpan &) const = default;
};

/// A day of any year, as month * 100 + day.
struct MonthDay {
    int value = 101;

    auto operator<=>(const MonthDay &) const = default;
};

/// Days of the week, 1 Monday … 7 Sunday, both ends included.
struct WeekdaySpan {
    int first = 1;
    int last = 5;

    bool operator==(const WeekdaySpan &) const = default;
};

/// Hours of a part of the year (夏季, 冬季); both ends included, may wrap the year.
struct HoursPeriod {
    QString season;
    MonthDay from { 101 };
    MonthDay to { 1231 };
    WeekdaySpan weekdays;
    QList<TimeSpan> open;

    bool operator==(const HoursPeriod &) const = default;
};

/// A day that differs: closed when `open` is empty.
struct HoursException {
    QDate date;
    QString note;
    QList<TimeSpan> open;

    bool operator==(const HoursException &) const = default;
};

/// When a hall is open. Days off and make-up workdays come from the calendar, not from here.
struct OpeningHours {
    QList<HoursPeriod> periods;
    QList<HoursException> exceptions;
};

/// What the hours say about one moment.
struct OpenState {
    bool known = false; ///< false past the loaded calendar or without hours
    bool open = false;
    QString todayText; ///< 08:30–11:30、13:00–17:00, or 今天不对外办公
    QString note; ///< reason of an exception or the holiday's name
    QDateTime nextChange; ///< when it opens or closes next today; invalid if neither
};

/// Whether the hall is open at a moment, with the spans of that day.
OpenState openState(const OpeningHours &hours, const Calendar &calendar, const QDateTime &at);

/// The spans of a day as people read them.
QString spansText(const QList<TimeSpan> &spans);

/// 周一至周五 08:30–11:30、13:00–17:00 (夏季) for each period, one line each.
QStringList hoursLines(const OpeningHours &hours);

} // namespace Hall
