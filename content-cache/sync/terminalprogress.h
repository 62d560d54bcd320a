#pragma once

#include "logline.h"
#include "syncstatus.h"

#include <cstdio>

namespace Hall {

/// `12.3 MB`, in powers of ten as disks are sold.
QString bytesText(qint64 bytes);

/// `[#####-----]  50 %  6.2 of 12.3 MB  1.1 MB/s  6 s left`.
QString progressLine(const SyncStatus &status);

/// Where the lines of a program end up.
enum class LogPlace { Terminal, Lines, Journal };

/// Tells a person at a terminal what sync does: a bar that is drawn over, or where there is no
/// terminal, plain lines; in the journal each with its urgency. A line that begins with `SECURITY`
/// is at alert.
class TerminalProgress {
public:
    TerminalProgress(std::FILE *out, LogPlace place);

    void update(const SyncStatus &status, bool milestone);

    /// One line of text; a bar gives way to it.
    void say(const QString &text, Urgency urgency = Urgency::Info);

private:
    void sayChanges(const SyncStatus &status);

    std::FILE *m_out;
    LogPlace m_place;
    bool m_barDrawn = false;
    SyncStatus m_told;
};

} // namespace Hall
