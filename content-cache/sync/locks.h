#pragma once

#include "durablefile.h"

#include <optional>

namespace Hall {

/// Makes this process the only writer of a cache for as long as the value lives (flock).
Synced<FileDescriptor> takeCacheLock(const QString &path);

/// Creates the lease file of a generation; screens open it for reading and hold a shared flock.
Synced<Done> createLease(const QString &path);

/// An exclusive lock on a lease that nobody holds, or nothing while somebody shows the generation.
/// The kernel frees the lease of a screen that crashed.
std::optional<FileDescriptor> takeFreeLease(const QString &path);

} // namespace Hall
