#include "publish/checks/guidelimits.h"

#include <optional>

namespace Hall {

namespace {

    // Natural days, near enough to compare limits of different units.
    double roughDays(const Limit &limit)
    {
        switch (limit.unit) {
        case LimitUnit::WorkingDay:
            return limit.value * 7.0 / 5.0;
        case LimitUnit::NaturalDay:
            return limit.value;
        case LimitUnit::Hour:
            return limit.value / 24.0;
        case LimitUnit::Month:
            return limit.value * 30.0;
        case LimitUnit::Immediate:
            break;
        }
        return 0;
    }

    /// One pair of limits: the item's own, or those of one of its cases.
    struct LimitPair {
        QString path; ///< empty, or cases[1].
        std::optional<Limit> legal;
        std::optional<Limit> promised;
    };

    void checkShape(
        const Limit &limit, const QString &field, const Origin &origin, Problems &problems)
    {
        const bool immediate = limit.unit == LimitUnit::Immediate;
        if (limit.value < 0 || (limit.value == 0) != immediate) {
            problems.error(origin.at(field), QStringLiteral("时限的数值和单位对不上"),
                QStringLiteral("当场办结写 {value: 0, unit: IMMEDIATE}，其他单位写正整数"));
        }
    }

    void checkPair(const LimitPair &pair, const Origin &origin, Problems &problems)
    {
        const QString legal = pair.path + QStringLiteral("legalLimit");
        const QString promised = pair.path + QStringLiteral("promisedLimit");
        if (pair.legal) {
            checkShape(*pair.legal, legal, origin, problems);
            const bool pending = origin.pending.contains(legal + QStringLiteral(".basis"));
            if (pair.legal->basis.isEmpty() && !pending) {
                problems.error(origin.at(legal), QStringLiteral("法定时限没有依据（L2）"),
                    QStringLiteral("在 basis 写出哪部法第几条；还不知道就写 待核"));
            }
        }
        if (pair.promised) {
            checkShape(*pair.promised, promised, origin, problems);
        }
        if (pair.legal && pair.promised && roughDays(*pair.promised) > roughDays(*pair.legal)) {
            problems.error(origin.at(promised),
                QStringLiteral("承诺时限（%1）比法定时限（%2）还长（L2）")
                    .arg(limitText(*pair.promised), limitText(*pair.legal)),
                QStringLiteral("核对两个时限，承诺不能超过法定"));
        }
    }

} // namespace

void checkLimits(const Item &item, const Origin &origin, Problems &problems)
{
    checkPair({ {}, item.legalLimit, item.promisedLimit }, origin, problems);
    for (qsizetype i = 0; i < item.cases.size(); ++i) {
        const ItemCase &one = item.cases.at(i);
        checkPair({ QStringLiteral("cases[%1].").arg(i + 1), one.legalLimit, one.promisedLimit },
            origin, problems);
    }
    const auto told = item.promisedLimit ? item.promisedLimit : item.legalLimit;
    if (item.caseType == 1 && told && roughDays(*told) > 7.0 / 5.0) {
        problems.error(origin.at(QStringLiteral("caseType")),
            QStringLiteral("即办件的时限却是%1（L3）").arg(limitText(*told)),
            QStringLiteral("改成承诺件（caseType: 2），或核对时限"));
    }
}

} // namespace Hall
