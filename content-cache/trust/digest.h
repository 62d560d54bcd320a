#pragma once

#include <QByteArray>
#include <QString>

namespace Hall {

/// SHA-256 (FIPS 180-4) of the bytes as 64 lower-case hexadecimal digits.
QString sha256Hex(const QByteArray &bytes);

/// SHA-512 (FIPS 180-4) of the bytes as 128 lower-case hexadecimal digits.
QString sha512Hex(const QByteArray &bytes);

/// True for exactly 64 lower-case hexadecimal digits; anything else may not become a file name.
bool isSha256Hex(const QString &text);

/// True for exactly 128 lower-case hexadecimal digits.
bool isSha512Hex(const QString &text);

} // namespace Hall
