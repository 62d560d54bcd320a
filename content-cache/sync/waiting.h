#pragma once

#include "syncstatus.h"
#include "trust/releasetarget.h"

namespace Hall {

/// What a machine on hold tells its technician.
Waiting waitingFor(Hold why, const ReleaseTarget &release);

} // namespace Hall
