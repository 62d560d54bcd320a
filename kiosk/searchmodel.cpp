#include "kiosk/searchmodel.h"

#include "kiosk/itemlistmodel.h"
#include "model/pinyin.h"

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

    // People's words for what is no guide; the readings let letters find them.
    struct Word {
        const char16_t *text;
        const char *readings;
        const char *number; ///< of a telephone number; empty: the fee page
    };

    constexpr Word kWords[] = {
        { u"报警", "bao jing", "110" },
        { u"火警", "huo jing", "119" },
        { u"急救", "ji jiu", "120" },
        { u"救护车", "jiu hu che", "120" },
        { u"车祸", "che huo", "122" },
        { u"交通事故", "jiao tong shi gu", "122" },
        { u"违章", "wei zhang", "12123" },
        { u"罚款", "fa kuan", "12123" },
        { u"扣分", "kou fen", "12123" },
        { u"反诈", "fan zha", "96110" },
        { u"诈骗", "zha pian", "96110" },
        { u"投诉", "tou su", "12345" },
        { u"收费", "shou fei", "" },
        { u"费用", "fei yong", "" },
        { u"多少钱", "duo shao qian", "" },
    };

    constexpr int kShortest = 2; // one letter would find every word
    constexpr int kMostOthers = 3;
    constexpr qsizetype kGuidesFirst = 3;

    // The numbers a query means, an empty one for the fee page; `exact` where a whole word is
    // typed out.
    QStringList meantNumbers(const QString &query, bool &exact)
    {
        QStringList numbers;
        for (const Word &word : kWords) {
            const QString text = QString::fromUtf16(word.text);
            const auto match = PinyinTerm(text, QString::fromLatin1(word.readings)).match(query);
            if (query.contains(text) || (match && match->start == 0 && !match->gap)) {
                numbers << QString::fromLatin1(word.number);
                exact = exact || query.contains(text)
                    || (match->cost == 0 && match->length == text.size());
            }
        }
        return numbers;
    }

    QVariantList hotlineRow(const Hotline &one)
    {
        return { QString(), QStringLiteral("%1  %2").arg(one.number, one.name), one.purpose,
            one.hours, false, QStringLiteral("hotlines") };
    }

    // Telephone numbers by number, name and purpose, and the fee page.
    QList<QVariantList> otherHits(const QString &query, const QList<Hotline> &hotlines, bool &exact)
    {
        QList<QVariantList> rows;
        if (query.size() < kShortest) {
            return rows;
        }
        const QStringList meant = meantNumbers(query, exact);
        for (const Hotline &one : hotlines) {
            const bool said = one.number.startsWith(query) || one.name.contains(query);
            exact = exact || said;
            if (said || meant.contains(one.number) || one.purpose.contains(query)) {
                rows.append(hotlineRow(one));
            }
        }
        rows = rows.mid(0, kMostOthers);
        if (meant.contains(QString())) {
            rows.append({ QString(), QStringLiteral("收费标准"), QStringLiteral("各项业务收多少钱"),
                QString(), false, QStringLiteral("fees") });
        }
        return rows;
    }

} // namespace

SearchModel::SearchModel(QObject *parent)
    : ContentModel({ "itemId", "title", "plainName", "answers", "signpost", "target" }, parent)
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
            head.kind == QLatin1String("signpost"), QStringLiteral("guide") });
    }
    // What fits only by its initials stands behind the first guides, still on the first page.
    bool exact = false;
    const Rows others = otherHits(normalizedQuery(m_query), reading.store.hotlines(), exact);
    qsizetype place = exact ? 0 : std::min<qsizetype>(kGuidesFirst, rows.size());
    for (const QVariantList &row : others) {
        rows.insert(place++, row);
    }
    return rows;
}

} // namespace Hall
