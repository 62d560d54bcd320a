#pragma once

#include "rolekeys.h"
#include "trusterror.h"

namespace Hall {

struct Signature {
    QString keyId;
    QByteArray value;
};

/// A metadata file taken apart (TUF 1.0 §4.2): what was signed, and by whom it claims to be.
struct Envelope {
    QJsonObject body;
    QList<Signature> signatures;
};

/// Takes a metadata file apart without believing anything in it; `where` names it in the failure.
Result<Envelope> parseEnvelope(const QByteArray &file, const QString &where);

/// Whether at least `role.threshold` different keys of the role signed the body (TUF 1.0 §5.1): a
/// key counts once whatever ids it goes by. A signature that is not valid does no harm beside
/// enough valid ones; a key id that signs twice does (§4.2).
Trusted<Done> checkSignatures(
    const Envelope &envelope, const KeyRing &keys, const RoleKeys &role, const QString &where);

/// A metadata file: the body and one signature of each key over its canonical JSON.
QByteArray signedFile(const QJsonObject &body, const QList<SigningKey> &keys);

} // namespace Hall
