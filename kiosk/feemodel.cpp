#include "kiosk/feemodel.h"

#include "kiosk/guidefacts.h"

#include <algorithm>

namespace Hall {

namespace {

    // Groups stay in the order in which the table first names them.
    QList<Fee> byGroup(const QList<Fee> &fees)
    {
        QStringList groups;
        for (const Fee &fee : fees) {
            groups << fee.group;
        }
        groups.removeDuplicates();
        QList<Fee> sorted = fees;
        std::stable_sort(sorted.begin(), sorted.end(), [&](const Fee &a, const Fee &b) {
            return groups.indexOf(a.group) < groups.indexOf(b.group);
        });
        return sorted;
    }

    // The second line of a row; what the amount already says is left out.
    QString detailText(const Fee &fee, const QString &per)
    {
        const QString amount = moneyText(*fee.amount);
        QStringList parts;
        if (fee.amount->fen > 0) {
            parts << per;
        }
        if (!fee.standard.contains(amount) || fee.standard.size() > amount.size() + 4) {
            parts << fee.standard;
        }
        parts.removeAll(QString());
        return parts.join(QStringLiteral("，"));
    }

} // namespace

FeeModel::FeeModel(QObject *parent)
    : ContentModel(
        { "group", "firstOfGroup", "name", "amount", "per", "docNo", "detail", "odd" }, parent)
{
}

ContentModel::Rows FeeModel::read(const Reading &reading) const
{
    QList<Fee> fees = byGroup(reading.store.fees(reading.today()));
    fees.removeIf([](const Fee &fee) { return !fee.amount; });
    Rows rows;
    QString group;
    bool odd = false;
    for (const Fee &fee : std::as_const(fees)) {
        const bool first = rows.isEmpty() || fee.group != group;
        odd = !first && !odd;
        group = fee.group;
        const QString unit = perText(fee);
        const QString per = unit.isEmpty() ? QString() : QStringLiteral("每%1").arg(unit);
        rows.append({ fee.group, first, fee.name, moneyText(*fee.amount), per, fee.docNo,
            detailText(fee, per), odd });
    }
    return rows;
}

QList<int> FeeModel::groupStarts() const
{
    const QHash<int, QByteArray> names = roleNames();
    QList<int> starts;
    for (int row = 0; row < count(); ++row) {
        if (data(index(row, 0), names.key("firstOfGroup")).toBool()) {
            starts << row;
        }
    }
    return starts;
}

int FeeModel::groupCount() const { return static_cast<int>(groupStarts().size()); }

int FeeModel::groupStart(int group) const { return groupStarts().value(group, -1); }

QString FeeModel::groupName(int group) const
{
    const int start = groupStart(group);
    return start < 0 ? QString() : data(index(start, 0), roleNames().key("group")).toString();
}

} // namespace Hall
