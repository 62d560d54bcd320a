#pragma once

#include <QByteArray>

namespace Hall::Test {

/// The value of the first field called `name` in the head of a request; empty where there is none.
/// Names of fields have no case (RFC 9110, section 5.1): Qt 6.4 writes them with capitals, Qt 6.8
/// without.
QByteArray headerOf(const QByteArray &head, const QByteArray &name);

} // namespace Hall::Test
