#include "trustedmetadata.h"

namespace Hall {

namespace {

    TrustFailure malformed(const Failure &failure)
    {
        return { TrustError::BadMetadata, failure.where, failure.why };
    }

    TrustFailure refusal(TrustError error, const QString &role, const QString &why)
    {
        return { error, role, why };
    }

    // TUF 1.0 §5.5.2, §5.6.2: the file above vouches for these very bytes, where it says so.
    Trusted<Done> checkAnnounced(
        const QByteArray &file, const MetaFile &announced, const QString &role)
    {
        if (announced.length && file.size() != *announced.length)
            return refusal(TrustError::BadMetadata, role,
                QStringLiteral("it has %1 bytes instead of the %2 announced")
                    .arg(file.size())
                    .arg(*announced.length));
        if (!announced.digests.match(file))
            return refusal(TrustError::BadMetadata, role,
                QStringLiteral("its digest is not the one announced"));
        return Done {};
    }

    Trusted<Done> checkVersion(
        const MetadataHead &head, const MetaFile &announced, const QString &role)
    {
        if (head.version == announced.version)
            return Done {};
        return refusal(TrustError::BadMetadata, role,
            QStringLiteral("it is version %1 instead of the %2 announced")
                .arg(head.version)
                .arg(announced.version));
    }

