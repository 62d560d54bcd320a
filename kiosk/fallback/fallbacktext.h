#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace Hall {

/// What the fallback page says. As a file it is plain UTF-8 text that anybody can write: the first
/// line is the title, a line with a tab is a number and whom it calls, every other one a sentence;
/// lines that begin with # are left out.
struct FallbackText {
    struct Number {
        QString number;
        QString name;

        bool operator==(const Number &) const = default;
    };

    QString title;
    QStringList sentences;
    QList<Number> numbers;

    bool operator==(const FallbackText &) const = default;

    /// A text without a title or without a number says too little to stand on a screen alone.
    bool complete() const { return !title.isEmpty() && !numbers.isEmpty(); }

    QByteArray toFile() const;

    /// Takes what can be shown: at most twelve numbers and four sentences, none of them long, no
    /// control characters.
    static FallbackText fromFile(const QByteArray &bytes);

    /// The first of the files that is complete; at last the words of the program itself.
    static FallbackText best(const QStringList &files);
};

} // namespace Hall
