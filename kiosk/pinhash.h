#pragma once

#include "model/result.h"

#include <QByteArray>
#include <QString>

namespace Hall {

/// Whether a PIN is one at all: 6 to 12 digits.
bool pinObeys(const QByteArray &pin);

/// Argon2id of a PIN in its usual text form, salted by chance (libsodium's crypto_pwhash_str).
Result<QByteArray> hashPin(const QByteArray &pin);

bool pinMatches(const QByteArray &hash, const QByteArray &pin);

/// The hash in a file; empty where there is no file, or none that is a hash.
QByteArray pinHashIn(const QString &file);

/// Reads a PIN from standard input and writes its hash; the exit code of --hash-pin.
int hashPinOfInput();

} // namespace Hall
