#include "model/hours.h"

#include <QStringList>

namespace Hall {

namespace {

    bool inPeriod(const HoursPeriod &period, MonthDay day)
    {
        if (period.from <= period.to) {
            return day >= period.from && day <= period.to;
        }
        return day >= period.from || day <= period.to;
    }

    // A make-up workday follows the hours of an ordinary weekday, whatever day of the week it is.
    QList<TimeSpan> regularSpans(const OpeningHours &hours, const QDate &day, bool makeUpWorkday)
    {
        const MonthDay monthDay { day.month() * 100 + day.day() };
        const int weekday = makeUpWorkday ? 1 : day.dayOfWeek();
        for (const HoursPeriod &period : hours.periods) {
            if (inPeriod(period, monthDay) && weekday >= period.weekdays.first
                && weekday <= period.weekdays.last) {
                return period.open;
            }
        }
        return {};
    }

    void applyMoment(OpenState &state, const QList<TimeSpan> &spans, const QDateTime &at)
    {
        for (const TimeSpan &span : spans) {
            if (at.time() < span.from) {
                state.nextChange = QDateTime(at.date(), span.from);
                return;
            }
            if (at.time() < span.to) {
                state.open = true;
                state.nextChange = QDateTime(at.date(), span.to);
                return;
            }
        }
    }

} // namespace

QString spansText(const QList<TimeSpan> &spans)
{
    QStringList parts;
    for (const TimeSpan &span : spans) {
        parts << QStringLiteral("%1–%2").arg(
            span.from.toString(QStringLiteral("HH:mm")), span.to.toString(QStringLiteral("HH:mm")));
    }
    return parts.join(QStringLiteral("、"));
}

OpenState openState(const OpeningHours &hours, const Calendar &calendar, const QDateTime &at)
{
    OpenState state;
    if (hours.periods.isEmpty()) {
        return state;
    }
    QList<TimeSpan> spans;
    bool excepted = false;
    for (const HoursException &exception : hours.exceptions) {
        if (exception.date == at.date()) {
            spans = exception.open;
            state.note = exception.note;
            excepted = true;
        }
    }
    if (!excepted) {
        if (!calendar.covers(at.date())) {
            return state;
        }
        const bool makeUp = calendar.isMakeUpWorkday(at.date());
        state.note = calendar.holidayName(at.date());
        spans = calendar.isHoliday(at.date()) ? QList<TimeSpan>()
                                              : regularSpans(hours, at.date(), makeUp);
    }
    state.known = true;
    state.todayText = spans.isEmpty() ? QStringLiteral("今天不对外办公") : spansText(spans);
    applyMoment(state, spans, at);
    return state;
}

QStringList hoursLines(const OpeningHours &hours)
{
    static const QStringList names { QStringLiteral("周一"), QStringLiteral("周二"),
        QStringLiteral("周三"), QStringLiteral("周四"), QStringLiteral("周五"),
        QStringLiteral("周六"), QStringLiteral("周日") };
    QStringList lines;
    for (const HoursPeriod &period : hours.periods) {
        QString days = names.value(period.weekdays.first - 1);
        if (period.weekdays.last != period.weekdays.first) {
            days += QStringLiteral("至") + names.value(period.weekdays.last - 1);
        }
        const QString season
            = period.season.isEmpty() ? QString() : QStringLiteral("（%1）").arg(period.season);
        lines << QStringLiteral("%1 %2%3").arg(days, spansText(period.open), season);
    }
    return lines;
}

} // namespace Hall
