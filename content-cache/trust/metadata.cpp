#include "metadata.h"

#include "digest.h"
#include "jsonfields.h"

namespace Hall {

namespace {

    constexpr qint64 largest = (qint64(1) << 53) - 1;

    QJsonObject headJson(const MetadataHead &head, Role role)
    {
        return {
            { QStringLiteral("_type"), roleName(role) },
            { QStringLiteral("spec_version"), QStringLiteral("1.0.31") },
            { QStringLiteral("version"), head.version },
            { QStringLiteral("expires"), toMetadataTime(head.expires) },
        };
    }

    void readHead(JsonFields &fields, MetadataHead &head, Role role)
    {
        if (fields.text(QStringLiteral("_type")) != roleName(role))
            fields.refuse(QStringLiteral("it is not %1 metadata").arg(roleName(role)));
        const QStringList spec = fields.text(QStringLiteral("spec_version")).split(u'.');
        if (spec.size() < 2 || spec.at(0) != u'1' || spec.at(1) != u'0')
            fields.refuse(QStringLiteral("it follows another specification than TUF 1.0"));
        head.version = fields.integer(QStringLiteral("version"), 1, largest);
        head.expires = fields.time(QStringLiteral("expires"));
    }

    QJsonObject hashesJson(const QString &sha256)
    {
        return { { QStringLiteral("sha256"), sha256 } };
    }

    QJsonObject metaFileJson(const MetaFile &file)
    {
        QJsonObject json { { QStringLiteral("version"), file.version } };
        if (file.length)
            json.insert(QStringLiteral("length"), *file.length);
        if (!file.sha256.isEmpty())
            json.insert(QStringLiteral("hashes"), hashesJson(file.sha256));
        return json;
    }

    MetaFile readMetaFile(JsonFields &parent, const QJsonValue &json)
    {
        JsonFields fields(json.toObject(), parent.where());
        MetaFile file;
        file.version = fields.integer(QStringLiteral("version"), 1, largest);
        if (fields.has(QStringLiteral("length")))
            file.length = fields.integer(QStringLiteral("length"), 1, largest);
        if (fields.has(QStringLiteral("hashes"))) {
            JsonFields hashes(fields.object(QStringLiteral("hashes")), parent.where());
            file.sha256 = hashes.digest(QStringLiteral("sha256"));
            if (!hashes.ok())
                fields.refuse(hashes.failure().why);
        }
        if (!fields.ok())
            parent.refuse(fields.failure().why);
        return file;
    }

    QJsonObject roleKeysJson(const RoleKeys &role)
    {
        return {
            { QStringLiteral("keyids"), QJsonArray::fromStringList(role.keyIds) },
            { QStringLiteral("threshold"), role.threshold },
        };
    }

    RoleKeys readRoleKeys(JsonFields &parent, Role role)
    {
        JsonFields fields(parent.object(roleName(role)), parent.where());
        RoleKeys keys;
        keys.threshold = fields.integer(QStringLiteral("threshold"), 1, 1000);
        const QJsonArray ids = fields.list(QStringLiteral("keyids"));
        for (const QJsonValue &id : ids)
            keys.keyIds.append(id.toString());
        if (keys.keyIds.removeDuplicates() > 0)
            fields.refuse(QStringLiteral("a role lists a key twice"));
        if (!fields.ok())
            parent.refuse(fields.failure().why);
        return keys;
    }

