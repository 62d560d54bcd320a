#pragma once

#include <QDate>
#include <QHash>
#include <QList>
#include <QSet>
#include <QString>
#include <optional>

namespace Hall {

/// The name of a day off, 春节.
struct DayName {
    QDate date;
    QString name;
};

/// The days off and make-up workdays (调休上班) of one year, as the State Council's yearly notice
/// sets them.
struct CalendarYear {
    int year = 0;
    QString issuedBy;
    QDate issuedOn;
    QList<QDate> off;
    QList<QDate> work;
    QList<DayName> names;
};

/// Working-day arithmetic over the loaded years; past the last of them every answer is "not known".
class Calendar {
public:
    Calendar() = default;
    explicit Calendar(const QList<CalendarYear> &years);

    /// Whether the year of this day is loaded.
    bool covers(const QDate &day) const;

    /// A working day; only meaningful where covers() holds.
    bool isWorkday(const QDate &day) const;

    bool isHoliday(const QDate &day) const;
    bool isMakeUpWorkday(const QDate &day) const;
    QString holidayName(const QDate &day) const;

    /// The last day of a term of `days` working days; the day of acceptance itself is not counted.
    /// Nothing where the term runs past the loaded calendars.
    std::optional<QDate> addWorkdays(const QDate &accepted, int days) const;

private:
    QSet<int> m_years;
    QSet<QDate> m_off;
    QSet<QDate> m_work;
    QHash<QDate, QString> m_names;
};

} // namespace Hall
