#pragma once

#include "model/fields.h"

#include <QStringList>

namespace Hall {

/// People's words for an item (aliases.csv).
struct Alias {
    QStringList words;
    QString target; ///< id of an item
    QString note;
};

/// How a phrase is read where its characters have several readings (polyphones.csv).
struct Polyphone {
    QString phrase;
    QString reading; ///< one syllable a character, by blank, without tones
    QString note;
};

template <typename V> void visitFields(V &v, Alias &x)
{
    v.field("words", x.words, Need::Required);
    v.field("target", x.target, Need::Required);
    v.field("note", x.note);
}

template <typename V> void visitFields(V &v, Polyphone &x)
{
    v.field("phrase", x.phrase, Need::Required);
    v.field("reading", x.reading, Need::Required);
    v.field("note", x.note);
}

} // namespace Hall
