#pragma once

#include "publish/sign/treesession.h"

namespace Hall {

/// A targets file of the tree, that was the newest one once.
struct SignedTargets {
    Targets targets;
    QDateTime written;
};

/// The targets files that the present keys signed, newest first.
QList<SignedTargets> targetsFilesOf(const TreeSession &session);

/// A release that a tree still names in one of its signed files.
struct PastRelease {
    QString channel;
    qint64 release = 0;
    Targets targets; ///< the newest file that names it
    QDateTime since; ///< when it was first published, by the files' times
    ReleaseNotes notes; ///< as they stand in `targets`
    bool present = false;
    bool whole = false; ///< every object is there, by name

    Target target() const { return targets.targets.value(ServedTree::manifestTarget(channel)); }
};

/// Every release that targets files signed by the present keys name, by channel, newest first.
/// What only revoked keys signed counts no longer: whoever stole such a key could have made it.
QList<PastRelease> releasesOf(const TreeSession &session);

/// The present release is given to this share of the screens, with the same salt: whoever has it
/// keeps it. Gives back the share before.
Result<qint64> changeRollout(const SigningPlace &place, const QString &channel, int percent);

/// What a return to earlier content did.
struct Rollback {
    qint64 release = 0; ///< the new number
    qint64 contentOf = 0; ///< the release whose content it has
    QStringList withdrawn; ///< ids that stay out although that release had them
};

/// Publishes release N+1 with the content of an earlier release, `to` or the one before the present
/// content where it is 0. What was withdrawn since stays withdrawn.
Result<Rollback> rollBack(const SigningPlace &place, const QString &channel, qint64 to);

/// What pruning removed.
struct Pruned {
    qint64 files = 0;
    qint64 bytes = 0;
};

/// Removes manifests, objects, patches and signed files that only serve releases older than the
/// last `keep` of each channel. What was present during the last `grace` hours stays: a kiosk may
/// be in the middle of fetching it. Roots stay for ever.
Result<Pruned> pruneTree(const SigningPlace &place, int keep, int graceHours);

} // namespace Hall
