#pragma once

#include "publish/inbox/inboxtable.h"

namespace Hall {

/// A cell as RFC 4180 wants it. Text that a spreadsheet program would take for a formula gets an
/// apostrophe in front; numbers stay numbers.
QByteArray csvCell(const QString &text);

/// Writes the table's fields as CSV that WPS and Excel open right by a double click: UTF-8 with a
/// byte order mark, CRLF, times of this machine's zone. Gives back the number of rows.
Result<qint64> writeCsv(const InboxTable &table, const QString &file);

} // namespace Hall
