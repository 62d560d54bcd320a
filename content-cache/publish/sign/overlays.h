#pragma once

#include "publish/release/assemble.h"
#include "publish/sign/treesession.h"
#include "publish/workspace/workspace.h"

namespace Hall {

/// How long a county's signature counts; longer than that nobody looked at its content.
inline constexpr int kOverlayDays = 180;

/// Has the city believe a county's key for its own overlay, and for nothing else (TUF 1.0 §4.5).
/// A second call with another key replaces the first one.
Result<Done> delegateTo(
    const SigningPlace &place, const QString &name, const QString &publicKeyFile);

/// Takes the county's word back: its overlay leaves the kiosks with their next update.
Result<Done> revokeDelegation(const SigningPlace &place, const QString &name);

/// What the county hands to the city.
struct OverlayBundle {
    qint64 version = 0; ///< counts up with every bundle, never back
    qint64 halls = 0;
    qint64 offices = 0;
    qint64 hotlines = 0;
    qint64 notices = 0;
    QDateTime expires;
};

/// Makes and signs a county's overlay from its checked workspace into the folder `bundle`, which
/// holds nothing else afterwards. The number of the last one is kept in the key folder; `version`
/// is for whoever lost it, 0 otherwise.
Result<OverlayBundle> buildOverlay(const Workspace &workspace, const BuildSettings &settings,
    const QString &name, const QString &keys, const QString &bundle, qint64 version,
    const QDateTime &now);

/// Checks a county's bundle against the city's delegation and puts it into the tree byte for byte,
/// signing only snapshot and timestamp. Fails for a bundle that is older than what the tree has,
/// has ended, is signed by others or brings more than halls, offices, hotlines and notices.
Result<OverlayBundle> acceptOverlay(
    const SigningPlace &place, const QString &bundle, const QString &name);

} // namespace Hall
