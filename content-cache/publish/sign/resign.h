#pragma once

#include "publish/sign/treesession.h"

namespace Hall {

/// Signed files that end sooner than this are named in warnings: whoever holds the offline keys
/// needs time to come.
inline constexpr int kRootWarningDays = 60;
inline constexpr int kTargetsWarningDays = 30;

/// When the signatures of a tree end.
struct TreeEnds {
    QDateTime root;
    QDateTime targets;
    QDateTime snapshot;
    QDateTime timestamp;

    /// Roles whose end needs the offline keys soon, at this moment.
    QList<Role> near(const QDateTime &now) const;
};

/// The daily signature: a new timestamp, so that kiosks see that nothing holds the tree back, and
/// what resign() of TreeMetadata finds due. Needs only the snapshot and timestamp keys, and may be
/// repeated at any time.
Result<TreeEnds> resignTree(const SigningPlace &place);

} // namespace Hall
