#pragma once

#include "model/pinyin.h"

#include <QHash>
#include <QList>
#include <QString>
#include <QStringList>

namespace Hall {

/// What a searchable text of an item is.
enum class SearchTermKind { Title, PlainName, Alias };

/// title, plain, alias; unknown words read as alias.
QString searchTermKindWord(SearchTermKind kind);
SearchTermKind searchTermKindFromWord(const QString &word);

/// One found item, with the text that matched so that people see why it is there.
struct SearchHit {
    QString itemId;
    QString title;
    QString matchedText; ///< the title or alias that fits; empty for a hit in the guide's body
    SearchTermKind kind = SearchTermKind::Title;
    int matchStart = 0; ///< in matchedText, for highlighting
    int matchLength = 0;
    double score = 0; ///< higher is better
    QString reason; ///< 名称、俗称、别名、正文 and how it fits
};

/// The closed vocabulary of a release: every title, plain name and alias with its readings, in
/// memory.
class SearchIndex {
public:
    void add(
        const QString &itemId, SearchTermKind kind, const QString &text, const QString &readings);
    void setHot(const QString &itemId, int rank);

    /// All items that fit, best first; the query is already normalized.
    QList<SearchHit> find(const QString &query) const;

    /// Appends items whose guide text holds the query and that are not among the hits yet.
    void addBodyHits(QList<SearchHit> &hits, QStringList itemIds) const;

private:
    struct Entry {
        QString itemId;
        SearchTermKind kind;
        PinyinTerm term;
        QString original;
    };

    bool score(const Entry &entry, const QString &query, SearchHit &hit) const;
    bool scoreOverlap(const Entry &entry, const QString &query, SearchHit &hit) const;

    QList<Entry> m_entries;
    QHash<QString, int> m_hot;
    QHash<QString, int> m_order;
};

} // namespace Hall
