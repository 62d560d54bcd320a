#pragma once

#include <optional>

namespace Hall {

/// Asks the time service of the system (systemd-timedated, property NTPSynchronized of
/// org.freedesktop.timedate1) whether anything keeps the clock right, for a program whose sandbox
/// forbids asking the kernel. Waits a second at the most; nothing where no service answers.
std::optional<bool> askTimeService();

} // namespace Hall
