#include "kiosk/fallback/fallbacktext.h"

#include <QFile>

namespace Hall {

namespace {

    constexpr qint64 kMostBytes = 16 * 1024;
    constexpr qsizetype kMostNumbers = 12;
    constexpr qsizetype kMostSentences = 4;
    constexpr qsizetype kLongestText = 60;
    constexpr qsizetype kLongestNumber = 16;

    QString shown(const QString &raw, qsizetype longest)
    {
        QString text;
        for (const QChar one : raw) {
            if (one.isPrint()) {
                text += one;
            }
        }
        return text.trimmed().left(longest);
    }

    // Numbers that hold in the whole country; the names are those of the public listings.
    FallbackText ownWords()
    {
        return { QStringLiteral("屏幕正在恢复"),
            { QStringLiteral("请到窗口办理，或者拨打下面的电话。") },
            { { QStringLiteral("110"), QStringLiteral("报警") },
                { QStringLiteral("119"), QStringLiteral("火警和救援") },
                { QStringLiteral("120"), QStringLiteral("医疗急救") },
                { QStringLiteral("122"), QStringLiteral("交通事故报警") },
                { QStringLiteral("12345"), QStringLiteral("政务服务便民热线") },
                { QStringLiteral("12389"), QStringLiteral("举报公安机关和民警违法违纪") } } };
    }

} // namespace

QByteArray FallbackText::toFile() const
{
    QString text = title + u'\n';
    for (const QString &sentence : sentences) {
        text += sentence + u'\n';
    }
    for (const Number &one : numbers) {
        text += one.number + u'\t' + one.name + u'\n';
    }
    return text.toUtf8();
}

FallbackText FallbackText::fromFile(const QByteArray &bytes)
{
    FallbackText text;
    const QStringList lines = QString::fromUtf8(bytes).split(u'\n');
    for (const QString &line : lines) {
        const qsizetype tab = line.indexOf(u'\t');
        const QString words = shown(line, kLongestText);
        if (words.isEmpty() || line.startsWith(u'#')) {
            continue;
        }
        if (tab >= 0) {
            const Number one { shown(line.left(tab), kLongestNumber),
                shown(line.mid(tab + 1), kLongestText) };
            if (!one.number.isEmpty() && text.numbers.size() < kMostNumbers) {
                text.numbers << one;
            }
        } else if (text.title.isEmpty()) {
            text.title = words;
        } else if (text.sentences.size() < kMostSentences) {
            text.sentences << words;
        }
    }
    return text;
}

FallbackText FallbackText::best(const QStringList &files)
{
    for (const QString &path : files) {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly)) {
            continue;
        }
        const FallbackText text = fromFile(file.read(kMostBytes));
        if (text.complete()) {
            return text;
        }
    }
    return ownWords();
}

} // namespace Hall
