#pragma once

#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>
#include <QStringView>
#include <optional>

namespace Hall {

/// A title or alias with the readings of each of its characters (多音字 keep all of theirs), so
/// that letters match position by position: 行驶证 is found by xing…, hang… and x….
class PinyinTerm {
public:
    PinyinTerm() = default;

    /// `readings` as releases store it: one group a character, groups by blank, alternatives by
    /// comma
    /// ("xing,hang shi zheng"); characters that are not Han stand for themselves.
    PinyinTerm(const QString &text, const QString &readings);

    /// A hit of a query inside the term.
    struct Match {
        int start = 0; ///< first matched character
        int length = 0; ///< characters from start to the end of the match
        bool gap = false; ///< a stretch inside was skipped
        int cost = 0; ///< 0 for literal or full pinyin; grows with initials, fuzzy sounds and a gap
    };

    /// The best way the query fits: Han characters literally, letters as full pinyin, initials or a
    /// mixture, the last syllable possibly unfinished; zh/z, ch/c, sh/s, n/l, r/y, in/ing, en/eng
    /// and one skipped stretch are accepted at a higher cost. Nothing where it does not fit.
    std::optional<Match> match(const QString &query) const;

    QString text() const { return m_text; }

private:
    struct Reading {
        QString letters;
        int fuzzy = 0;
    };

    struct Best {
        int cost = -1;
        int end = 0;
    };

    QMap<int, int> stepsAt(int position, QStringView left) const;
    Best fit(int position, const QString &query, int consumed, bool gapAllowed) const;
    Best afterGap(int position, const QString &query, int consumed) const;
    static void addReading(QList<Reading> &readings, const QString &letters);

    QString m_text;
    QList<QList<Reading>> m_readings;
};

/// What a query is compared in: lower case, no blanks or punctuation, full-width letters narrowed.
QString normalizedQuery(const QString &query);

/// Share of the query's characters that the text holds in the same order, 0 to 1 (for slips of the
/// tongue).
double orderedOverlap(const QString &query, const QString &text);

} // namespace Hall
