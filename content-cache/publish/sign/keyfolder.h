#pragma once

#include "model/result.h"
#include "trust/keys.h"

#include <QDateTime>

namespace Hall {

/// How long the roles' metadata counts; the root and targets keys are kept offline, the other two
/// sign daily.
inline constexpr int kRootDays = 365;
inline constexpr int kTargetsDays = 180;
inline constexpr int kSnapshotDays = 14;
inline constexpr int kTimestampDays = 7;

/// The keys a publication needs, and the root that kiosks ship.
struct PublisherKeys {
    QByteArray root; ///< root.json as it was signed
    SigningKey targets;
    SigningKey snapshot;
    SigningKey timestamp;
};

/// Makes root-1…3 (2 of 3 must sign), targets, snapshot and timestamp keys with mode 0600 and the
/// signed root.json. Refuses a folder that holds any of them already.
Result<Done> makeKeyFolder(const QString &directory, const QDateTime &now);

/// Reads what makeKeyFolder() made; the root keys may have been taken offline.
Result<PublisherKeys> readKeyFolder(const QString &directory);

} // namespace Hall
