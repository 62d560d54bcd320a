#include "publish/release/amounts.h"

#include <QRegularExpression>
#include <algorithm>

namespace Hall {

namespace {

    const QRegularExpression &reference()
    {
        static const QRegularExpression shape(QStringLiteral("<fee:([^<>]*)>"));
        return shape;
    }

} // namespace

QStringList feesNamedIn(const QString &text)
{
    QStringList ids;
    auto matches = reference().globalMatch(text);
    while (matches.hasNext()) {
        ids << matches.next().captured(1).trimmed();
    }
    return ids;
}

QString withAmounts(const QString &text, const QList<Fee> &fees)
{
    QString filled;
    qsizetype end = 0;
    auto matches = reference().globalMatch(text);
    while (matches.hasNext()) {
        const auto match = matches.next();
        const QString id = match.captured(1).trimmed();
        const auto fee = std::find_if(
            fees.cbegin(), fees.cend(), [&](const Fee &one) { return one.id == id; });
        const bool known = fee != fees.cend() && fee->amount;
        filled += text.mid(end, match.capturedStart() - end);
        filled += known ? moneyText(*fee->amount) : match.captured();
        end = match.capturedEnd();
    }
    return filled + text.mid(end);
}

} // namespace Hall
