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
        if (value.toHex() != hex)
            signature.refuse(QStringLiteral("a signature is not lower-case hexadecimal"));
        if (!signature.ok())
            return signature.failure();
        envelope.signatures.append({ keyId, value });
    }
    if (!fields.ok())
        return fields.failure();
    return envelope;
}

Trusted<Done> checkSignatures(
    const Envelope &envelope, const KeyRing &keys, const RoleKeys &role, const QString &where)
{
    const QByteArray message = canonicalJson(envelope.body);
    QSet<QByteArray> signers;
    for (const Signature &signature : envelope.signatures) {
        const auto key = keys.constFind(signature.keyId);
        if (key == keys.cend() || !role.keyIds.contains(signature.keyId)
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
