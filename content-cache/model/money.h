#pragma once

#include <QString>
#include <optional>

namespace Hall {

/// An amount in yuan, kept as whole fen so that sums and comparisons are exact.
struct Money {
    qint64 fen = 0;

    bool operator==(const Money &) const = default;
};

/// Reads 40, 40.5, 40.50; nothing for signs, blanks, thousands marks or more than two decimals.
std::optional<Money> moneyFromText(const QString &text);

/// 40元, 12.50元, and 免费 for nothing.
QString moneyText(Money money);

/// The bare number, 40 or 12.50, as tables show it.
QString moneyNumber(Money money);

} // namespace Hall
