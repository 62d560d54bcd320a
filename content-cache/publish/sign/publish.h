#pragma once

#include "publish/release/build.h"
#include "publish/sign/treesession.h"

namespace Hall {

/// Where and how a signed release is published.
struct PublishSettings {
    BuildSettings build; ///< release 0: one more than the last
    SigningPlace place;
    QString channel;
    QString cache; ///< of drawn form pages
    bool force = false; ///< publish although nothing changed
    qint64 rolloutPercent = 100; ///< share of the kiosks that take the release at first
    QDateTime notBefore; ///< invalid: at once
    QString minApp; ///< least program version; empty: any
};

enum class PublishOutcome { Published, Unchanged, Renewed };

/// What a publication did.
struct Publication {
    PublishOutcome outcome = PublishOutcome::Published;
    qint64 release = 0;
    qint64 files = 0;
    qint64 bytes = 0; ///< of the whole release
    qint64 items = 0;
    QStringList withdrawn; ///< ids left out because they were withdrawn
    qint64 restored = 0; ///< damaged files below w/ put right although nothing changed
};

/// Builds, adds to the served tree and signs; unchanged content only has its signatures renewed
/// when they are about to expire.
Result<Publication> publishRelease(
    const Workspace &workspace, const PublishSettings &settings, Progress &progress);

} // namespace Hall
