#pragma once

#include "publish/sign/treemetadata.h"
#include "trust/manifest.h"
#include "trust/metadata.h"
#include "trust/releasetarget.h"

namespace Hall {

/// What is signed about a release beside its manifest.
struct ReleaseNotes {
    QString contentDigest; ///< of what people see, so that unchanged content is known again
    QStringList withdrawn; ///< ids of items and notices that builds leave out until restored
    QString minApp; ///< least program version; empty: any
    qint64 rolloutPercent = 100;
    QDateTime notBefore; ///< invalid: at once
    bool urgent = false; ///< holds a notice marked urgent
};

/// The static tree that a web server offers (design: sync.md, "Server tree"). Immutable files
/// first, the pointer last: whatever is interrupted leaves the release before it whole.
class PublishedTree {
public:
    explicit PublishedTree(const QString &directory);

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
        const Manifest &manifest, const QString &channel, const ReleaseNotes &notes) const;

    /// Writes a file below w/, what the codes point to.
    Result<Done> addWebFile(const QString &path, const QByteArray &bytes) const;

    /// Whether a file of the signed list lies below w/ as it was signed.
    bool hasWebFile(const ManifestFile &file) const;

    /// The content of a listed file, from whichever form of its object is still whole.
    Result<QByteArray> objectOf(const ManifestFile &file) const;

    /// Removes files below w/ that no code points to any more.
    void dropOtherWebFiles(const QStringList &kept) const;

private:
    QString pathOf(const QString &relative) const;
    Result<QByteArray> readFile(const QString &relative) const;

    QString m_directory;
};

/// What the list of the files below w/ is called among the targets, beside the channels.
QString webTargetName();

/// What the list of one channel's files below w/ is called; webTargetName() is all of them
/// together.
QString webTargetName(const QString &channel);

/// Whether a channel may be called so: the lists of phone pages and the overlays have names too.
bool isChannelName(const QString &name);

/// The channels that have a release among these targets.
QStringList channelsOf(const Targets &targets);

/// Reads back what addManifest() put beside a target.
ReleaseNotes notesOf(const Target &target);

/// Changes one thing that is signed about a release, without a new one.
void setRollout(Target &target, int percent);
void setWithdrawn(Target &target, const QStringList &ids);

/// The release number of a target, 0 where it has none.
qint64 releaseOf(const Target &target);

} // namespace Hall
