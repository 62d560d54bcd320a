#pragma once

#include <QDate>
#include <QString>

namespace Hall {

/// Validity of a record at a day, computed from its dates and never stored.
enum class Validity { NotYet, Valid, Expired };

/// `from` and `to` are inclusive; an invalid date means open-ended.
Validity validityAt(const QDate &from, const QDate &to, const QDate &today);

/// 有效, 尚未施行, 已失效.
QString validityWord(Validity validity);

/// The badge of the title line: 主动公开·有效.
QString validityBadge(const QString &disclosure, Validity validity);

} // namespace Hall
