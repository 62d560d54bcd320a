#include "model/validity.h"

namespace Hall {

Validity validityAt(const QDate &from, const QDate &to, const QDate &today)
{
    if (from.isValid() && today < from) {
        return Validity::NotYet;
    }
    if (to.isValid() && today > to) {
        return Validity::Expired;
    }
    return Validity::Valid;
}

QString validityWord(Validity validity)
{
    switch (validity) {
    case Validity::NotYet:
        return QStringLiteral("尚未施行");
    case Validity::Expired:
        return QStringLiteral("已失效");
    case Validity::Valid:
        break;
    }
    return QStringLiteral("有效");
}

QString validityBadge(const QString &disclosure, Validity validity)
{
    return QStringLiteral("%1·%2").arg(disclosure, validityWord(validity));
}

} // namespace Hall
