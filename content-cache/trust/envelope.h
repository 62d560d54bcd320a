#pragma once

#include "keys.h"
#include "trusterror.h"

#include <QMap>

namespace Hall {

/// Which keys may sign for a role and how many different ones must (TUF 1.0 §4.3 `roles`).
struct RoleKeys {
    QStringList keyIds;
    qint64 threshold = 1;

    bool operator==(const RoleKeys &) const = default;
};

using KeyRing = QMap<QString, PublicKey>; ///< by key id

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

/// Whether at least `role.threshold` different keys of the role signed the body (TUF 1.0 §5.1);
/// a key counts once however often it appears.
Trusted<Done> checkSignatures(
    const Envelope &envelope, const KeyRing &keys, const RoleKeys &role, const QString &where);

/// A metadata file: the body and one signature of each key over its canonical JSON.
QByteArray signedFile(const QJsonObject &body, const QList<SigningKey> &keys);

} // namespace Hall
