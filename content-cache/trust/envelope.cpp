#include "envelope.h"

#include "canonicaljson.h"
#include "jsonfields.h"
#include "strictjson.h"

#include <QJsonArray>
#include <QSet>

namespace Hall {

Result<Envelope> parseEnvelope(const QByteArray &file, const QString &where)
{
    const Result<QJsonObject> parsed = parseStrictObject(file, where);
    if (!parsed)
        return parsed.failure();
    JsonFields fields(parsed.value(), where);
    Envelope envelope;
    envelope.body = fields.object(QStringLiteral("signed"));
    const QJsonArray signatures = fields.list(QStringLiteral("signatures"));
    for (const QJsonValue &entry : signatures) {
        JsonFields signature(entry.toObject(), where);
        const QString keyId = signature.text(QStringLiteral("keyid"));
        const QByteArray hex = signature.text(QStringLiteral("sig")).toLatin1();
        const QByteArray value = QByteArray::fromHex(hex);
        if (!signature.ok())
            return signature.failure();
        // One that is not lower-case hexadecimal is nobody's signature, and no more than that.
        envelope.signatures.append({ keyId, value.toHex() == hex ? value : QByteArray() });
    }
    if (!fields.ok())
        return fields.failure();
    return envelope;
}

Trusted<Done> checkSignatures(
    const Envelope &envelope, const KeyRing &keys, const RoleKeys &role, const QString &where)
{
    const QByteArray message = canonicalJson(envelope.body);
    const QSet<QString> allowed(role.keyIds.cbegin(), role.keyIds.cend());
    QSet<QString> seen;
    QSet<QByteArray> signers;
    bool twice = false;
    for (const Signature &signature : envelope.signatures) {
        if (seen.contains(signature.keyId)) {
            twice = true;
            continue;
        }
        seen.insert(signature.keyId);
        const auto key = keys.constFind(signature.keyId);
        if (key == keys.cend() || !allowed.contains(signature.keyId)
            || signers.contains(key->raw()))
            continue;
        if (key->verify(message, signature.value))
            signers.insert(key->raw());
    }
    if (signers.isEmpty())
        return TrustFailure { TrustError::BadSignature, where,
            QStringLiteral("it bears no valid signature of this role") };
    if (signers.size() < role.threshold)
        return TrustFailure { TrustError::Threshold, where,
            QStringLiteral("%1 of the %2 signatures needed are valid")
                .arg(signers.size())
                .arg(role.threshold) };
    if (twice)
        return TrustFailure { TrustError::BadMetadata, where,
            QStringLiteral("it bears two signatures under one key id") };
    return Done {};
}

QByteArray signedFile(const QJsonObject &body, const QList<SigningKey> &keys)
{
    const QByteArray message = canonicalJson(body);
    QJsonArray signatures;
    for (const SigningKey &key : keys) {
        signatures.append(QJsonObject {
            { QStringLiteral("keyid"), key.publicKey().id() },
            { QStringLiteral("sig"), QString::fromLatin1(key.sign(message).toHex()) },
        });
    }
    return canonicalJson(QJsonObject {
        { QStringLiteral("signatures"), signatures },
        { QStringLiteral("signed"), body },
    });
}

} // namespace Hall
