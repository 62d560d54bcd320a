#include "delegations.h"

#include "digest.h"
#include "servedtree.h"

#include <algorithm>

namespace Hall {

namespace {

    constexpr int mostBits = 32;

    // No backtracking further than the last star: a hostile pattern costs length × length.
    bool matchesComponent(QStringView text, QStringView pattern)
    {
        qsizetype at = 0;
        qsizetype in = 0;
        qsizetype star = -1;
        qsizetype resume = 0;
        while (at < text.size()) {
            if (in < pattern.size() && pattern.at(in) == u'*') {
                star = in++;
                resume = at;
            } else if (in < pattern.size()
                && (pattern.at(in) == u'?' || pattern.at(in) == text.at(at))) {
                ++in;
                ++at;
            } else if (star >= 0) {
                in = star + 1;
                at = ++resume;
            } else {
                return false;
            }
        }
        while (in < pattern.size() && pattern.at(in) == u'*')
            ++in;
        return in == pattern.size();
    }

    QString targetDigest(const QString &target) { return sha256Hex(target.toUtf8()); }

    QStringList readTexts(JsonFields &fields, const QString &key)
    {
        QStringList texts;
        if (!fields.has(key))
            return texts;
        const QJsonArray list = fields.list(key);
        for (const QJsonValue &text : list) {
            if (!text.isString())
                fields.refuse(QStringLiteral("%1 holds something that is no text").arg(key));
            texts.append(text.toString());
        }
        return texts;
    }

    void checkName(JsonFields &fields, const QString &name)
    {
        const auto top = { Role::Root, Role::Timestamp, Role::Snapshot, Role::Targets };
        const bool taken = std::any_of(
            top.begin(), top.end(), [&name](Role role) { return roleName(role) == name; });
        if (name.isEmpty() || taken)
            fields.refuse(QStringLiteral("“%1” cannot be the name of a delegated role").arg(name));
    }

    QJsonObject roleJson(const DelegatedRole &role)
    {
        QJsonObject json = roleKeysJson(role.keys);
        json.insert(QStringLiteral("name"), role.name);
        json.insert(QStringLiteral("terminating"), role.terminating);
        if (role.pathHashPrefixes.isEmpty())
            json.insert(QStringLiteral("paths"), QJsonArray::fromStringList(role.paths));
        else
            json.insert(QStringLiteral("path_hash_prefixes"),
                QJsonArray::fromStringList(role.pathHashPrefixes));
        return json;
    }

    DelegatedRole readRole(JsonFields &parent, const QJsonObject &json)
    {
        const QString hashes = QStringLiteral("path_hash_prefixes");
        const QString paths = QStringLiteral("paths");
        const QString terminating = QStringLiteral("terminating");
        JsonFields fields(json, parent.where());
        DelegatedRole role;
        role.keys = readRoleKeys(fields);
        role.name = fields.text(QStringLiteral("name"));
        checkName(fields, role.name);
        role.terminating = fields.flag(terminating, false);
        role.paths = readTexts(fields, paths);
        role.pathHashPrefixes = readTexts(fields, hashes);
        if (!fields.has(terminating))
            fields.refuse(QStringLiteral("a delegation does not say whether it is terminating"));
        if (fields.has(paths) == fields.has(hashes))
            fields.refuse(QStringLiteral("a delegation needs either paths or path_hash_prefixes"));
        if (!fields.ok())
            parent.refuse(fields.failure().why);
        return role;
    }

