#include "model/shortid.h"

#include <QCryptographicHash>

namespace Hall {

QString shortId(const QString &recordId)
{
    static const QString alphabet = QStringLiteral("abcdefghijkmnpqrstuvwxyz23456789");
    const QByteArray hash = QCryptographicHash::hash(recordId.toUtf8(), QCryptographicHash::Sha256);
    QString word;
    for (int i = 0; i < 6; ++i) {
        word += alphabet.at(static_cast<uchar>(hash.at(i)) % alphabet.size());
    }
    return word;
}

QString guideUrl(const QString &publicUrl, const QString &itemId)
{
    return QStringLiteral("%1/g/%2").arg(publicUrl, shortId(itemId));
}

QString formUrl(const QString &publicUrl, const QString &formId)
{
    return QStringLiteral("%1/f/%2").arg(publicUrl, shortId(formId));
}

} // namespace Hall