    void readKeys(JsonFields &fields, KeyRing &ring)
    {
        const QJsonObject keys = fields.object(QStringLiteral("keys"));
        for (auto it = keys.begin(); it != keys.end(); ++it) {
            const Result<PublicKey> key = PublicKey::fromJson(it.value().toObject());
            if (!key)
                return fields.refuse(key.failure().why);
            if (key.value().id() != it.key())
                return fields.refuse(
                    QStringLiteral("a key does not have the id it is listed under"));
            ring.insert(it.key(), key.value());
        }
    }

} // namespace

void Root::authorise(Role role, const QList<PublicKey> &signers, qint64 threshold)
{
    RoleKeys entry;
    entry.threshold = threshold;
    for (const PublicKey &key : signers) {
        entry.keyIds.append(key.id());
        keys.insert(key.id(), key);
    }
    roles.insert(role, entry);
}

QJsonObject Root::toJson() const
{
    QJsonObject keysJson;
    for (auto it = keys.cbegin(); it != keys.cend(); ++it)
        keysJson.insert(it.key(), it->toJson());
    QJsonObject rolesJson;
    for (auto it = roles.cbegin(); it != roles.cend(); ++it)
        rolesJson.insert(roleName(it.key()), roleKeysJson(it.value()));
    QJsonObject json = headJson(*this, Role::Root);
    json.insert(QStringLiteral("consistent_snapshot"), consistentSnapshot);
    json.insert(QStringLiteral("keys"), keysJson);
    json.insert(QStringLiteral("roles"), rolesJson);
    return json;
}

Result<Root> Root::fromJson(const QJsonObject &body)
{
    JsonFields fields(body, QStringLiteral("root"));
    Root root;
    readHead(fields, root, Role::Root);
    root.consistentSnapshot = fields.flag(QStringLiteral("consistent_snapshot"), false);
    readKeys(fields, root.keys);
    JsonFields roles(fields.object(QStringLiteral("roles")), fields.where());
    for (const Role role : { Role::Root, Role::Timestamp, Role::Snapshot, Role::Targets })
        root.roles.insert(role, readRoleKeys(roles, role));
    if (!fields.ok())
        return fields.failure();
    if (!roles.ok())
        return roles.failure();
    return root;
}

MetaFile MetaFile::of(qint64 version, const QByteArray &file)
{
    return { version, file.size(), sha256Hex(file) };
}

QJsonObject Timestamp::toJson() const
{
    QJsonObject json = headJson(*this, Role::Timestamp);
    json.insert(QStringLiteral("meta"),
        QJsonObject { { QStringLiteral("snapshot.json"), metaFileJson(snapshot) } });
    if (issued.isValid())
        json.insert(QStringLiteral("issued"), toMetadataTime(issued));
    return json;
}

Result<Timestamp> Timestamp::fromJson(const QJsonObject &body)
{
    JsonFields fields(body, QStringLiteral("timestamp"));
    Timestamp timestamp;
    readHead(fields, timestamp, Role::Timestamp);
    timestamp.snapshot
        = readMetaFile(fields, fields.object(QStringLiteral("meta")).value(u"snapshot.json"));
    if (fields.has(QStringLiteral("issued")))
        timestamp.issued = fields.time(QStringLiteral("issued"));
    if (!fields.ok())
        return fields.failure();
    return timestamp;
}

QJsonObject Snapshot::toJson() const
{
    QJsonObject meta;
    for (auto it = files.cbegin(); it != files.cend(); ++it)
        meta.insert(it.key(), metaFileJson(it.value()));
    QJsonObject json = headJson(*this, Role::Snapshot);
    json.insert(QStringLiteral("meta"), meta);
    return json;
}

Result<Snapshot> Snapshot::fromJson(const QJsonObject &body)
{
    JsonFields fields(body, QStringLiteral("snapshot"));
    Snapshot snapshot;
    readHead(fields, snapshot, Role::Snapshot);
    const QJsonObject meta = fields.object(QStringLiteral("meta"));
    for (auto it = meta.begin(); it != meta.end(); ++it)
        snapshot.files.insert(it.key(), readMetaFile(fields, it.value()));
    if (!snapshot.files.contains(QStringLiteral("targets.json")))
        fields.refuse(QStringLiteral("targets.json is missing"));
    if (!fields.ok())
        return fields.failure();
    return snapshot;
}

Target Target::of(const QByteArray &file, const QJsonObject &custom)
{
    return { file.size(), sha256Hex(file), custom };
}

QJsonObject Targets::toJson() const
{
    QJsonObject entries;
    for (auto it = targets.cbegin(); it != targets.cend(); ++it) {
        QJsonObject entry {
            { QStringLiteral("length"), it->length },
            { QStringLiteral("hashes"), hashesJson(it->sha256) },
        };
        if (!it->custom.isEmpty())
            entry.insert(QStringLiteral("custom"), it->custom);
        entries.insert(it.key(), entry);
    }
    QJsonObject json = headJson(*this, Role::Targets);
    json.insert(QStringLiteral("targets"), entries);
    return json;
}

Result<Targets> Targets::fromJson(const QJsonObject &body)
{
    JsonFields fields(body, QStringLiteral("targets"));
    Targets targets;
    readHead(fields, targets, Role::Targets);
    const QJsonObject entries = fields.object(QStringLiteral("targets"));
    for (auto it = entries.begin(); it != entries.end(); ++it) {
        JsonFields entry(it.value().toObject(), fields.where());
        Target target;
        target.length = entry.integer(QStringLiteral("length"), 0, largest);
        JsonFields hashes(entry.object(QStringLiteral("hashes")), fields.where());
        target.sha256 = hashes.digest(QStringLiteral("sha256"));
        if (entry.has(QStringLiteral("custom")))
            target.custom = entry.object(QStringLiteral("custom"));
        if (!entry.ok() || !hashes.ok())
            return entry.ok() ? hashes.failure() : entry.failure();
        targets.targets.insert(it.key(), target);
    }
    if (!fields.ok())
        return fields.failure();
    return targets;
}

} // namespace Hall
