#pragma once

#include "repositorybuilder.h"

namespace Hall::Test {

/// Any publisher's TUF repository, laid out as the TUF project's conformance suite lays out its
/// own: `metadata/` and `targets/`. Everything about it can be changed before it is published.
class TufRepository {
public:
    TufRepository();

    /// Signs these roles and serves them, each with the next number; a targets role is entered in
    /// the snapshot, the snapshot in the timestamp.
    void publish(const QStringList &roles);
    /// The same, with the numbers as they stand.
    void publishAsIs(const QStringList &roles);

    /// Exactly these keys sign for a top-level role from now on, and are named in the root.
    void authorise(const QString &role, const QList<SigningKey> &keys,
        const QList<SigningKey> &signing = {}, qint64 threshold = 1);
    /// A role below `from` with a key of its own; without content until addTarget().
    void delegate(const QString &from, const QString &name, const QStringList &paths,
        bool terminating = false);
    void addTarget(const QString &role, const QString &path, const QByteArray &content);

    /// The name of a role's newest file below the server's address.
    QString nameOf(const QString &role) const;

    QByteArray fileOf(const QString &role) const { return served.value(nameOf(role)); }

    Targets &targetsOf(const QString &role) { return m_targets[role]; }

    Files served;
    QDateTime now;
    Root root;
    Snapshot snapshot;
    Timestamp timestamp;
    QMap<QString, QList<SigningKey>> signers; ///< by role
    bool tellDigests = false; ///< in timestamp and snapshot

private:
    MetadataHead &headOf(const QString &role);
    QJsonObject bodyOf(const QString &role) const;
    MetaFile entryOf(const QString &role) const;

    QMap<QString, Targets> m_targets;
    QStringList m_published;
};

} // namespace Hall::Test
