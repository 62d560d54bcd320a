#pragma once

#include <QByteArray>
#include <QString>

namespace Hall {

/// Number of the release format, kept in `PRAGMA user_version`. Raise it whenever an older kiosk
/// could not show a newer release; the kiosk refuses a number it does not know.
inline constexpr int kReleaseSchema = 1;

/// File name of the database inside a generation directory.
QString releaseDatabaseName();

/// The database of a county's overlay, below the generation directory.
QString overlayDatabaseName();

/// The statements that make an empty release. Tables are filled in a stable row order, so that the
/// database of the next release stays close to this one and its patch small.
QByteArray releaseSchemaSql();

/// A text with a blank between any two characters, so that FTS5 finds every substring of Han text
/// by a phrase query (a trigram index finds none shorter than three characters).
QString spacedCharacters(const QString &text);

} // namespace Hall
