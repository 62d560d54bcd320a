#include "model/calendar.h"

namespace Hall {

Calendar::Calendar(const QList<CalendarYear> &years)
{
    for (const CalendarYear &year : years) {
        m_years.insert(year.year);
        m_off.unite(QSet<QDate>(year.off.cbegin(), year.off.cend()));
        m_work.unite(QSet<QDate>(year.work.cbegin(), year.work.cend()));
        for (const DayName &day : year.names) {
            m_names.insert(day.date, day.name);
        }
    }
}

bool Calendar::covers(const QDate &day) const { return m_years.contains(day.year()); }

bool Calendar::isHoliday(const QDate &day) const { return m_off.contains(day); }

bool Calendar::isMakeUpWorkday(const QDate &day) const { return m_work.contains(day); }

QString Calendar::holidayName(const QDate &day) const { return m_names.value(day); }

bool Calendar::isWorkday(const QDate &day) const
{
    if (isMakeUpWorkday(day)) {
        return true;
    }
    return !isHoliday(day) && day.dayOfWeek() <= 5;
}

std::optional<QDate> Calendar::addWorkdays(const QDate &accepted, int days) const
{
    QDate day = accepted;
    for (int counted = 0; counted < days;) {
        day = day.addDays(1);
        if (!covers(day)) {
            return std::nullopt;
        }
        counted += isWorkday(day) ? 1 : 0;
    }
    return day;
}

} // namespace Hall
