#pragma once

#include "delegations.h"
#include "envelope.h"
#include "servedtree.h"

#include <QDateTime>
#include <optional>

namespace Hall {

/// What every role's file begins with (TUF 1.0 §4.2): its number, from 1, and the moment it stops
/// counting.
struct MetadataHead {
    qint64 version = 1;
    QDateTime expires; ///< UTC, whole seconds

    bool operator==(const MetadataHead &) const = default;
};

/// The keys of all roles (TUF 1.0 §4.3).
struct Root : MetadataHead {
    bool consistentSnapshot = true;
    KeyRing keys;
    QMap<Role, RoleKeys> roles;

    /// Lets exactly these keys sign for a role, `threshold` of them together.
    void authorise(Role role, const QList<PublicKey> &signers, qint64 threshold = 1);

    QJsonObject toJson() const;
    static Result<Root> fromJson(const QJsonObject &body);
};

/// The digests that metadata gives of a file; all that are known here have to be right.
struct Digests {
    QString sha256; ///< empty where not given
    QString sha512; ///< empty where not given
    bool given = false; ///< some kind was; if none of it is known here, no file is the right one

    static Digests of(const QByteArray &file);

    /// Whether nothing speaks against this file.
    bool match(const QByteArray &file) const;

    bool operator==(const Digests &) const = default;
};

/// What one metadata file says about another (TUF 1.0 §4.4 METAFILES).
struct MetaFile {
    qint64 version = 1;
    std::optional<qint64> length; ///< bytes
    Digests digests;

    /// The entry for a file of this version.
    static MetaFile of(qint64 version, const QByteArray &file);

    bool operator==(const MetaFile &) const = default;
};

/// Names the newest snapshot (TUF 1.0 §4.6); `issued` is our addition, from which a kiosk learns a
/// lower bound of the time.
struct Timestamp : MetadataHead {
    MetaFile snapshot;
    QDateTime issued; ///< invalid where not given

    QJsonObject toJson() const;
    static Result<Timestamp> fromJson(const QJsonObject &body);
};

/// Names the version of every targets file (TUF 1.0 §4.4).
struct Snapshot : MetadataHead {
    QMap<QString, MetaFile> files; ///< by name, `targets.json`

    QJsonObject toJson() const;
    static Result<Snapshot> fromJson(const QJsonObject &body);
};

/// One file the targets role vouches for (TUF 1.0 §4.5).
struct Target {
    qint64 length = 0; ///< bytes
    QString sha256; ///< empty where not given
    QJsonObject custom;
    QString sha512 = {}; ///< empty where not given, as our own publisher does

    /// Whether a file of this length and these digests is the one meant.
    bool describes(qint64 bytes, const QString &fileSha256, const QString &fileSha512) const;

    /// The entry for this file.
    static Target of(const QByteArray &file, const QJsonObject &custom);

    bool operator==(const Target &) const = default;
};

/// The files a targets role vouches for, by target path, and whom else it believes (TUF 1.0 §4.5);
/// the top-level one, and in the same form every delegated one.
struct Targets : MetadataHead {
    QMap<QString, Target> targets;
    Delegations delegations = {};

    QJsonObject toJson() const;
    /// `where` names the role in the failure.
    static Result<Targets> fromJson(
        const QJsonObject &body, const QString &where = QStringLiteral("targets"));
};

} // namespace Hall
