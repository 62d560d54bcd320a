#include "kiosk/searchmodel.h"

#include "kiosk/itemlistmodel.h"

#include <algorithm>

namespace Hall {

namespace {

    constexpr int kMostHits = 40;

    bool isHan(QChar c) { return c.unicode() >= 0x2E80; }

    // Why the row is there, where its title does not show it; foreign names explain nothing here.
    QString matchedText(const SearchHit &hit, const ItemHead &head)
    {
        const QString &text = hit.matchedText;
        const bool telling
            = hit.kind == SearchTermKind::Alias && std::any_of(text.cbegin(), text.cend(), isHan);
        return telling ? text : head.plainName;
    }

} // namespace

SearchModel::SearchModel(QObject *parent)
    : ContentModel({ "itemId", "title", "plainName", "answers", "signpost" }, parent)
{
}

SearchModel::~SearchModel()
{
    m_query.detach();
    m_query.fill(QChar(0));
}

ContentModel::Rows SearchModel::read(const Reading &reading) const
{
    if (m_query.isEmpty()) {
        return {};
    }
    QHash<QString, ItemHead> heads;
    const QList<ItemHead> all = reading.store.items(reading.today());
    for (const ItemHead &head : all) {
        heads.insert(head.id, head);
    }
    Rows rows;
    const QList<SearchHit> hits = reading.store.search(m_query, reading.today(), kMostHits);
    for (const SearchHit &hit : hits) {
        const ItemHead head = heads.value(hit.itemId);
        rows.append({ head.id, head.title, matchedText(hit, head), answersText(head),
            head.kind == QLatin1String("signpost") });
    }
    return rows;
}

} // namespace Hall
