#pragma once

#include <functional>

namespace Hall {

/// Long work in one piece (hashing a film, linking ten thousand files, checking a database) tells
/// here that it moves on, so that a watchdog does not take it for a hang. One listener a program.
void workMovesOn();

void listenToWork(std::function<void()> listener);

} // namespace Hall
