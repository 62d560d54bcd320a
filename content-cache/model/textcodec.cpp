#include "model/textcodec.h"

#include <QRegularExpression>
#include <QStringList>

namespace Hall {

namespace {

    constexpr QStringView kTopicWords[] = { u"topic", u"people", u"lifeEvent" };

    // 2026-02-30 must not become March: QDate refuses it, and so do we.
    bool exactDate(const QString &text, QDate &day)
    {
        static const QRegularExpression shape(QStringLiteral("^[0-9]{4}-[0-9]{2}-[0-9]{2}$"));
        if (!shape.match(text).hasMatch()) {
            return false;
        }
        day = QDate::fromString(text, Qt::ISODate);
        return day.isValid();
    }

} // namespace

QString toText(const QDate &day) { return day.toString(Qt::ISODate); }

bool fromText(const QString &text, QDate &day) { return exactDate(text, day); }

QString formOf(const QDate &) { return QStringLiteral("日期，如 2026-11-22"); }

QString toText(LimitUnit unit) { return limitUnitWord(unit); }

bool fromText(const QString &text, LimitUnit &unit) { return limitUnitFromWord(text, unit); }

QString formOf(LimitUnit)
{
    return limitUnitWords().join(QStringLiteral("、")) + QStringLiteral(" 之一");
}

QString toText(Money money) { return moneyNumber(money); }

bool fromText(const QString &text, Money &money)
{
    const auto read = moneyFromText(text);
    if (read) {
        money = *read;
    }
    return read.has_value();
}

QString formOf(Money) { return QStringLiteral("金额（元），如 40 或 12.50"); }

QString toText(MonthDay day)
{
    return QStringLiteral("%1-%2")
        .arg(day.value / 100, 2, 10, QLatin1Char('0'))
        .arg(day.value % 100, 2, 10, QLatin1Char('0'));
}

bool fromText(const QString &text, MonthDay &day)
{
    QDate inLeapYear;
    if (!exactDate(QStringLiteral("2024-") + text, inLeapYear)) {
        return false;
    }
    day.value = inLeapYear.month() * 100 + inLeapYear.day();
    return true;
}

QString formOf(MonthDay) { return QStringLiteral("月-日，如 05-01"); }

QString toText(WeekdaySpan span) { return QStringLiteral("%1-%2").arg(span.first).arg(span.last); }

bool fromText(const QString &text, WeekdaySpan &span)
{
    static const QRegularExpression shape(QStringLiteral("^([1-7])(?:-([1-7]))?$"));
    const auto match = shape.match(text);
    if (!match.hasMatch()) {
        return false;
    }
    span.first = match.captured(1).toInt();
    span.last = match.captured(2).isEmpty() ? span.first : match.captured(2).toInt();
    return span.first <= span.last;
}

QString formOf(WeekdaySpan) { return QStringLiteral("星期范围，如 1-5（周一至周五）"); }

QString toText(const TimeSpan &span)
{
    const QString form = QStringLiteral("HH:mm");
    return span.from.toString(form) + QLatin1Char('-') + span.to.toString(form);
}

bool fromText(const QString &text, TimeSpan &span)
{
    const QStringList ends = text.split(QLatin1Char('-'));
    if (ends.size() != 2) {
        return false;
    }
    span.from = QTime::fromString(ends.at(0).trimmed(), QStringLiteral("HH:mm"));
    span.to = QTime::fromString(ends.at(1).trimmed(), QStringLiteral("HH:mm"));
    return span.from.isValid() && span.to.isValid() && span.from < span.to;
}

QString formOf(const TimeSpan &) { return QStringLiteral("时间段，如 08:30-11:30"); }

QString toText(TopicKind kind) { return kTopicWords[static_cast<int>(kind)].toString(); }

bool fromText(const QString &text, TopicKind &kind)
{
    for (int i = 0; i < 3; ++i) {
        if (text == kTopicWords[i]) {
            kind = static_cast<TopicKind>(i);
            return true;
        }
    }
    return false;
}

QString formOf(TopicKind) { return QStringLiteral("topic、people、lifeEvent 之一"); }

} // namespace Hall
