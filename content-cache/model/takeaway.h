#pragma once

#include "model/item.h"

#include <QString>

namespace Hall {

/// Longest text a plain-text code may carry so that it stays readable at kiosk size (60 Han
/// characters).
inline constexpr int kMaxTextCodeChars = 60;

/// Longest address a code may carry: 42 bytes keep version 3-M, 62 bytes version 4-M.
inline constexpr int kPreferredUrlBytes = 42;
inline constexpr int kMaxUrlBytes = 62;

/// The case's papers as plain text for a phone without network: what it is for and the case, then
/// one paper a line with its copies; papers that are not necessary say so. Empty when it would not
/// fit kMaxTextCodeChars: half a list is worse than none.
QString checklistText(const Item &item, const QString &caseId);

/// Why an address may not become a code (length, scheme, query), or empty when it may.
/// Plain http is accepted for loopback addresses only.
QString urlPayloadProblem(const QString &url);

} // namespace Hall
