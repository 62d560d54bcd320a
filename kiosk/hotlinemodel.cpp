#include "kiosk/hotlinemodel.h"

#include <algorithm>
#include <utility>

namespace Hall {

namespace {

    QString commonGroup() { return QStringLiteral("常用"); }

    // What everybody needs, in this order, whatever group the release files it under.
    QStringList commonNumbers()
    {
        return { QStringLiteral("110"), QStringLiteral("119"), QStringLiteral("120"),
            QStringLiteral("122"), QStringLiteral("12345") };
    }

    void fileCommon(QList<Hotline> &hotlines)
    {
        for (Hotline &one : hotlines) {
            one.group = commonNumbers().contains(one.number) ? commonGroup() : one.group;
        }
    }

    qsizetype groupRank(const QString &group)
    {
        static const QStringList order { commonGroup(), QStringLiteral("紧急"),
            QStringLiteral("公安"), QStringLiteral("政务"), QStringLiteral("其他") };
        const auto rank = order.indexOf(group);
        return rank < 0 ? order.size() : rank;
    }

    std::pair<qsizetype, qsizetype> place(const Hotline &one)
    {
        return { groupRank(one.group), commonNumbers().indexOf(one.number) };
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
    fileCommon(hotlines);
    if (!m_group.isEmpty()) {
        hotlines.removeIf([this](const Hotline &one) { return one.group != m_group; });
    }
    std::stable_sort(hotlines.begin(), hotlines.end(),
        [](const Hotline &a, const Hotline &b) { return place(a) < place(b); });
    hotlines = hotlines.mid(m_from, m_most);
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

QStringList HotlineModel::groupOfRows() const
{
    QStringList names;
    for (int row = 0; row < count(); ++row) {
        names << data(index(row, 0), roleNames().key("group")).toString();
    }
    return names;
}

QStringList HotlineModel::groups() const
{
    QStringList names = groupOfRows();
    names.removeDuplicates();
    return names;
}

int HotlineModel::countOf(const QString &group) const
{
    return static_cast<int>(groupOfRows().count(group));
}

} // namespace Hall
