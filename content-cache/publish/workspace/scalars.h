#pragma once

#include "model/textcodec.h"

#include <QString>
#include <QStringList>

namespace Hall {

/// The word editors write for what is not confirmed.
QString pendingWord();

/// The most characters a field may hold; names and titles 200 (GB/T 39046-2020), texts 8000.
qsizetype maxLengthOf(const QString &field);

/// The known word nearest to a misspelt one, or empty when none is near.
QString nearestWord(const QString &word, const QStringList &known);

// The single words and cells of a workspace beyond those of model/textcodec.h.
bool scalarFrom(const QString &text, QString &value);
bool scalarFrom(const QString &text, int &value);
bool scalarFrom(const QString &text, qint64 &value);
bool scalarFrom(const QString &text, bool &value);

template <TextCoded T> bool scalarFrom(const QString &text, T &value)
{
    return fromText(text, value);
}

QString scalarForm(const QString &);
QString scalarForm(int);
QString scalarForm(qint64);
QString scalarForm(bool);

template <TextCoded T> QString scalarForm(const T &value) { return formOf(value); }

/// A type that one word or cell can hold.
template <typename T>
concept ScalarValue = requires(T value, QString text)
{
    scalarFrom(text, value);
};

} // namespace Hall
