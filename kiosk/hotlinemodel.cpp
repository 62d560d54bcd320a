#include "kiosk/hotlinemodel.h"

#include <algorithm>

namespace Hall {

namespace {

    qsizetype groupRank(const QString &group)
    {
        static const QStringList order { QStringLiteral("紧急"), QStringLiteral("公安"),
            QStringLiteral("政务"), QStringLiteral("其他") };
        const auto rank = order.indexOf(group);
        return rank < 0 ? order.size() : rank;
    }

} // namespace

HotlineModel::HotlineModel(QObject *parent)
    : ContentModel(
        { "group", "firstOfGroup", "number", "name", "purpose", "whenNotToUse", "hours" }, parent)
{
}

ContentModel::Rows HotlineModel::read(const Reading &reading) const
{
    QList<Hotline> hotlines = reading.store.hotlines();
    std::stable_sort(hotlines.begin(), hotlines.end(),
        [](const Hotline &a, const Hotline &b) { return groupRank(a.group) < groupRank(b.group); });
    Rows rows;
    QString group;
    for (const Hotline &one : std::as_const(hotlines)) {
        const bool first = rows.isEmpty() || one.group != group;
        group = one.group;
        rows.append(
            { one.group, first, one.number, one.name, one.purpose, one.whenNotToUse, one.hours });
    }
    return rows;
}

} // namespace Hall
