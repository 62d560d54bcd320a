#pragma once

#include "tufclient.h"

namespace Hall {

/// Reads the command line of `hall-sync tuf`; a failure is a mistake of its writer. Ends the
/// program for --help.
Result<TufRequest> parseTufOptions(const QStringList &arguments);

} // namespace Hall
