#pragma once

#include "publish/sign/keyfolder.h"
#include "trust/metadata.h"
#include "trust/trustedmetadata.h"

namespace Hall {

/// What the signed files of a served tree say before a publication; versions are 0 in a new tree.
struct TreeState {
    Root root; ///< the newest one, of the key folder or of the tree
    QList<Root> roots; ///< every one from the tree's present root on; the last is `root`
    qint64 timestampVersion = 0;
    QDateTime timestampExpires;
    Snapshot snapshot;
    Targets targets; ///< of all channels
    QByteArray timestampFile;
    QByteArray snapshotFile;
    QByteArray targetsFile;

    /// Whether there are roots that the tree does not hold yet.
    bool awaitsRoots() const { return roots.size() > 1; }

    bool isNew() const { return timestampVersion == 0; }

    /// The first end among timestamp, snapshot and targets; invalid in a new tree.
    QDateTime soonestExpiry() const;
};

/// The signed files of a served tree (TUF 1.0 §4): reads and verifies them with the publisher's
/// roots, and signs new ones. A new root takes effect without a moment in which a kiosk refuses the
/// tree: what lies there is signed by old and new keys before the root appears.
class TreeMetadata {
public:
    TreeMetadata(const QString &directory, const PublisherKeys &keys);

    /// Refuses a folder that is no such tree and one that other keys signed.
    Result<TreeState> read() const;

    /// Whether the keys at hand are enough for these roles; the failure names what is missing.
    Result<Done> canSign(const TreeState &state, const QList<Role> &roles) const;

    /// Signs new targets (their version and end are set here), snapshot and timestamp, and makes
    /// them current by one rename.
    Result<Done> sign(const TreeState &state, const Targets &targets, const QDateTime &now) const;

    /// Signs a new timestamp, and a new snapshot where half of its life is over; targets only where
    /// a new root no longer believes their signature. `roles` are the delegated roles' files that
    /// changed, with their place in the snapshot.
    Result<Done> resign(const TreeState &state, const QDateTime &now,
        const QMap<QString, MetaFile> &roles = {}) const;

private:
    struct NewFiles;

    QString pathOf(const QString &relative) const;
    Result<QByteArray> readFile(const QString &relative) const;
    Result<TreeState> readNew(const Root &root) const;
    Result<QList<TrustedMetadata>> readRoots() const;
    Trusted<Done> readUnder(TrustedMetadata metadata, TreeState &state) const;
    qint64 treeRoot() const;
    qint64 nextVersion(Role role, qint64 last) const;
    QList<SigningKey> signersOf(const TreeState &state, Role role) const;
    Result<Done> writeOnce(const QString &name, const QByteArray &bytes) const;
    Result<Done> write(const TreeState &state, const NewFiles &files, const QDateTime &now) const;
    Result<Done> bundle(const TreeState &state, const NewFiles &files, qint64 timestampVersion,
        const QDateTime &now) const;
    Result<Done> replaceTimestamp(const QByteArray &bytes) const;

    QString m_directory;
    PublisherKeys m_keys;
};

/// The newest root that a key folder knows, and all of them checked as a chain.
Result<QList<Root>> rootsOf(const PublisherKeys &keys);

} // namespace Hall
