#include "metadata.h"

#include "digest.h"
#include "jsonfields.h"

namespace Hall {

namespace {

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
        // Within the major version nothing changes that a client must know (TUF 1.0 §4.2).
        const QStringList spec = fields.text(QStringLiteral("spec_version")).split(u'.');
        if (spec.size() < 2 || spec.at(0) != u'1')
            fields.refuse(QStringLiteral("it follows another specification than TUF 1"));
        head.version = fields.integer(QStringLiteral("version"), 1, largestInteger);
        head.expires = fields.time(QStringLiteral("expires"));
    }

    QJsonObject hashesJson(const QString &sha256, const QString &sha512)
    {
        QJsonObject json;
        if (!sha256.isEmpty())
            json.insert(QStringLiteral("sha256"), sha256);
        if (!sha512.isEmpty())
            json.insert(QStringLiteral("sha512"), sha512);
        return json;
    }

    // Kinds this program does not know are passed over.
    Digests readHashes(JsonFields &parent)
    {
        JsonFields hashes(parent.object(QStringLiteral("hashes")), parent.where());
        Digests digests;
        digests.given = true;
        if (hashes.has(QStringLiteral("sha256")))
            digests.sha256 = hashes.digest(QStringLiteral("sha256"));
        if (hashes.has(QStringLiteral("sha512")))
            digests.sha512 = hashes.text(QStringLiteral("sha512"));
        if (!digests.sha512.isEmpty() && !isSha512Hex(digests.sha512))
            hashes.refuse(QStringLiteral("sha512 is not a SHA-512 digest"));
        if (!hashes.ok())
            parent.refuse(hashes.failure().why);
        return digests;
    }

    QJsonObject metaFileJson(const MetaFile &file)
    {
        QJsonObject json { { QStringLiteral("version"), file.version } };
        if (file.length)
            json.insert(QStringLiteral("length"), *file.length);
        if (file.digests.given)
            json.insert(
                QStringLiteral("hashes"), hashesJson(file.digests.sha256, file.digests.sha512));
        return json;
    }

    MetaFile readMetaFile(JsonFields &parent, const QJsonValue &json)
    {
        JsonFields fields(json.toObject(), parent.where());
        MetaFile file;
        file.version = fields.integer(QStringLiteral("version"), 1, largestInteger);
        if (fields.has(QStringLiteral("length")))
            file.length = fields.integer(QStringLiteral("length"), 1, largestInteger);
        if (fields.has(QStringLiteral("hashes")))
            file.digests = readHashes(fields);
        if (!fields.ok())
            parent.refuse(fields.failure().why);
        return file;
    }

    Target readTarget(JsonFields &parent, const QJsonValue &json)
    {
        JsonFields fields(json.toObject(), parent.where());
        Target target;
        target.length = fields.integer(QStringLiteral("length"), 0, largestInteger);
        const Digests digests = readHashes(fields);
        target.sha256 = digests.sha256;
        target.sha512 = digests.sha512;
        if (fields.has(QStringLiteral("custom")))
            target.custom = fields.object(QStringLiteral("custom"));
        if (!fields.ok())
            parent.refuse(fields.failure().why);
        return target;
    }

    RoleKeys readTopRole(JsonFields &roles, Role role)
    {
        JsonFields fields(roles.object(roleName(role)), roles.where());
        const RoleKeys keys = readRoleKeys(fields);
        if (!fields.ok())
            roles.refuse(fields.failure().why);
        return keys;
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
    QJsonObject rolesJson;
    for (auto it = roles.cbegin(); it != roles.cend(); ++it)
        rolesJson.insert(roleName(it.key()), roleKeysJson(it.value()));
    QJsonObject json = headJson(*this, Role::Root);
    json.insert(QStringLiteral("consistent_snapshot"), consistentSnapshot);
    json.insert(QStringLiteral("keys"), keyRingJson(keys));
    json.insert(QStringLiteral("roles"), rolesJson);
    return json;
}

Result<Root> Root::fromJson(const QJsonObject &body)
{
    JsonFields fields(body, QStringLiteral("root"));
    Root root;
    readHead(fields, root, Role::Root);
    root.consistentSnapshot = fields.flag(QStringLiteral("consistent_snapshot"), false);
    root.keys = readKeyRing(fields);
    JsonFields roles(fields.object(QStringLiteral("roles")), fields.where());
    for (const Role role : { Role::Root, Role::Timestamp, Role::Snapshot, Role::Targets })
        root.roles.insert(role, readTopRole(roles, role));
    if (!fields.ok())
        return fields.failure();
    if (!roles.ok())
        return roles.failure();
    return root;
}

Digests Digests::of(const QByteArray &file) { return { sha256Hex(file), {}, true }; }

bool Digests::match(const QByteArray &file) const
{
    if (!given)
        return true;
    if (sha256.isEmpty() && sha512.isEmpty())
        return false;
    return (sha256.isEmpty() || sha256Hex(file) == sha256)
        && (sha512.isEmpty() || sha512Hex(file) == sha512);
}

MetaFile MetaFile::of(qint64 version, const QByteArray &file)
{
    return { version, file.size(), Digests::of(file) };
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
    return { file.size(), sha256Hex(file), custom, {} };
}

bool Target::describes(qint64 bytes, const QString &fileSha256, const QString &fileSha512) const
{
    if (bytes != length || (sha256.isEmpty() && sha512.isEmpty()))
        return false;
    return (sha256.isEmpty() || fileSha256 == sha256) && (sha512.isEmpty() || fileSha512 == sha512);
}

QJsonObject Targets::toJson() const
{
    QJsonObject entries;
    for (auto it = targets.cbegin(); it != targets.cend(); ++it) {
        QJsonObject entry {
            { QStringLiteral("length"), it->length },
            { QStringLiteral("hashes"), hashesJson(it->sha256, it->sha512) },
        };
        if (!it->custom.isEmpty())
            entry.insert(QStringLiteral("custom"), it->custom);
        entries.insert(it.key(), entry);
    }
    QJsonObject json = headJson(*this, Role::Targets);
    json.insert(QStringLiteral("targets"), entries);
    if (!delegations.isEmpty())
        json.insert(QStringLiteral("delegations"), delegations.toJson());
    return json;
}

Result<Targets> Targets::fromJson(const QJsonObject &body, const QString &where)
{
    const QString below = QStringLiteral("delegations");
    JsonFields fields(body, where);
    Targets targets;
    readHead(fields, targets, Role::Targets);
    const QJsonObject entries = fields.object(QStringLiteral("targets"));
    for (auto it = entries.begin(); it != entries.end(); ++it)
        targets.targets.insert(it.key(), readTarget(fields, it.value()));
    if (fields.has(below)) {
        Result<Delegations> delegations = Delegations::fromJson(fields.object(below), where);
        if (!delegations)
            fields.refuse(delegations.failure().why);
        else
            targets.delegations = delegations.take();
    }
    if (!fields.ok())
        return fields.failure();
    return targets;
}

} // namespace Hall
