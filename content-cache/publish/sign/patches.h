#pragma once

#include "publish/release/progress.h"
#include "publish/sign/publishedtree.h"

namespace Hall {

inline constexpr int kPatchedFrom = 2; ///< releases that patches are made from, see addTo()

/// The patches of a served tree: the way from what kiosks hold to what is published now, for those
/// files where it is much shorter than the file.
class Patches {
public:
    Patches(const QString &directory, const PublishedTree &tree);

    /// Makes patches for the changed files of a new release and lists them in its manifest.
    /// `earlier` are the releases before, newest first: most kiosks hold the last one, and two
    /// corrections within a minute leave some with the one before that. Whoever was off for longer
    /// fetches whole files: each further patch would cost all the others a line in the manifest.
    Result<Done> addTo(
        Manifest &manifest, const QList<Manifest> &earlier, Progress &progress) const;

    /// Removes patches that none of these manifests lists and that are older than any signature a
    /// kiosk may still go by. One that is missed nevertheless is no fault: the kiosk then fetches
    /// the file.
    void dropOld(const QList<Manifest> &named, const QDateTime &now) const;

private:
    Result<Done> add(ManifestFile &file, const ManifestFile &from) const;
    std::optional<QByteArray> present(
        const QString &name, const QByteArray &from, const ManifestFile &to) const;

    QString m_directory;
    const PublishedTree &m_tree;
};

} // namespace Hall
