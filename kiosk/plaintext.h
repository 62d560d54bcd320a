#pragma once

#include <QString>

namespace Hall {

/// What a clerk wrote, as a screen shows it: the dash that begins a point of a list becomes a
/// bullet, and no line is empty.
QString plainText(const QString &written);

} // namespace Hall
