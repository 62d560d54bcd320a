#pragma once

#include "model/result.h"

#include <QByteArray>
#include <QJsonObject>

namespace Hall {

/// 2^53 − 1: up to here every reader of JSON sees the same whole number (RFC 8259 §6).
inline constexpr qint64 largestInteger = (qint64(1) << 53) - 1;

/// Reads one JSON object (RFC 8259) and refuses whatever two readers could understand differently:
/// duplicate keys, fractions and exponents, integers beyond 2^53 - 1, invalid UTF-8, a byte order
/// mark, lone surrogates, text after the end, more than 32 levels or 600,000 values. `where` names
/// the file in the failure.
Result<QJsonObject> parseStrictObject(const QByteArray &text, const QString &where);

} // namespace Hall
