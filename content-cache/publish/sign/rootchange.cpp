#include "publish/sign/rootchange.h"

#include <algorithm>

namespace Hall {

namespace {

    Failure refusal(Role role, const QString &why) { return Failure { roleName(role), why }; }

    void dropIdleKeys(Root &root)
    {
        const QStringList ids = root.keys.keys();
        for (const QString &id : ids) {
            const bool used = std::any_of(root.roles.cbegin(), root.roles.cend(),
                [&](const RoleKeys &role) { return role.keyIds.contains(id); });
            if (!used) {
                root.keys.remove(id);
            }
        }
    }

} // namespace

Root withKey(const Root &root, Role role, const PublicKey &fresh)
{
    Root next = root;
    next.keys.insert(fresh.id(), fresh);
    RoleKeys &keys = next.roles[role];
    if (!keys.keyIds.contains(fresh.id())) {
        keys.keyIds.append(fresh.id());
    }
    return next;
}

Result<Root> withoutKey(const Root &root, Role role, const QString &keyId)
{
    Root next = root;
    RoleKeys &keys = next.roles[role];
    if (!keys.keyIds.removeOne(keyId)) {
        return refusal(role, QStringLiteral("没有密钥 %1").arg(keyId.left(16)));
    }
    if (keys.keyIds.size() < keys.threshold) {
        return refusal(role,
            QStringLiteral("要 %1 把密钥签名，撤销后只剩 %2 把。先用 keys add 加一把，"
                           "或用 keys rotate 直接换")
                .arg(keys.threshold)
                .arg(keys.keyIds.size()));
    }
    dropIdleKeys(next);
    return next;
}

Result<QString> keyOf(const Root &root, Role role, const QString &beginning)
{
    QStringList fitting = root.roles.value(role).keyIds;
    fitting.removeIf([&](const QString &id) { return !id.startsWith(beginning); });
    if (fitting.size() == 1) {
        return fitting.first();
    }
    return refusal(role,
        fitting.isEmpty() ? QStringLiteral("没有以 %1 开头的密钥，用 keys list 查看").arg(beginning)
                          : QStringLiteral("有 %1 把密钥，写明是哪一把的编号，用 keys list 查看")
                                .arg(fitting.size()));
}

Result<Root> withThreshold(const Root &root, Role role, qint64 threshold)
{
    Root next = root;
    RoleKeys &keys = next.roles[role];
    if (threshold > keys.keyIds.size()) {
        return refusal(role,
            QStringLiteral("只有 %1 把密钥，不能要求 %2 把签名")
                .arg(keys.keyIds.size())
                .arg(threshold));
    }
    keys.threshold = threshold;
    return next;
}

Result<QByteArray> signedSuccessor(
    const Root &before, Root next, const QList<HeldKey> &held, const QDateTime &now)
{
    dropIdleKeys(next);
    next.version = before.version + 1;
    next.expires = now.addDays(kRootDays);
    const PublisherKeys keys { {}, {}, held };
    const RoleKeys old = before.roles.value(Role::Root);
    const RoleKeys fresh = next.roles.value(Role::Root);
    for (const RoleKeys &role : { old, fresh }) {
        const auto found = keys.signersOf(role).size();
        if (found < role.threshold) {
            return refusal(Role::Root,
                QStringLiteral("换密钥要 %1 把 root 密钥签名，找到 %2 把。"
                               "离线的密钥用 --offline-keys 指出")
                    .arg(role.threshold)
                    .arg(found));
        }
    }
    const RoleKeys both { old.keyIds + fresh.keyIds, 1 };
    return signedFile(next.toJson(), keys.signersOf(both));
}

} // namespace Hall
