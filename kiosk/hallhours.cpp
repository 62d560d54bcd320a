#include "kiosk/hallhours.h"

#include "kiosk/clock.h"

namespace Hall {

namespace {

    constexpr int kDaysAhead = 15; // longer than any holiday

    QString clockText(const QDateTime &moment) { return moment.toString(QStringLiteral("HH:mm")); }

    // The opening of the first open day after this one.
    std::optional<QDateTime> openingAfter(
        const OpeningHours &hours, const Calendar &calendar, const QDate &today)
    {
        for (int ahead = 1; ahead <= kDaysAhead; ++ahead) {
            const QDateTime midnight(today.addDays(ahead), QTime(0, 0));
            const OpenState state = openState(hours, calendar, midnight);
            if (!state.known) {
                return {};
            }
            if (state.open || state.nextChange.isValid()) {
                return state.open ? midnight : state.nextChange;
            }
        }
        return {};
    }

    QString nextOpening(const OpeningHours &hours, const Calendar &calendar, const QDateTime &now)
    {
        const auto opening = openingAfter(hours, calendar, now.date());
        if (!opening) {
            return {};
        }
        const QDate day = opening->date();
        const QString when = day == now.date().addDays(1)
            ? QStringLiteral("明天")
            : QStringLiteral("%1（%2）").arg(dayText(day, now.date()), weekdayName(day));
        return QStringLiteral("%1 %2 开门").arg(when, clockText(*opening));
    }

    QString closedText(const OpenState &state, bool openToday)
    {
        const QString text
            = openToday ? QStringLiteral("今天已下班") : QStringLiteral("今天不办公");
        return state.note.isEmpty() ? text : QStringLiteral("%1（%2）").arg(text, state.note);
    }

} // namespace

HallHoursText hallHoursText(const ServiceHall &hall, const Calendar &calendar, const QDateTime &now)
{
    HallHoursText text;
    const OpenState state = openState(hall.hours, calendar, now);
    if (!state.known) {
        return text;
    }
    const bool openToday
        = openState(hall.hours, calendar, QDateTime(now.date(), QTime(0, 0))).nextChange.isValid();
    text.known = true;
    text.open = state.open;
    text.today = openToday ? QStringLiteral("今天 %1").arg(state.todayText) : QString();
    if (state.open) {
        text.state = QStringLiteral("现在办公，到 %1").arg(clockText(state.nextChange));
    } else if (state.nextChange.isValid()) {
        text.state = QStringLiteral("现在不办公，%1 开门").arg(clockText(state.nextChange));
    } else {
        const QString next = nextOpening(hall.hours, calendar, now);
        const QString closed = closedText(state, openToday);
        text.state = next.isEmpty() ? closed : QStringLiteral("%1，%2").arg(closed, next);
    }
    return text;
}

std::optional<QDate> nextOpenDay(
    const ServiceHall &hall, const Calendar &calendar, const QDateTime &now)
{
    const OpenState state = openState(hall.hours, calendar, now);
    if (!state.known) {
        return {};
    }
    if (state.open || state.nextChange.isValid()) {
        return now.date();
    }
    const auto opening = openingAfter(hall.hours, calendar, now.date());
    return opening ? std::optional(opening->date()) : std::nullopt;
}

} // namespace Hall
