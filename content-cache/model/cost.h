#pragma once

#include "model/item.h"
#include "model/money.h"
#include "model/records.h"

#include <QList>
#include <QString>
#include <optional>

namespace Hall {

/// What a guide costs, in one case or over all its cases.
struct Cost {
    QList<Fee> rows; ///< the rows of the fee table it rests on, in the guide's order
    std::optional<Money> least; ///< absent where no amount is known
    std::optional<Money> most;
    bool free = false; ///< some case costs nothing
    bool complete = true; ///< false where an amount beside these is not known
};

/// The cost of a case; an empty case id spans all cases. Rows paid together are added up, rows that
/// exclude each other give a range. `fees` holds the rows that are public today.
Cost costOf(const Item &item, const QString &caseId, const QList<Fee> &fees);

/// 免费, 40元, 120元至240元, 免费或40元; empty where nothing is known.
QString costText(const Cost &cost);

/// The same for a list row: 40元, 15元起, 免费或10元起.
QString costSummary(const Cost &cost);

} // namespace Hall
