#include "rolekeys.h"

namespace Hall {

QJsonObject roleKeysJson(const RoleKeys &role)
{
    return {
        { QStringLiteral("keyids"), QJsonArray::fromStringList(role.keyIds) },
        { QStringLiteral("threshold"), role.threshold },
    };
}

RoleKeys readRoleKeys(JsonFields &fields)
{
    RoleKeys keys;
    keys.threshold = fields.integer(QStringLiteral("threshold"), 1, 1000);
    const QJsonArray ids = fields.list(QStringLiteral("keyids"));
    for (const QJsonValue &id : ids)
        keys.keyIds.append(id.toString());
    if (keys.keyIds.removeDuplicates() > 0)
        fields.refuse(QStringLiteral("a role lists a key twice"));
    return keys;
}

QJsonObject keyRingJson(const KeyRing &ring)
{
    QJsonObject json;
    for (auto it = ring.cbegin(); it != ring.cend(); ++it)
        json.insert(it.key(), it->toJson());
    return json;
}

KeyRing readKeyRing(JsonFields &fields)
{
    KeyRing ring;
    const QJsonObject keys = fields.object(QStringLiteral("keys"));
    for (auto it = keys.begin(); it != keys.end(); ++it) {
        const Result<PublicKey> key = PublicKey::fromJson(it.value().toObject());
        if (!key) {
            fields.refuse(key.failure().why);
            return {};
        }
        ring.insert(it.key(), key.value());
    }
    return ring;
}

} // namespace Hall
