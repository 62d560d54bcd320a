#pragma once

#include "kiosk/options.h"

class QQuickWindow;

namespace Hall {

class Kiosk;

/// Reads main's arguments; prints --help, or what is wrong with them, and gives the exit code
/// instead of the options.
Result<Options, int> readCommandLine(int argc, char *argv[]);

/// Opens the window as the options want it, and logs once how long after the start of the process
/// its first picture with content stood on the screen. From then on the service manager is told.
void openWindow(QQuickWindow *window, const Options &options, Kiosk &kiosk);

} // namespace Hall
