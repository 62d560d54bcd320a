#pragma once

#include "syncerror.h"

namespace Hall {

/// Whether the screen will be able to open this database: it opens read-only and immutable, `PRAGMA
/// quick_check` finds nothing, and `PRAGMA user_version` is the schema the manifest promised.
Synced<Done> smokeCheck(const QString &database, qint64 schema);

} // namespace Hall
