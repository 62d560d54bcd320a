#include "publish/workspace/origin.h"

namespace Hall {

namespace {

    bool isLow(const QString &mark)
    {
        return mark == QLatin1String("ML") || mark == QLatin1String("?");
    }

    // materials[2].name → materials[2] → materials → nothing.
    QString around(const QString &path)
    {
        const auto cut = std::max(path.lastIndexOf(u'.'), path.lastIndexOf(u'['));
        return path.left(std::max(cut, qsizetype(0)));
    }

} // namespace

bool Confidence::hides(const QString &field) const
{
    const auto own = fields.constFind(field);
    return own == fields.cend() ? hidesAll() : isLow(*own);
}

bool Confidence::hidesAll() const { return isLow(standard); }

bool isConfidenceMark(const QString &mark)
{
    static const QStringList marks { QStringLiteral("S"), QStringLiteral("S2"),
        QStringLiteral("MH"), QStringLiteral("MM"), QStringLiteral("ML"), QStringLiteral("?") };
    return marks.contains(mark);
}

Place Origin::at(const QString &field) const
{
    for (QString path = field; !path.isEmpty(); path = around(path)) {
        const auto found = fields.constFind(path);
        if (found != fields.cend()) {
            return { file, found->first, found->second, field };
        }
    }
    return { file, line, 0, field };
}

} // namespace Hall
