#pragma once

#include "model/hours.h"
#include "model/limit.h"
#include "model/money.h"
#include "model/records.h"

#include <QDate>
#include <QString>
#include <concepts>

namespace Hall {

// One word each way for every value that a clerk writes as a single cell or scalar. `fromText` is
// false when the text is not of the form; `formOf` says the form in Chinese for the message.

QString toText(const QDate &day);
bool fromText(const QString &text, QDate &day);
QString formOf(const QDate &);

QString toText(LimitUnit unit);
bool fromText(const QString &text, LimitUnit &unit);
QString formOf(LimitUnit);

QString toText(Money money);
bool fromText(const QString &text, Money &money);
QString formOf(Money);

QString toText(MonthDay day);
bool fromText(const QString &text, MonthDay &day);
QString formOf(MonthDay);

QString toText(WeekdaySpan span);
bool fromText(const QString &text, WeekdaySpan &span);
QString formOf(WeekdaySpan);

QString toText(const TimeSpan &span);
bool fromText(const QString &text, TimeSpan &span);
QString formOf(const TimeSpan &);

QString toText(TopicKind kind);
bool fromText(const QString &text, TopicKind &kind);
QString formOf(TopicKind);

/// A type that is written as one word or scalar.
template <typename T>
concept TextCoded = requires(T value, QString text)
{
    {
        fromText(text, value)
        } -> std::same_as<bool>;
    {
        toText(value)
        } -> std::same_as<QString>;
};

} // namespace Hall
