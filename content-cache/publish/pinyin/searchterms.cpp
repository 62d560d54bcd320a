#include "publish/pinyin/searchterms.h"

#include <QRegularExpression>
#include <QSet>

namespace Hall {

namespace {

    constexpr qsizetype kShortestPart = 2;

    /// Collects the terms of one item, each text once.
    class TermsOfItem {
    public:
        TermsOfItem(const Item &item, const Phrasebook &phrasebook, QList<SearchTerm> &terms)
            : m_item(item)
            , m_phrasebook(phrasebook)
            , m_terms(terms)
        {
        }

        void add(SearchTermKind kind, const QString &text)
        {
            const QString plain = normalizedQuery(text);
            if (!plain.isEmpty() && !m_seen.contains(plain)) {
                m_seen.insert(plain);
                m_terms.append({ m_item.id, kind, text, m_phrasebook.readingsOf(text) });
            }
        }

        void addParts(SearchTermKind kind, const QString &text)
        {
            add(kind, text);
            const QStringList parts = titleParts(text);
            for (const QString &part : parts) {
                add(kind, part);
            }
        }

    private:
        const Item &m_item;
        const Phrasebook &m_phrasebook;
        QList<SearchTerm> &m_terms;
        QSet<QString> m_seen;
    };

} // namespace

QStringList titleParts(const QString &title)
{
    static const QRegularExpression separator(QStringLiteral("[、,，/（）()；;：:]"));
    QStringList parts = title.split(separator, Qt::SkipEmptyParts);
    parts.removeIf([](const QString &part) { return part.trimmed().size() < kShortestPart; });
    return parts.size() > 1 || (parts.size() == 1 && parts.first() != title) ? parts
                                                                             : QStringList();
}

QList<SearchTerm> searchTerms(
    const QList<Item> &items, const QList<Alias> &aliases, const Phrasebook &phrasebook)
{
    QList<SearchTerm> terms;
    for (const Item &item : items) {
        TermsOfItem collector(item, phrasebook, terms);
        collector.addParts(SearchTermKind::Title, item.title);
        collector.addParts(SearchTermKind::PlainName, item.plainName);
        for (const Alias &alias : aliases) {
            for (const QString &word : alias.target == item.id ? alias.words : QStringList()) {
                collector.add(SearchTermKind::Alias, word);
            }
        }
        collector.add(SearchTermKind::Alias, item.titleEn);
    }
    return terms;
}

} // namespace Hall
