#pragma once

#include <QString>

namespace Hall {

/// How urgent a line is; the numbers are those of syslog (RFC 5424 §6.2.1).
enum class Urgency { Alert = 1, Error = 3, Warning = 4, Notice = 5, Info = 6 };

/// Whether this descriptor leads straight into the journal, by what systemd says in JOURNAL_STREAM
/// (`device:inode`, systemd.exec(5)).
bool leadsToJournal(int descriptor, const QByteArray &journalStream);

/// One line for the journal: `<4>text`, as sd-daemon(3) has it. Line breaks in the text would
/// begin a line of another urgency and become blanks.
QByteArray journalLine(Urgency urgency, const QString &text);

} // namespace Hall
