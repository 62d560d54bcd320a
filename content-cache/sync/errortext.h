#pragma once

#include "syncerror.h"

namespace Hall {

/// The failure as one Chinese sentence for a technician; what the system or a library said stays
/// in its own words.
QString chineseSentence(const SyncFailure &failure);

/// What to do about it, in Chinese and in English.
struct Advice {
    QString chinese;
    QString english;
};

Advice adviceOn(SyncError error);

/// Whether this failure means that somebody may be tampering: it is told at once and loudly. A
/// file that is not the signed one is none before its third time, see Updater.
bool isSecurityEvent(SyncError error);

} // namespace Hall
