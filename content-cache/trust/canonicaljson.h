#pragma once

#include <QByteArray>
#include <QJsonValue>

namespace Hall {

/// Canonical JSON as TUF 1.0 §4.1 wants it for signing (the OLPC form): keys in code point order,
/// no white space, only `"` and `\` escaped, integers only. A fraction in `value` is a bug and ends
/// the program.
QByteArray canonicalJson(const QJsonValue &value);

} // namespace Hall
