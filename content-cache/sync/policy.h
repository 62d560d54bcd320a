#pragma once

#include "syncerror.h"
#include "trust/releasetarget.h"

#include <optional>

namespace Hall {

/// What one machine brings to the question whether a release is for it.
struct Machine {
    QString id; ///< see kioskIdentity(); empty: not known
    QString appVersion; ///< of the programs that will show the release, `0.1.0`
    qint64 schema = 1; ///< the highest database schema the screen reads
};

/// The name that decides a machine's place in a roll-out: the one its technician gave it, else the
/// content of /etc/machine-id. The given one comes first because machines that were cloned from
/// one image share a machine-id and would all be asked at the same percentage.
QString kioskIdentity(const QString &given, const QByteArray &machineIdFile);

/// A machine's place from 0 to 9999 in the roll-out with this salt: the first four bytes of
/// SHA-256(salt ‖ id), big-endian, modulo 10000. A machine without an id comes last.
int rolloutPlace(const QString &salt, const QString &machineId);

/// Why a release that could be installed is not, for the time being.
enum class Hold { Pinned, Rollout, NotBefore };

/// `pinned`, `rollout` or `not-before`, as status.json writes it.
QString holdWord(Hold hold);

/// Whether a release that is meant for this machine has to wait, judged at `now`, the effective
/// time. A machine that shows no release (`nothingShown`) waits for no roll-out: a share of the
/// machines is spared a risk, and this one has nothing to lose.
std::optional<Hold> holdOf(
    const ReleaseTarget &release, const Machine &machine, const QDateTime &now, bool nothingShown);

/// Whether the release takes down something that was not taken down in what is shown, whose ids are
/// `before`. What must not be shown any more waits for no roll-out, also on a machine that missed
/// the release that took it down.
bool takesDownMore(const ReleaseTarget &release, const QStringList &before);

/// Whether this machine's programs can show the release: its schema and the least program version,
/// by the numbers between the dots. A version that cannot be read is refused.
Synced<Done> checkProgram(
    const ReleaseTarget &release, const Machine &machine, const QString &channel);

/// An intended return to old content has a higher number; a lower one than was ever installed here
/// is somebody's replay.
Synced<Done> checkNotOlder(
    const ReleaseTarget &release, qint64 highestInstalled, const QString &channel);

} // namespace Hall
