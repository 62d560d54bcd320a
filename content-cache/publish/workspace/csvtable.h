#pragma once

#include "publish/workspace/problem.h"

#include <QList>
#include <QStringList>
#include <optional>

namespace Hall {

/// One row of a table with the line it begins on.
struct CsvRow {
    int line = 0;
    QStringList cells {};
};

/// A table as spreadsheet programs save it (RFC 4180): a heading, then rows of as many cells.
struct CsvTable {
    QString file;
    CsvRow heading;
    QList<CsvRow> rows; ///< without empty ones
};

/// Parses RFC 4180 text with , between cells; rows that do not fit the heading, stray quotes and a
/// quote that is never closed are problems.
std::optional<CsvTable> parseCsv(const QString &text, const QString &file, Problems &problems);

} // namespace Hall
