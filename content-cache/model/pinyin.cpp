#include "model/pinyin.h"

#include <algorithm>

namespace Hall {

namespace {

    constexpr int kInitialCost = 1;
    constexpr int kFuzzyCost = 6;
    constexpr int kGapCost = 8;
    constexpr int kShortestQueryWithGap = 4;

    struct SoundPair {
        QLatin1String one;
        QLatin1String other;
    };

    QStringList withOtherInitial(const QString &letters)
    {
        static const SoundPair pairs[] = { { QLatin1String("zh"), QLatin1String("z") },
            { QLatin1String("ch"), QLatin1String("c") },
            { QLatin1String("sh"), QLatin1String("s") }, { QLatin1String("n"), QLatin1String("l") },
            { QLatin1String("r"), QLatin1String("y") } };
        QStringList variants;
        for (const SoundPair &pair : pairs) {
            if (letters.startsWith(pair.one)) {
                variants << pair.other + letters.mid(pair.one.size());
            } else if (letters.startsWith(pair.other)) {
                variants << pair.one + letters.mid(pair.other.size());
            }
        }
        return variants;
    }

    QStringList withOtherFinal(const QString &letters)
    {
        static const SoundPair pairs[] = { { QLatin1String("ing"), QLatin1String("in") },
            { QLatin1String("eng"), QLatin1String("en") },
            { QLatin1String("ang"), QLatin1String("an") } };
        QStringList variants;
        for (const SoundPair &pair : pairs) {
            if (letters.endsWith(pair.one)) {
                variants << letters.chopped(1);
            } else if (letters.endsWith(pair.other)) {
                variants << letters + QLatin1Char('g');
            }
        }
        return variants;
    }

    // A Han character begins anywhere; Latin letters only where their word does, or "sf" would find
    // every transfer.
    bool startsWord(const QString &text, int position)
    {
        const QChar c = text.at(position);
        const bool latin = c.unicode() < 0x80 && c.isLetter();
        const bool inside = position > 0 && text.at(position - 1).unicode() < 0x80
            && text.at(position - 1).isLetter();
        return c.isLetterOrNumber() && !(latin && inside);
    }

    bool hasTwoLetterInitial(const QString &letters)
    {
        return letters.size() > 2 && letters.at(1) == QLatin1Char('h');
    }

} // namespace

PinyinTerm::PinyinTerm(const QString &text, const QString &readings)
    : m_text(text.toCaseFolded())
{
    const QStringList groups = readings.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    for (int i = 0; i < m_text.size(); ++i) {
        QList<Reading> one;
        const QStringList alternatives
            = groups.value(i).split(QLatin1Char(','), Qt::SkipEmptyParts);
        for (const QString &letters : alternatives) {
            addReading(one, letters);
        }
        m_readings.append(one);
    }
}

void PinyinTerm::addReading(QList<Reading> &readings, const QString &letters)
{
    readings.append({ letters, 0 });
    for (const QString &variant : withOtherInitial(letters) + withOtherFinal(letters)) {
        readings.append({ variant, kFuzzyCost });
    }
}

QMap<int, int> PinyinTerm::stepsAt(int position, QStringView left) const
{
    // Letters consumed → least cost: readings that share an initial must not multiply the search.
    QMap<int, int> steps;
    const auto offer = [&steps](qsizetype letters, int cost) {
        const int key = static_cast<int>(letters);
        steps[key] = std::min(steps.value(key, cost), cost);
    };
    if (left.at(0) == m_text.at(position)) {
        offer(1, 0);
    }
    for (const Reading &reading : m_readings.at(position)) {
        const auto whole = reading.letters.size();
        if (left.startsWith(reading.letters)) {
            offer(whole, reading.fuzzy);
        } else if (left.size() < whole && reading.letters.startsWith(left)) {
            offer(left.size(), reading.fuzzy + kInitialCost);
        }
        if (reading.fuzzy == 0 && whole > 1 && left.at(0) == reading.letters.at(0)) {
            offer(1, kInitialCost);
        }
        if (reading.fuzzy == 0 && hasTwoLetterInitial(reading.letters)
            && left.startsWith(QStringView(reading.letters).left(2))) {
            offer(2, kInitialCost);
        }
    }
    return steps;
}

PinyinTerm::Best PinyinTerm::fit(
    int position, const QString &query, int consumed, bool gapAllowed) const
{
    if (consumed == query.size()) {
        return { 0, position };
    }
    Best best;
    if (position >= m_text.size()) {
        return best;
    }
    const QMap<int, int> steps = stepsAt(position, QStringView(query).mid(consumed));
    for (auto step = steps.cbegin(); step != steps.cend(); ++step) {
        Best rest = fit(position + 1, query, consumed + step.key(), gapAllowed);
        if (rest.cost < 0 && gapAllowed) {
            rest = afterGap(position + 1, query, consumed + step.key());
        }
        if (rest.cost >= 0 && (best.cost < 0 || rest.cost + step.value() < best.cost)) {
            best = { rest.cost + step.value(), rest.end };
        }
    }
    return best;
}

PinyinTerm::Best PinyinTerm::afterGap(int position, const QString &query, int consumed) const
{
    Best best;
    for (int next = position + 1; next < m_text.size(); ++next) {
        const Best rest = fit(next, query, consumed, false);
        if (rest.cost >= 0 && (best.cost < 0 || rest.cost + kGapCost < best.cost)) {
            best = { rest.cost + kGapCost, rest.end };
        }
    }
    return best;
}

std::optional<PinyinTerm::Match> PinyinTerm::match(const QString &query) const
{
    std::optional<Match> best;
    if (query.isEmpty()) {
        return best;
    }
    for (const bool gapAllowed : { false, query.size() >= kShortestQueryWithGap }) {
        if (best) {
            break;
        }
        for (int start = 0; start < m_text.size(); ++start) {
            if (!startsWord(m_text, start)) {
                continue;
            }
            const Best found = fit(start, query, 0, gapAllowed);
            if (found.cost >= 0 && (!best || found.cost < best->cost)) {
                best = Match { start, found.end - start, gapAllowed, found.cost };
            }
        }
    }
    return best;
}

QString normalizedQuery(const QString &query)
{
    QString plain;
    const QString compatible = query.normalized(QString::NormalizationForm_KC).toCaseFolded();
    std::copy_if(compatible.cbegin(), compatible.cend(), std::back_inserter(plain),
        [](QChar c) { return c.isLetterOrNumber(); });
    return plain;
}

double orderedOverlap(const QString &query, const QString &text)
{
    if (query.isEmpty()) {
        return 0;
    }
    QList<int> row(text.size() + 1, 0);
    for (const QChar wanted : query) {
        int diagonal = 0;
        for (int i = 1; i <= text.size(); ++i) {
            const int above = row.at(i);
            row[i] = text.at(i - 1) == wanted ? diagonal + 1 : std::max(above, row.at(i - 1));
            diagonal = above;
        }
    }
    return static_cast<double>(row.last()) / static_cast<double>(query.size());
}

} // namespace Hall
