#include "largehours.h"

#include <QRegularExpression>

namespace Hall {

bool LargeHours::at(const QDateTime &now) const
{
    const QTime time = now.toLocalTime().time();
    if (from == to)
        return true;
    if (from < to)
        return time >= from && time < to;
    return time >= from || time < to;
}

QDateTime LargeHours::next(const QDateTime &now) const
{
    if (at(now))
        return now;
    const QDateTime local = now.toLocalTime();
    QDateTime begin(local.date(), from);
    if (begin < local)
        begin = QDateTime(local.date().addDays(1), from);
    return begin.toUTC();
}

Result<LargeHours> parseLargeHours(const QString &text)
{
    static const QRegularExpression form(
        QStringLiteral("^([01][0-9]|2[0-3]):([0-5][0-9])-([01][0-9]|2[0-3]):([0-5][0-9])$"));
    const auto match = form.match(text);
    if (!match.hasMatch())
        return Failure { text, QStringLiteral("hours look like 22:00-06:00") };
    const auto number = [&match](int group) { return match.captured(group).toInt(); };
    return LargeHours { QTime(number(1), number(2)), QTime(number(3), number(4)) };
}

} // namespace Hall