    TrustFailure older(const QString &role, qint64 offered, qint64 believed)
    {
        return refusal(TrustError::Rollback, role,
            QStringLiteral("version %1 is older than version %2 seen before")
                .arg(offered)
                .arg(believed));
    }

} // namespace

TrustedMetadata::TrustedMetadata(const Root &root, const TrustTime &time)
    : m_root(root)
    , m_time(time)
{
}

Trusted<TrustedMetadata> TrustedMetadata::startingFrom(
    const QByteArray &root, const TrustTime &time)
{
    const Result<Envelope> envelope = parseEnvelope(root, roleName(Role::Root));
    if (!envelope)
        return malformed(envelope.failure());
    const Result<Root> parsed = Root::fromJson(envelope.value().body);
    if (!parsed)
        return malformed(parsed.failure());
    // It is believed for its origin, but a damaged file must not pass for it.
    if (const Trusted<Done> own = checkSignatures(envelope.value(), parsed.value().keys,
            parsed.value().roles.value(Role::Root), roleName(Role::Root));
        !own)
        return own.failure();
    return TrustedMetadata(parsed.value(), time);
}

Trusted<QJsonObject> TrustedMetadata::verified(const QByteArray &file, Role role) const
{
    const Result<Envelope> envelope = parseEnvelope(file, roleName(role));
    if (!envelope)
        return malformed(envelope.failure());
    if (const Trusted<Done> check
        = checkSignatures(envelope.value(), m_root.keys, m_root.roles.value(role), roleName(role));
        !check)
        return check.failure();
    return envelope.value().body;
}

Trusted<Done> TrustedMetadata::checkExpiry(const MetadataHead &head, const QString &role)
{
    if (m_time.now < head.expires)
        return Done {};
    if (m_time.expiryRefuses)
        return refusal(TrustError::Expired, role,
            QStringLiteral("it expired at %1").arg(head.expires.toString(Qt::ISODate)));
    m_expired.append(role);
    return Done {};
}

Trusted<Done> TrustedMetadata::updateRoot(const QByteArray &file)
{
    const Trusted<QJsonObject> body = verified(file, Role::Root);
    if (!body)
        return body.failure();
    const Result<Root> next = Root::fromJson(body.value());
    if (!next)
        return malformed(next.failure());
    const Root &root = next.value();
    if (const Trusted<TrustedMetadata> own = startingFrom(file, m_time); !own)
        return own.failure();
    if (root.version < m_root.version)
        return older(roleName(Role::Root), root.version, m_root.version);
    if (root.version != m_root.version + 1)
        return refusal(TrustError::BadMetadata, roleName(Role::Root),
            QStringLiteral("version %1 does not follow version %2")
                .arg(root.version)
                .arg(m_root.version));
    m_root = root;
    return Done {};
}

Trusted<Done> TrustedMetadata::finishRoot() { return checkExpiry(m_root, roleName(Role::Root)); }

void TrustedMetadata::recall(const QByteArray &timestamp, const QByteArray &snapshot)
{
    if (const Trusted<QJsonObject> body = verified(timestamp, Role::Timestamp)) {
        if (const Result<Timestamp> parsed = Timestamp::fromJson(body.value()))
            m_earlierTimestamp = parsed.value();
    }
    if (const Trusted<QJsonObject> body = verified(snapshot, Role::Snapshot)) {
        if (const Result<Snapshot> parsed = Snapshot::fromJson(body.value()))
            m_earlierSnapshot = parsed.value();
    }
}

Trusted<bool> TrustedMetadata::updateTimestamp(const QByteArray &file)
{
    const Trusted<QJsonObject> body = verified(file, Role::Timestamp);
    if (!body)
        return body.failure();
    const Result<Timestamp> parsed = Timestamp::fromJson(body.value());
    if (!parsed)
        return malformed(parsed.failure());
    const Timestamp &offered = parsed.value();
    const Timestamp &earlier = m_earlierTimestamp.value_or(offered);
    if (offered.version < earlier.version)
        return older(roleName(Role::Timestamp), offered.version, earlier.version);
    if (offered.snapshot.version < earlier.snapshot.version)
        return older(roleName(Role::Snapshot), offered.snapshot.version, earlier.snapshot.version);
    const bool newer = !m_earlierTimestamp || offered.version > earlier.version;
    const Timestamp &believed = newer ? offered : earlier;
    if (const Trusted<Done> fresh = checkExpiry(believed, roleName(Role::Timestamp)); !fresh)
        return fresh.failure();
    m_timestamp = believed;
    return newer;
}

Trusted<Done> TrustedMetadata::updateSnapshot(const QByteArray &file)
{
    const MetaFile announced = m_timestamp.value().snapshot;
    if (const Trusted<Done> same = checkAnnounced(file, announced, roleName(Role::Snapshot)); !same)
        return same.failure();
    const Trusted<QJsonObject> body = verified(file, Role::Snapshot);
    if (!body)
        return body.failure();
    const Result<Snapshot> parsed = Snapshot::fromJson(body.value());
    if (!parsed)
        return malformed(parsed.failure());
    const Snapshot &offered = parsed.value();
    if (const Trusted<Done> version = checkVersion(offered, announced, roleName(Role::Snapshot));
        !version)
        return version.failure();
    const Snapshot &earlier = m_earlierSnapshot.value_or(offered);
    for (auto it = earlier.files.cbegin(); it != earlier.files.cend(); ++it) {
        const qint64 now = offered.files.value(it.key(), MetaFile { 0, {}, {} }).version;
        if (now < it->version)
            return older(it.key(), now, it->version);
    }
    if (const Trusted<Done> fresh = checkExpiry(offered, roleName(Role::Snapshot)); !fresh)
        return fresh.failure();
    m_snapshot = offered;
    return Done {};
}

MetaFile TrustedMetadata::targetsFile() const
{
    return m_snapshot.value().files.value(QStringLiteral("targets.json"));
}

Trusted<Done> TrustedMetadata::updateTargets(const QByteArray &file)
{
    const MetaFile announced = targetsFile();
    if (const Trusted<Done> same = checkAnnounced(file, announced, roleName(Role::Targets)); !same)
        return same.failure();
    const Trusted<QJsonObject> body = verified(file, Role::Targets);
    if (!body)
        return body.failure();
    const Result<Targets> parsed = Targets::fromJson(body.value());
    if (!parsed)
        return malformed(parsed.failure());
    if (const Trusted<Done> version
        = checkVersion(parsed.value(), announced, roleName(Role::Targets));
        !version)
        return version.failure();
    if (const Trusted<Done> fresh = checkExpiry(parsed.value(), roleName(Role::Targets)); !fresh)
        return fresh.failure();
    m_targets = parsed.value();
    return Done {};
}

std::optional<MetaFile> TrustedMetadata::delegatedFile(const QString &role) const
{
    const QMap<QString, MetaFile> &files = m_snapshot.value().files;
    const auto file = files.constFind(role + QStringLiteral(".json"));
    return file == files.cend() ? std::nullopt : std::optional(*file);
}

Trusted<Targets> TrustedMetadata::delegated(const QByteArray &file, const Delegation &delegation)
{
    const QString &role = delegation.role.name;
    const std::optional<MetaFile> announced = delegatedFile(role);
    if (!announced)
        return refusal(
            TrustError::BadMetadata, role, QStringLiteral("the snapshot does not name it"));
    if (const Trusted<Done> same = checkAnnounced(file, *announced, role); !same)
        return same.failure();
    const Result<Envelope> envelope = parseEnvelope(file, role);
    if (!envelope)
        return malformed(envelope.failure());
    if (const Trusted<Done> check
        = checkSignatures(envelope.value(), delegation.keys, delegation.role.keys, role);
        !check)
        return check.failure();
    const Result<Targets> parsed = Targets::fromJson(envelope.value().body, role);
    if (!parsed)
        return malformed(parsed.failure());
    if (const Trusted<Done> version = checkVersion(parsed.value(), *announced, role); !version)
        return version.failure();
    if (const Trusted<Done> fresh = checkExpiry(parsed.value(), role); !fresh)
        return fresh.failure();
    return parsed.value();
}

} // namespace Hall
