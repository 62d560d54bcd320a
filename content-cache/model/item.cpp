#include "model/item.h"

#include <algorithm>

namespace Hall {

namespace {

    const ItemCase *findCase(const Item &item, const QString &caseId)
    {
        const auto found = std::find_if(item.cases.cbegin(), item.cases.cend(),
            [&](const ItemCase &one) { return one.id == caseId; });
        return found == item.cases.cend() ? nullptr : &*found;
    }

} // namespace

QList<Material> materialsForCase(const Item &item, const QString &caseId)
{
    QList<Material> needed;
    for (const Material &material : item.materials) {
        if (caseId.isEmpty() || material.cases.isEmpty() || material.cases.contains(caseId)) {
            needed.append(material);
        }
    }
    return needed;
}

QStringList feesForCase(const Item &item, const QString &caseId)
{
    if (const ItemCase *one = findCase(item, caseId)) {
        if (one->free) {
            return {};
        }
        if (!one->fees.isEmpty()) {
            return one->fees;
        }
    }
    return item.fees;
}

std::optional<Limit> legalLimitForCase(const Item &item, const QString &caseId)
{
    const ItemCase *one = findCase(item, caseId);
    return one && one->legalLimit ? one->legalLimit : item.legalLimit;
}

std::optional<Limit> promisedLimitForCase(const Item &item, const QString &caseId)
{
    const ItemCase *one = findCase(item, caseId);
    return one && one->promisedLimit ? one->promisedLimit : item.promisedLimit;
}

QString copiesText(const Material &material)
{
    QStringList parts;
    if (material.originals.value_or(0) > 0) {
        parts << QStringLiteral("原件%1份").arg(*material.originals);
    }
    if (material.copies.value_or(0) > 0) {
        parts << QStringLiteral("复印件%1份").arg(*material.copies);
    }
    return parts.join(QStringLiteral("、"));
}

} // namespace Hall
