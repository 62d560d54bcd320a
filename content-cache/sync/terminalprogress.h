#pragma once

#include "syncstatus.h"

#include <cstdio>

namespace Hall {

/// `12.3 MB`, in powers of ten as disks are sold.
QString bytesText(qint64 bytes);

/// `[#####-----]  50 %  6.2 of 12.3 MB  1.1 MB/s  6 s left`.
QString progressLine(const SyncStatus &status);

/// Tells a person at a terminal what sync does: a bar that is drawn over, or where there is no
/// terminal, plain lines.
class TerminalProgress {
public:
    TerminalProgress(std::FILE *out, bool terminal);

    void update(const SyncStatus &status, bool milestone);

    /// One line of text; a bar gives way to it.
    void say(const QString &text);

private:
    std::FILE *m_out;
    bool m_terminal;
    bool m_barDrawn = false;
    SyncStatus m_told;
};

} // namespace Hall
