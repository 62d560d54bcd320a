#include "digest.h"

#include <QCryptographicHash>
#include <algorithm>

namespace Hall {

namespace {

    QString hexOf(const QByteArray &bytes, QCryptographicHash::Algorithm algorithm)
    {
        return QString::fromLatin1(QCryptographicHash::hash(bytes, algorithm).toHex());
    }

    bool isLowerHex(const QString &text, qsizetype digits)
    {
        return text.size() == digits && std::all_of(text.cbegin(), text.cend(), [](QChar digit) {
            return (digit >= u'0' && digit <= u'9') || (digit >= u'a' && digit <= u'f');
        });
    }

} // namespace

QString sha256Hex(const QByteArray &bytes) { return hexOf(bytes, QCryptographicHash::Sha256); }

QString sha512Hex(const QByteArray &bytes) { return hexOf(bytes, QCryptographicHash::Sha512); }

bool isSha256Hex(const QString &text) { return isLowerHex(text, 64); }

bool isSha512Hex(const QString &text) { return isLowerHex(text, 128); }

} // namespace Hall
