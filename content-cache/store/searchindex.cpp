#include "store/searchindex.h"

#include <algorithm>

namespace Hall {

namespace {

    constexpr double kWholeTerm = 400;
    constexpr double kAtStart = 200;
    constexpr double kCoverage = 200;
    constexpr double kWithoutCost = 120;
    constexpr double kCostWeight = 12;
    constexpr double kHotBonus = 45;
    constexpr double kOverlapFloor = 0.66;
    constexpr int kShortestOverlap = 3;

    QString kindText(SearchTermKind kind)
    {
        switch (kind) {
        case SearchTermKind::Title:
            return QStringLiteral("名称");
        case SearchTermKind::PlainName:
            return QStringLiteral("俗称");
        case SearchTermKind::Alias:
            break;
        }
        return QStringLiteral("别名");
    }

    // Two initials say little: a short alias they happen to fill must not pass what many people
    // want.
    double coverage(const PinyinTerm::Match &match, qsizetype size)
    {
        const double certainty = match.cost > 0 ? std::min(1.0, match.length / 4.0) : 1.0;
        return kCoverage * certainty * match.length / static_cast<double>(size);
    }

    bool isLetters(const QString &query)
    {
        return std::all_of(
            query.cbegin(), query.cend(), [](QChar c) { return c.unicode() < 0x80; });
    }

} // namespace

QString searchTermKindWord(SearchTermKind kind)
{
    switch (kind) {
    case SearchTermKind::Title:
        return QStringLiteral("title");
    case SearchTermKind::PlainName:
        return QStringLiteral("plain");
    case SearchTermKind::Alias:
        break;
    }
    return QStringLiteral("alias");
}

SearchTermKind searchTermKindFromWord(const QString &word)
{
    for (const SearchTermKind kind : { SearchTermKind::Title, SearchTermKind::PlainName }) {
        if (word == searchTermKindWord(kind)) {
            return kind;
        }
    }
    return SearchTermKind::Alias;
}

void SearchIndex::add(
    const QString &itemId, SearchTermKind kind, const QString &text, const QString &readings)
{
    m_entries.append({ itemId, kind, PinyinTerm(text, readings), text });
    if (!m_order.contains(itemId)) {
        m_order.insert(itemId, static_cast<int>(m_order.size()));
    }
}

void SearchIndex::setHot(const QString &itemId, int rank) { m_hot.insert(itemId, rank); }

bool SearchIndex::score(const Entry &entry, const QString &query, SearchHit &hit) const
{
    const auto match = entry.term.match(query);
    if (!match) {
        return scoreOverlap(entry, query, hit);
    }
    const auto size = entry.term.text().size();
    const bool whole = !match->gap && match->start == 0 && match->length == size;
    hit.score = (whole ? kWholeTerm : 0) + (match->start == 0 ? kAtStart : 0)
        + (match->cost == 0 ? kWithoutCost : 0) + coverage(*match, size)
        - kCostWeight * match->cost;
    hit.matchStart = match->start;
    hit.matchLength = match->length;
    const bool letters = isLetters(query);
    const QString manner = match->cost > 0
        ? (letters ? QStringLiteral("首字母或近音") : QStringLiteral("相近"))
        : (letters ? QStringLiteral("拼音") : QStringLiteral("文字"));
    hit.reason = QStringLiteral("%1“%2”（%3）").arg(kindText(entry.kind), entry.original, manner);
    return true;
}

bool SearchIndex::scoreOverlap(const Entry &entry, const QString &query, SearchHit &hit) const
{
    if (isLetters(query) || query.size() < kShortestOverlap) {
        return false;
    }
    const double share = orderedOverlap(query, entry.term.text());
    if (share < kOverlapFloor) {
        return false;
    }
    hit.score = kAtStart * share * share - kCoverage / 2
        + kCoverage / 2 * orderedOverlap(entry.term.text(), query);
    hit.reason = QStringLiteral("%1“%2”（相近）").arg(kindText(entry.kind), entry.original);
    return true;
}

QList<SearchHit> SearchIndex::find(const QString &query) const
{
    QHash<QString, SearchHit> best;
    for (const Entry &entry : m_entries) {
        SearchHit hit;
        if (query.isEmpty() || !score(entry, query, hit)) {
            continue;
        }
        const int hot = m_hot.value(entry.itemId, 0);
        hit.score += hot > 0 ? kHotBonus - hot : 0;
        hit.itemId = entry.itemId;
        hit.kind = entry.kind;
        hit.matchedText = entry.original;
        const auto known = best.constFind(entry.itemId);
        if (known == best.cend() || known->score < hit.score) {
            best.insert(entry.itemId, hit);
        }
    }
    QList<SearchHit> hits = best.values();
    std::sort(hits.begin(), hits.end(), [this](const SearchHit &a, const SearchHit &b) {
        return a.score != b.score ? a.score > b.score
                                  : m_order.value(a.itemId) < m_order.value(b.itemId);
    });
    return hits;
}

void SearchIndex::addBodyHits(QList<SearchHit> &hits, QStringList itemIds) const
{
    std::sort(itemIds.begin(), itemIds.end(),
        [this](const QString &a, const QString &b) { return m_order.value(a) < m_order.value(b); });
    for (const QString &id : std::as_const(itemIds)) {
        const bool known = std::any_of(
            hits.cbegin(), hits.cend(), [&](const SearchHit &hit) { return hit.itemId == id; });
        if (!known) {
            SearchHit hit;
            hit.itemId = id;
            hit.reason = QStringLiteral("指南正文");
            hits.append(hit);
        }
    }
}

} // namespace Hall
