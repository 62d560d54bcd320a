#include "publish/workspace/scalars.h"

#include <QRegularExpression>
#include <algorithm>

namespace Hall {

namespace {

    int editDistance(const QString &a, const QString &b)
    {
        QList<int> row(b.size() + 1);
        for (int j = 0; j <= b.size(); ++j) {
            row[j] = j;
        }
        for (int i = 1; i <= a.size(); ++i) {
            int diagonal = row.at(0);
            row[0] = i;
            for (int j = 1; j <= b.size(); ++j) {
                const int above = row.at(j);
                const int change = diagonal + (a.at(i - 1) == b.at(j - 1) ? 0 : 1);
                row[j] = std::min({ change, above + 1, row.at(j - 1) + 1 });
                diagonal = above;
            }
        }
        return row.last();
    }

    template <typename T> bool wholeNumber(const QString &text, T &value)
    {
        static const QRegularExpression shape(QStringLiteral("^-?[0-9]{1,9}$"));
        if (!shape.match(text).hasMatch()) {
            return false;
        }
        value = text.toInt();
        return true;
    }

} // namespace

QString pendingWord() { return QStringLiteral("待核"); }

qsizetype maxLengthOf(const QString &field)
{
    static const QStringList names { QStringLiteral("title"), QStringLiteral("name"),
        QStringLiteral("plainName"), QStringLiteral("titleEn"), QStringLiteral("taskCode"),
        QStringLiteral("agency"), QStringLiteral("docNo"), QStringLiteral("phrase") };
    static const QStringList ids { QStringLiteral("id"), QStringLiteral("unit"),
        QStringLiteral("office"), QStringLiteral("law"), QStringLiteral("form"),
        QStringLiteral("hall") };
    if (ids.contains(field)) {
        return 40;
    }
    return names.contains(field) ? 200 : 8000;
}

QString nearestWord(const QString &word, const QStringList &known)
{
    QString nearest;
    int least = static_cast<int>(word.size()) / 2 + 1;
    for (const QString &candidate : known) {
        const int distance = editDistance(word.toCaseFolded(), candidate.toCaseFolded());
        if (distance < least) {
            least = distance;
            nearest = candidate;
        }
    }
    return nearest;
}

bool scalarFrom(const QString &text, QString &value)
{
    value = text.normalized(QString::NormalizationForm_C).trimmed();
    return true;
}

bool scalarFrom(const QString &text, int &value) { return wholeNumber(text, value); }

bool scalarFrom(const QString &text, qint64 &value) { return wholeNumber(text, value); }

bool scalarFrom(const QString &text, bool &value)
{
    static const QStringList yes { QStringLiteral("true"), QStringLiteral("是"),
        QStringLiteral("yes") };
    static const QStringList no { QStringLiteral("false"), QStringLiteral("否"),
        QStringLiteral("no") };
    value = yes.contains(text);
    return value || no.contains(text);
}

QString scalarForm(const QString &) { return QStringLiteral("文字"); }

QString scalarForm(int) { return QStringLiteral("整数"); }

QString scalarForm(qint64) { return QStringLiteral("整数"); }

QString scalarForm(bool) { return QStringLiteral("true（是）或 false（否）"); }

} // namespace Hall
