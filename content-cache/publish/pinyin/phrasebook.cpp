#include "publish/pinyin/phrasebook.h"

#include "publish/pinyin/readings.h"

#include <QRegularExpression>
#include <algorithm>

namespace Hall {

namespace {

    // People type nü as nv or nu, lüe as lve or lue: both stand as alternatives.
    QString withBothSpellings(const QStringList &readings)
    {
        QStringList all;
        for (const QString &reading : readings) {
            all << reading;
            if (reading.contains(u'v')) {
                all << QString(reading).replace(u'v', u'u');
            }
        }
        all.removeDuplicates();
        return all.isEmpty() ? QStringLiteral("-") : all.join(u',');
    }

} // namespace

QStringList syllablesOf(const Polyphone &polyphone)
{
    static const QRegularExpression syllable(QStringLiteral("^[a-z]{1,6}$"));
    const QStringList parts = polyphone.reading.split(u' ', Qt::SkipEmptyParts);
    const bool whole = parts.size() == polyphone.phrase.size()
        && std::all_of(parts.cbegin(), parts.cend(),
            [](const QString &part) { return syllable.match(part).hasMatch(); });
    return whole ? parts : QStringList();
}

Phrasebook::Phrasebook(const QList<Polyphone> &polyphones)
{
    for (const Polyphone &one : polyphones) {
        const QStringList syllables = syllablesOf(one);
        if (!syllables.isEmpty()) {
            m_phrases.insert(one.phrase, syllables);
            m_longest = std::max(m_longest, one.phrase.size());
        }
    }
}

qsizetype Phrasebook::phraseAt(const QString &text, qsizetype position) const
{
    for (qsizetype size = std::min(m_longest, text.size() - position); size > 0; --size) {
        if (m_phrases.contains(text.mid(position, size))) {
            return size;
        }
    }
    return 0;
}

QString Phrasebook::readingsOf(const QString &text) const
{
    QStringList groups;
    for (qsizetype i = 0; i < text.size();) {
        const qsizetype size = phraseAt(text, i);
        if (size == 0) {
            groups << withBothSpellings(Readings::builtIn().of(text.at(i++)));
            continue;
        }
        const QStringList syllables = m_phrases.value(text.mid(i, size));
        for (const QString &syllable : syllables) {
            groups << withBothSpellings({ syllable });
        }
        i += size;
    }
    return groups.join(u' ');
}

} // namespace Hall
