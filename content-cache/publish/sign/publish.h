#pragma once

#include "publish/release/build.h"

#include <QDateTime>

namespace Hall {

/// Where and how a signed release is published.
struct PublishSettings {
    BuildSettings build; ///< release 0: one more than the last
    QString tree;
    QString keys;
    QString channel;
    QString cache; ///< of drawn form pages
    QDateTime now; ///< the moment of signing, UTC: expiry dates count from here
    bool force = false; ///< publish although nothing changed
};

enum class PublishOutcome { Published, Unchanged, Renewed };

/// What a publication did.
struct Publication {
    PublishOutcome outcome = PublishOutcome::Published;
    qint64 release = 0;
    qint64 files = 0;
    qint64 bytes = 0; ///< of the whole release
    qint64 items = 0;
    qint64 restored = 0; ///< damaged files below w/ put right although nothing changed
};

/// Builds, adds to the served tree and signs; unchanged content only has its signatures renewed
/// when they are about to expire.
Result<Publication> publishRelease(
    const Workspace &workspace, const PublishSettings &settings, Progress &progress);

} // namespace Hall