    SuccinctRoles readSuccinct(JsonFields &parent, const QJsonObject &json)
    {
        JsonFields fields(json, parent.where());
        SuccinctRoles roles;
        roles.keys = readRoleKeys(fields);
        roles.bitLength
            = static_cast<int>(fields.integer(QStringLiteral("bit_length"), 1, mostBits));
        roles.namePrefix = fields.text(QStringLiteral("name_prefix"));
        if (!fields.ok())
            parent.refuse(fields.failure().why);
        return roles;
    }

} // namespace

bool matchesPathPattern(const QString &target, const QString &pattern)
{
    const QList<QStringView> parts = QStringView(target).split(u'/');
    const QList<QStringView> patterns = QStringView(pattern).split(u'/');
    return std::equal(
        parts.cbegin(), parts.cend(), patterns.cbegin(), patterns.cend(), matchesComponent);
}

bool DelegatedRole::covers(const QString &target) const
{
    const QString digest = targetDigest(target);
    return std::any_of(paths.cbegin(), paths.cend(),
               [&target](const QString &path) { return matchesPathPattern(target, path); })
        || std::any_of(pathHashPrefixes.cbegin(), pathHashPrefixes.cend(),
            [&digest](const QString &prefix) { return digest.startsWith(prefix); });
}

DelegatedRole SuccinctRoles::roleFor(const QString &target) const
{
    const quint64 first = targetDigest(target).left(8).toULongLong(nullptr, 16);
    const quint64 bin = first >> (mostBits - bitLength);
    const qsizetype digits = (bitLength + 3) / 4;
    const QString suffix = QString::number(bin, 16).rightJustified(digits, u'0');
    return { namePrefix + u'-' + suffix, keys, true, {}, {} };
}

void Delegations::delegate(const QString &name, const QList<PublicKey> &signers,
    const QStringList &paths, bool terminating, qint64 threshold)
{
    DelegatedRole role { name, { {}, threshold }, terminating, paths, {} };
    withdraw(name);
    for (const PublicKey &key : signers) {
        role.keys.keyIds.append(key.id());
        keys.insert(key.id(), key);
    }
    roles.append(role);
}

bool Delegations::withdraw(const QString &name)
{
    const bool known
        = roles.removeIf([&name](const DelegatedRole &role) { return role.name == name; }) > 0;
    keys.removeIf([this](const std::pair<const QString &, PublicKey &> &key) {
        return std::none_of(roles.cbegin(), roles.cend(),
            [&key](const DelegatedRole &role) { return role.keys.keyIds.contains(key.first); });
    });
    return known;
}

QList<Delegation> Delegations::towards(const QString &target) const
{
    if (succinct)
        return { { succinct->roleFor(target), keys } };
    QList<Delegation> steps;
    for (const DelegatedRole &role : roles) {
        if (role.covers(target))
            steps.append({ role, keys });
    }
    return steps;
}

QJsonObject Delegations::toJson() const
{
    QJsonObject json { { QStringLiteral("keys"), keyRingJson(keys) } };
    if (succinct) {
        QJsonObject many = roleKeysJson(succinct->keys);
        many.insert(QStringLiteral("bit_length"), succinct->bitLength);
        many.insert(QStringLiteral("name_prefix"), succinct->namePrefix);
        json.insert(QStringLiteral("succinct_roles"), many);
        return json;
    }
    QJsonArray list;
    for (const DelegatedRole &role : roles)
        list.append(roleJson(role));
    json.insert(QStringLiteral("roles"), list);
    return json;
}

Result<Delegations> Delegations::fromJson(const QJsonObject &json, const QString &where)
{
    const QString many = QStringLiteral("succinct_roles");
    const QString list = QStringLiteral("roles");
    JsonFields fields(json, where);
    Delegations delegations;
    delegations.keys = readKeyRing(fields);
    if (fields.has(many) == fields.has(list))
        fields.refuse(QStringLiteral("delegations need either roles or succinct_roles"));
    if (fields.has(many))
        delegations.succinct = readSuccinct(fields, fields.object(many));
    const QJsonArray roles = fields.has(list) ? fields.list(list) : QJsonArray();
    QStringList names;
    for (const QJsonValue &role : roles) {
        delegations.roles.append(readRole(fields, role.toObject()));
        names.append(delegations.roles.constLast().name);
    }
    if (names.removeDuplicates() > 0)
        fields.refuse(QStringLiteral("two delegated roles have one name"));
    if (!fields.ok())
        return fields.failure();
    return delegations;
}

} // namespace Hall
