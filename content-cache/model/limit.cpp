#include "model/limit.h"

#include <QStringList>

namespace Hall {

QStringList limitUnitWords()
{
    return { QStringLiteral("WORKDAY"), QStringLiteral("NATURAL_DAY"), QStringLiteral("HOUR"),
        QStringLiteral("MONTH"), QStringLiteral("IMMEDIATE") };
}

QString limitUnitWord(LimitUnit unit) { return limitUnitWords().at(static_cast<int>(unit)); }

bool limitUnitFromWord(const QString &word, LimitUnit &unit)
{
    const auto index = limitUnitWords().indexOf(word);
    if (index < 0) {
        return false;
    }
    unit = static_cast<LimitUnit>(index);
    return true;
}

QString limitText(const Limit &limit)
{
    switch (limit.unit) {
    case LimitUnit::WorkingDay:
        return QStringLiteral("%1个工作日").arg(limit.value);
    case LimitUnit::NaturalDay:
        return QStringLiteral("%1天（自然日）").arg(limit.value);
    case LimitUnit::Hour:
        return QStringLiteral("%1小时").arg(limit.value);
    case LimitUnit::Month:
        return QStringLiteral("%1个月").arg(limit.value);
    case LimitUnit::Immediate:
        break;
    }
    return QStringLiteral("当场办结");
}

} // namespace Hall
