#include "model/cost.h"

#include <algorithm>

namespace Hall {

namespace {

    const ItemCase *caseOf(const Item &item, const QString &caseId)
    {
        const auto found = std::find_if(item.cases.cbegin(), item.cases.cend(),
            [&](const ItemCase &one) { return one.id == caseId; });
        return found == item.cases.cend() ? nullptr : &*found;
    }

    bool paidTogether(const Item &item, const ItemCase *one)
    {
        return one && !one->fees.isEmpty() ? one->feesTogether : item.feesTogether;
    }

    void widen(Cost &cost, Money least, Money most)
    {
        cost.least = cost.least ? Money { std::min(cost.least->fen, least.fen) } : least;
        cost.most = cost.most ? Money { std::max(cost.most->fen, most.fen) } : most;
    }

    Cost costOfRows(const QStringList &ids, bool together, bool free, const QList<Fee> &fees)
    {
        Cost cost;
        cost.free = free && ids.isEmpty();
        qint64 sum = 0;
        for (const QString &id : ids) {
            const auto fee = std::find_if(
                fees.cbegin(), fees.cend(), [&](const Fee &row) { return row.id == id; });
            if (fee == fees.cend() || !fee->amount) {
                cost.complete = false;
                continue;
            }
            cost.rows.append(*fee);
            sum += fee->amount->fen;
            widen(cost, *fee->amount, *fee->amount);
        }
        if (together && cost.least) {
            cost.least = Money { sum };
            cost.most = cost.least;
        }
        return cost;
    }

    // Some case may be free and another not: both are said.
    void merge(Cost &all, const Cost &one)
    {
        for (const Fee &row : one.rows) {
            const bool known = std::any_of(all.rows.cbegin(), all.rows.cend(),
                [&](const Fee &other) { return other.id == row.id; });
            if (!known) {
                all.rows.append(row);
            }
        }
        if (one.least) {
            widen(all, *one.least, *one.most);
        }
        all.free = all.free || one.free;
        const bool unknown = !one.free && one.rows.isEmpty();
        all.complete = all.complete && one.complete && !unknown;
    }

} // namespace

Cost costOf(const Item &item, const QString &caseId, const QList<Fee> &fees)
{
    const ItemCase *one = caseOf(item, caseId);
    if (one || item.cases.isEmpty()) {
        const bool free = one && one->free ? true : item.free;
        return costOfRows(feesForCase(item, caseId), paidTogether(item, one), free, fees);
    }
    Cost all;
    for (const ItemCase &each : item.cases) {
        merge(all, costOf(item, each.id, fees));
    }
    return all;
}

QString costText(const Cost &cost)
{
    if (!cost.least) {
        return cost.free && cost.complete ? QStringLiteral("不收费") : QString();
    }
    const QString text = *cost.least == *cost.most
        ? moneyText(*cost.least)
        : QStringLiteral("%1至%2").arg(moneyText(*cost.least), moneyText(*cost.most));
    return cost.free && cost.least->fen > 0 ? QStringLiteral("免费或") + text : text;
}

QString costSummary(const Cost &cost)
{
    if (!cost.least) {
        return cost.free && cost.complete ? moneyText({}) : QString();
    }
    // With an amount beside it that is not known, "free" would be a promise nobody made.
    if (!cost.complete && cost.most->fen == 0) {
        return {};
    }
    const bool one = *cost.least == *cost.most && !cost.free && cost.complete;
    if (one) {
        return moneyText(*cost.least);
    }
    qint64 cheapest = cost.most->fen;
    for (const Fee &row : cost.rows) {
        if (row.amount->fen > 0) {
            cheapest = std::min(cheapest, row.amount->fen);
        }
    }
    cheapest = cost.least->fen > 0 ? cost.least->fen : cheapest;
    const bool alsoFree = cost.free || cost.least->fen == 0;
    if (cheapest == 0) {
        return moneyText({});
    }
    const QString from = moneyText({ cheapest }) + QStringLiteral("起");
    return alsoFree ? QStringLiteral("免费或") + from : from;
}

} // namespace Hall
