#pragma once

#include "syncstatus.h"
#include "trust/releasetarget.h"

namespace Hall {

/// What a machine on hold tells its technician.
Waiting waitingFor(Hold why, const ReleaseTarget &release);

/// The same where all but the large files of a release are here, and those wait for their hours.
Waiting waitingForHours(const ReleaseTarget &release, const QDateTime &until);

} // namespace Hall
