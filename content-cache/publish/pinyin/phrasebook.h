#pragma once

#include "publish/workspace/records.h"

#include <QHash>
#include <QList>
#include <QString>

namespace Hall {

/// How titles are read: the longest phrase of polyphones.csv decides; elsewhere a character keeps
/// every everyday reading, so that a wrong guess can never hide an item.
class Phrasebook {
public:
    explicit Phrasebook(const QList<Polyphone> &polyphones);

    /// One group a UTF-16 unit, groups by blank, alternatives by comma, as PinyinTerm reads them:
    /// "shen fen zheng"; `-` stands for what has no reading.
    QString readingsOf(const QString &text) const;

private:
    qsizetype phraseAt(const QString &text, qsizetype position) const;

    QHash<QString, QStringList> m_phrases;
    qsizetype m_longest = 0;
};

/// The readings of a polyphones row as syllables, or nothing where their number is not that of the
/// characters or one is no syllable.
QStringList syllablesOf(const Polyphone &polyphone);

} // namespace Hall
