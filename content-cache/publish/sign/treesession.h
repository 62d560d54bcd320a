#pragma once

#include "publish/sign/folderlock.h"
#include "publish/sign/publishedtree.h"

#include <memory>
#include <optional>

namespace Hall {

/// Where a signing command works, and with which keys.
struct SigningPlace {
    QString tree;
    QString keys; ///< a folder; for what signs nothing, a root.json is enough
    QStringList offlineKeys; ///< further folders of keys
    QDateTime now; ///< the moment of signing, UTC: expiry dates count from here
};

/// A new release of one channel, whose objects lie in the tree already.
struct NewRelease {
    QString channel;
    Manifest files;
    Manifest webFiles; ///< what lies below w/ because of this channel
    ReleaseNotes notes;
};

/// A county's overlay as it lies in a tree.
struct OverlayState {
    QString name;
    Target target;
    Manifest manifest;
};

/// A served tree held by one publisher: keys read, folder locked, signatures checked, so that each
/// signing command is only its own change.
class TreeSession {
public:
    /// Fails where the keys do not suffice for `roles`, before any work is done. Makes the folder
    /// where `mayBeNew`.
    static Result<std::unique_ptr<TreeSession>> open(
        const SigningPlace &place, const QList<Role> &roles, bool mayBeNew = false);

    const TreeState &state() const { return m_state; }

    const PublishedTree &files() const { return m_files; }

    const TreeMetadata &metadata() const { return m_metadata; }

    const QString &directory() const { return m_place.tree; }

    const QDateTime &now() const { return m_place.now; }

    /// The present release of a channel; fails with a sentence where there is none.
    Result<Target> releaseOn(const QString &channel) const;

    /// The delegation to a county, where there is one.
    std::optional<Delegation> delegationOf(const QString &name) const;

    /// The overlays of all counties that the city believes.
    Result<QList<OverlayState>> overlays() const;

    /// Lets others publish from here on; what was read stays true of the files it names.
    void letGo() { m_lock.release(); }

    /// The files below w/ that one channel asks for.
    Result<Manifest> webFilesOf(const QString &channel) const;

    /// Lists the patches from a channel's last releases in a new manifest that is not a build's,
    /// instead of those it had.
    Result<Done> renewPatches(Manifest &manifest, const QString &channel) const;

    /// Writes manifests and the phone pages of all channels together, signs, and removes the pages
    /// that no channel has any more. Where two channels disagree about a page, stable's counts,
    /// else that of the first channel by name: one address can show only one page.
    Result<Done> publish(const QList<NewRelease> &releases) const;

    /// Signs the present releases again with these targets.
    Result<Done> signTargets(const QMap<QString, Target> &targets) const;

private:
    TreeSession(const SigningPlace &place, const PublisherKeys &keys);
    Result<std::optional<OverlayState>> overlayOf(
        const Delegation &delegation, const MetaFile &file) const;
    Result<Manifest> webFilesOfAll(const QList<NewRelease> &releases) const;

    SigningPlace m_place;
    FolderLock m_lock;
    PublishedTree m_files;
    TreeMetadata m_metadata;
    TreeState m_state;
};

/// What a county's overlay is called among the channels.
QString overlayChannel(const QString &name);

/// The paths of a manifest's files.
QStringList pathsOf(const Manifest &manifest);

} // namespace Hall
