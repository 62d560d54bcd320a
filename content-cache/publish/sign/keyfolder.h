#pragma once

#include "model/result.h"
#include "trust/envelope.h"
#include "trust/keys.h"

#include <QDateTime>

namespace Hall {

/// How long the roles' metadata counts; the root and targets keys are kept offline, the other two
/// sign daily.
inline constexpr int kRootDays = 365;
inline constexpr int kTargetsDays = 180;
inline constexpr int kSnapshotDays = 14;
inline constexpr int kTimestampDays = 7;

/// A private key with the file it lies in.
struct HeldKey {
    QString file;
    SigningKey key;
};

/// The private keys at hand, whatever they are called, and every root they were made for. Which
/// key signs for which role is the root's word alone: a revoked key that still lies in the folder
/// signs nothing.
struct PublisherKeys {
    QString directory;
    QList<QByteArray> roots; ///< root.json, that kiosks ship, and each N.root.json after it
    QList<HeldKey> held;

    /// The keys at hand that may sign for a role.
    QList<SigningKey> signersOf(const RoleKeys &role) const;

    /// The file of a key at hand; empty where it is not.
    QString fileOf(const QString &keyId) const;
};

/// Makes root-1…3 (2 of 3 must sign), targets, snapshot and timestamp keys with mode 0600 and the
/// signed root.json. Refuses a folder that holds any of them already.
Result<Done> makeKeyFolder(const QString &directory, const QDateTime &now);

/// Makes the one key of a county's overlay, NAME.pem with mode 0600, and NAME.pub.json for the
/// city. Refuses a folder that holds any key already.
Result<Done> makeCountyFolder(const QString &directory, const QString &name);

/// Reads the roots and keys of a folder, and the keys of further ones; any key may have been taken
/// offline.
Result<PublisherKeys> readKeyFolder(const QString &directory, const QStringList &further = {});

/// Reads only the keys of a folder, as a county has them.
Result<QList<HeldKey>> readHeldKeys(const QString &directory);

/// Writes a new key with mode 0600 as ROLE-<beginning of its id>.pem; gives back the file.
Result<QString> writeNewKey(const QString &directory, const QString &role, const SigningKey &key);

/// Writes a new root beside the ones before it; never over an existing one.
Result<Done> writeNewRoot(const QString &directory, qint64 version, const QByteArray &root);

} // namespace Hall
