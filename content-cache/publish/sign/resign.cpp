#include "publish/sign/resign.h"

namespace Hall {

QList<Role> TreeEnds::near(const QDateTime &now) const
{
    QList<Role> roles;
    if (root < now.addDays(kRootWarningDays)) {
        roles << Role::Root;
    }
    if (targets < now.addDays(kTargetsWarningDays)) {
        roles << Role::Targets;
    }
    return roles;
}

Result<TreeEnds> resignTree(const SigningPlace &place)
{
    const auto session = TreeSession::open(place, { Role::Snapshot, Role::Timestamp });
    if (!session) {
        return session.failure();
    }
    const TreeMetadata &metadata = session.value()->metadata();
    const Result<Done> done = metadata.resign(session.value()->state(), place.now);
    if (!done) {
        return done.failure();
    }
    const Result<TreeState> after = metadata.read();
    if (!after) {
        return after.failure();
    }
    const TreeState &state = after.value();
    return TreeEnds { state.root.expires, state.targets.expires, state.snapshot.expires,
        state.timestampExpires };
}

} // namespace Hall
