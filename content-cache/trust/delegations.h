#pragma once

#include "rolekeys.h"

#include <optional>

namespace Hall {

/// A role that another targets role lets speak for some target paths (TUF 1.0 §4.5 `delegations`).
struct DelegatedRole {
    QString name;
    RoleKeys keys;
    bool terminating = false; ///< what this role does not know, no later one may say
    QStringList paths; ///< patterns with `*` and `?`, which do not match a slash
    QStringList pathHashPrefixes; ///< first digits of the SHA-256 of the target path

    /// Whether it may speak for this target path.
    bool covers(const QString &target) const;

    bool operator==(const DelegatedRole &) const = default;
};

/// Very many roles of one kind, told apart by the first bits of the SHA-256 of the target path
/// (TAP 15 `succinct_roles`).
struct SuccinctRoles {
    RoleKeys keys;
    int bitLength = 1; ///< 1 to 32
    QString namePrefix;

    /// The one role that may speak for this target path; it is terminating.
    DelegatedRole roleFor(const QString &target) const;

    bool operator==(const SuccinctRoles &) const = default;
};

/// One step from a targets role to another: the role and the keys it is checked with.
struct Delegation {
    DelegatedRole role;
    KeyRing keys;
};

/// Everything a targets role delegates, in the order in which it is searched.
struct Delegations {
    KeyRing keys;
    QList<DelegatedRole> roles;
    std::optional<SuccinctRoles> succinct; ///< instead of `roles`

    bool isEmpty() const { return roles.isEmpty() && !succinct; }

    /// Adds a role, or replaces the one of its name; `threshold` of the signers together speak for
    /// `paths`.
    void delegate(const QString &name, const QList<PublicKey> &signers, const QStringList &paths,
        bool terminating, qint64 threshold = 1);

    /// Takes back what delegate() gave, with the keys nothing else needs; false when there is no
    /// such role.
    bool withdraw(const QString &name);

    /// The roles that may speak for this target path, in order.
    QList<Delegation> towards(const QString &target) const;

    QJsonObject toJson() const;
    static Result<Delegations> fromJson(const QJsonObject &json, const QString &where);
};

/// Whether a target path is one of those a pattern means: the same number of components, `*` for
/// any characters and `?` for one, but never for a slash.
bool matchesPathPattern(const QString &target, const QString &pattern);

} // namespace Hall
