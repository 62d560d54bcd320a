#include "model/money.h"

#include <QRegularExpression>

namespace Hall {

std::optional<Money> moneyFromText(const QString &text)
{
    static const QRegularExpression shape(QStringLiteral("^([0-9]{1,9})(?:\\.([0-9]{1,2}))?$"));
    const auto match = shape.match(text.trimmed());
    if (!match.hasMatch()) {
        return std::nullopt;
    }
    const QString decimals = match.captured(2).leftJustified(2, QLatin1Char('0'));
    return Money { match.captured(1).toLongLong() * 100 + decimals.toLongLong() };
}

QString moneyNumber(Money money)
{
    if (money.fen % 100 == 0) {
        return QString::number(money.fen / 100);
    }
    return QStringLiteral("%1.%2")
        .arg(money.fen / 100)
        .arg(money.fen % 100, 2, 10, QLatin1Char('0'));
}

QString moneyText(Money money)
{
    return money.fen == 0 ? QStringLiteral("免费") : moneyNumber(money) + QStringLiteral("元");
}

} // namespace Hall
