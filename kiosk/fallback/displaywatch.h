#pragma once

namespace Hall {

/// From now until displayOpened() a platform that cannot start ends the program with code 3 and a
/// sentence that begins with the program's name; Qt would abort and leave a core.
void watchForDisplay(const char *program);
void displayOpened();

} // namespace Hall
