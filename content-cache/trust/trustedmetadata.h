#pragma once

#include "metadata.h"

#include <optional>

namespace Hall {

/// The time a refresh goes by; fixed at its start (TUF 1.0 §5.1).
struct TrustTime {
    QDateTime now; ///< UTC
    bool expiryRefuses
        = true; ///< false while the clock is not to be relied on: expiry is then only noted
};

/// What is believed so far, from the root down; each step of the client workflow (TUF 1.0 §5.3 to
/// §5.6) adds one file, or refuses it and changes nothing. A file kept on the own disk goes through
/// the same steps as one from the server.
class TrustedMetadata {
public:
    /// Begins with a root that is believed because of where it came from (TUF 1.0 §5.2).
    static Trusted<TrustedMetadata> startingFrom(const QByteArray &root, const TrustTime &time);

    /// The next root, signed by the keys of the present one and by its own (TUF 1.0 §5.3.4 to
    /// §5.3.7).
    Trusted<Done> updateRoot(const QByteArray &file);

    /// Ends the chain of roots: the last one must not have expired (TUF 1.0 §5.3.10).
    Trusted<Done> finishRoot();

    /// The timestamp and the snapshot of an earlier refresh: as long as the present keys vouch for
    /// them, nothing older is believed (TUF 1.0 §5.4.3, §5.5.5); after a change of keys they no
    /// longer count (§5.3.11).
    void recall(const QByteArray &timestamp, const QByteArray &snapshot);

    /// A timestamp that is not older than the recalled one (TUF 1.0 §5.4); true when it is newer
    /// and has to be kept. One of the same version is no failure: the recalled one stays.
    Trusted<bool> updateTimestamp(const QByteArray &file);

    /// The snapshot that the timestamp names (TUF 1.0 §5.5).
    Trusted<Done> updateSnapshot(const QByteArray &file);

    /// The targets that the snapshot names (TUF 1.0 §5.6).
    Trusted<Done> updateTargets(const QByteArray &file);

    /// The targets of a delegated role (TUF 1.0 §5.6.7), signed by the keys of its delegation and
    /// the very version the snapshot names; only after updateTargets().
    Trusted<Targets> delegated(const QByteArray &file, const Delegation &delegation);

    const Root &root() const { return m_root; }

    const std::optional<Timestamp> &timestamp() const { return m_timestamp; }

    const std::optional<Snapshot> &snapshot() const { return m_snapshot; }

    const std::optional<Targets> &targets() const { return m_targets; }

    /// What the snapshot says about targets.json; only after updateSnapshot().
    MetaFile targetsFile() const;

    /// What the snapshot says about the file of a delegated role, if it names one.
    std::optional<MetaFile> delegatedFile(const QString &role) const;

    /// Names of the roles found expired while that did not refuse them.
    const QStringList &expiredRoles() const { return m_expired; }

private:
    TrustedMetadata(const Root &root, const TrustTime &time);

    Trusted<QJsonObject> verified(const QByteArray &file, Role role) const;
    Trusted<Done> checkExpiry(const MetadataHead &head, const QString &role);

    Root m_root;
    TrustTime m_time;
    std::optional<Timestamp> m_earlierTimestamp;
    std::optional<Snapshot> m_earlierSnapshot;
    std::optional<Timestamp> m_timestamp;
    std::optional<Snapshot> m_snapshot;
    std::optional<Targets> m_targets;
    QStringList m_expired;
};

} // namespace Hall
