#include "kiosk/usagecount.h"

namespace Hall {

namespace {

    // One or two openings of a rare item in one hall on one day may be one known person; from three
    // on an opening stands for several visits or says nothing about any.
    constexpr int kLeastOpenings = 3;
    constexpr qsizetype kMostItems = 500; // far more than a bureau has
    const QString kOther = QStringLiteral("other");

    const QString kScreens = QStringLiteral("screens");
    const QString kItems = QStringLiteral("items");
    const QString kTakenAway = QStringLiteral("taken_away");
    const QString kInVain = QStringLiteral("searched_in_vain");

    QJsonObject objectOf(const QMap<QString, int> &counts)
    {
        QJsonObject json;
        for (auto one = counts.cbegin(); one != counts.cend(); ++one) {
            json.insert(one.key(), one.value());
        }
        return json;
    }

    QMap<QString, int> countsOf(const QJsonObject &json)
    {
        QMap<QString, int> counts;
        for (auto one = json.constBegin(); one != json.constEnd(); ++one) {
            if (one->toInt() > 0) {
                counts.insert(one.key(), one->toInt());
            }
        }
        return counts;
    }

} // namespace

void UsageCount::itemOpened(const QString &id)
{
    const bool room = m_items.contains(id) || m_items.size() < kMostItems;
    ++m_items[room ? id : kOther];
}

QJsonObject UsageCount::toJson() const
{
    return { { kScreens, objectOf(m_screens) }, { kItems, objectOf(m_items) },
        { kTakenAway, m_takenAway }, { kInVain, m_searchedInVain } };
}

UsageCount UsageCount::fromJson(const QJsonObject &json)
{
    UsageCount count;
    count.m_screens = countsOf(json.value(kScreens).toObject());
    count.m_items = countsOf(json.value(kItems).toObject());
    count.m_takenAway = json.value(kTakenAway).toInt();
    count.m_searchedInVain = json.value(kInVain).toInt();
    return count;
}

QJsonObject UsageCount::report() const
{
    UsageCount merged = *this;
    merged.m_items.clear();
    for (auto item = m_items.cbegin(); item != m_items.cend(); ++item) {
        merged.m_items[item.value() < kLeastOpenings ? kOther : item.key()] += item.value();
    }
    return merged.toJson();
}

} // namespace Hall
