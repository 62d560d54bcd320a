#pragma once

#include "publish/sign/keyfolder.h"
#include "trust/manifest.h"
#include "trust/metadata.h"
#include "trust/releasetarget.h"

namespace Hall {

/// What a served tree holds before a publication: the verified metadata, or nothing in a new tree.
struct TreeState {
    qint64 timestampVersion = 0;
    qint64 snapshotVersion = 0;
    Targets targets; ///< of all channels; version 0 in a new tree
    QDateTime soonestExpiry; ///< of timestamp, snapshot and targets; invalid in a new tree
};

/// The static tree that a web server offers (design: sync.md, "Server tree"). Immutable files
/// first, the pointer last: whatever is interrupted leaves the release before it whole.
class PublishedTree {
public:
    PublishedTree(const QString &directory, const PublisherKeys &keys);

    /// Reads and verifies what is there with the publisher's root; refuses a folder that is no such
    /// tree and one that other keys signed.
    Result<TreeState> read() const;

    /// The manifest of a channel's present release, if there is one.
    Result<Manifest> manifestOf(const TreeState &state, const QString &channel) const;

    /// The manifests of a channel's last releases, the present one first, at most `most`; those
    /// that cannot be read are left out, for they only serve to save bytes.
    QList<Manifest> lastManifests(const TreeState &state, const QString &channel, int most) const;

    /// Adds a file of a release under its hash, raw and, where that saves more than a tenth, as
    /// zstd.
    Result<ManifestFile> addObject(
        const QString &path, const QByteArray &bytes, const Manifest &previous) const;

    /// Adds a manifest and gives back its target.
    Result<Target> addManifest(
        const Manifest &manifest, const QString &channel, const QString &contentDigest) const;

    /// Writes a file below w/, what the codes point to.
    Result<Done> addWebFile(const QString &path, const QByteArray &bytes) const;

    /// Whether a file of the signed list lies below w/ as it was signed.
    bool hasWebFile(const ManifestFile &file) const;

    /// The content of a listed file, from whichever form of its object is still whole.
    Result<QByteArray> objectOf(const ManifestFile &file) const;

    /// Removes files below w/ that no code points to any more.
    void dropOtherWebFiles(const QStringList &kept) const;

    /// Signs new metadata over `targets` and makes it current by one rename.
    Result<Done> sign(
        const TreeState &state, const QMap<QString, Target> &targets, const QDateTime &now) const;

private:
    QString pathOf(const QString &relative) const;
    Result<QByteArray> readFile(const QString &relative) const;
    Result<TreeState> readWithoutTimestamp() const;
    qint64 nextVersion(Role role, qint64 last) const;
    Result<Done> writeOnce(const QString &name, const QByteArray &bytes) const;
    Result<Done> replaceTimestamp(const QByteArray &bytes) const;

    QString m_directory;
    PublisherKeys m_keys;
};

/// What the list of the files below w/ is called among the targets, beside the channels.
QString webTargetName();

/// The digest of a release's content that addManifest() put beside its target.
QString contentDigestOf(const Target &target);

} // namespace Hall
