#pragma once

#include "publish/sign/keyfolder.h"
#include "trust/metadata.h"

namespace Hall {

/// The root that lets `fresh` sign for a role beside its present keys.
Root withKey(const Root &root, Role role, const PublicKey &fresh);

/// The root without one key of a role; fails where the key is not the role's, or where fewer keys
/// than have to sign would be left.
Result<Root> withoutKey(const Root &root, Role role, const QString &keyId);

/// The key of a role whose id begins so; an empty beginning means the only one. Fails where none or
/// several fit.
Result<QString> keyOf(const Root &root, Role role, const QString &beginning);

/// Sets how many keys of a role have to sign; fails where there are not that many.
Result<Root> withThreshold(const Root &root, Role role, qint64 threshold);

/// Signs `next` as the root after `before`: version and end are set here, keys of no role left out.
/// Fails where the keys at hand are fewer than the old and the new root both ask for (TUF 1.0
/// §6.1).
Result<QByteArray> signedSuccessor(
    const Root &before, Root next, const QList<HeldKey> &held, const QDateTime &now);

} // namespace Hall
