#pragma once

#include "jsonfields.h"
#include "keys.h"

#include <QMap>

namespace Hall {

/// Which keys may sign for a role and how many different ones must (TUF 1.0 §4.3 `roles`).
struct RoleKeys {
    QStringList keyIds;
    qint64 threshold = 1;

    bool operator==(const RoleKeys &) const = default;
};

using KeyRing = QMap<QString, PublicKey>; ///< by the id it is listed under

/// The `keyids` and the `threshold` of a role.
QJsonObject roleKeysJson(const RoleKeys &role);

/// Reads `keyids` and `threshold`; what is wrong with them is noted in `fields`.
RoleKeys readRoleKeys(JsonFields &fields);

/// The key objects by id, as a `keys` member lists them.
QJsonObject keyRingJson(const KeyRing &ring);

/// Reads the member `keys`. An id need not be the digest of its key (TAP 12): other publishers add
/// members to a key and leave its id. Whoever counts signers goes by the keys themselves.
KeyRing readKeyRing(JsonFields &fields);

} // namespace Hall
