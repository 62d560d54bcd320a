#pragma once

#include "store/contentstore.h"

#include <QDateTime>
#include <QList>
#include <QSizeF>
#include <QString>
#include <QStringList>

namespace Hall {

/// The panel and the farthest reader: everything the size of lobby type follows from.
struct LobbyGeometry {
    QSizeF panelMm { 1218, 685 };
    double readingDistanceMm = 5000;
};

/// Smallest em in millimetres that the farthest reader can read: 24.2 minutes of arc, the critical
/// print size for Chinese reading at full speed. On a panel too small for that distance it is what
/// leaves 5 rows of 12 characters: a table of one row a page is read by nobody.
double lobbyEmMm(const LobbyGeometry &geometry);

/// Rows and characters of one page at that type: rows 1.6 em high between a header and a footer of
/// 1.7 em, at most 10, on an upright panel at most 16; margins of 1.3 em on both sides. Rows that
/// do not fit make more pages, never smaller type.
struct LobbyCapacity {
    int rows = 1; ///< rows of one page
    int lines = 1; ///< lines that fit the height; more than `rows` on a tall panel
    int charsPerLine = 8;
};

LobbyCapacity lobbyCapacity(const LobbyGeometry &geometry);

/// Seconds a page stays: 2 s, plus a third of a second a character, plus 0.3 s a row, between 8 and
/// 25 s.
double lobbyDwellSeconds(int characters, int rows);

/// Whether the page can be read as prose in the longest dwell; a notice that cannot is split.
/// Tables are looked up, not read, and may fill the page.
bool lobbyReadable(int characters, int rows);

/// What a lobby page shows.
enum class LobbyPageKind { Fees, Hotlines, Hours, Notice };

/// One line of a lobby page: left text, right text (amount, number, time); long left texts take
/// more lines.
struct LobbyRow {
    QString text;
    QString value;
    int lines = 1; ///< of text and value together where the value stands below
    bool heading = false;
    bool stacked = false; ///< the value is too wide to stand beside its text
};

/// One full-screen page of the rolling display.
struct LobbyPage {
    LobbyPageKind kind = LobbyPageKind::Fees;
    QString title;
    QList<LobbyRow> rows;
    bool urgent = false;
    double scale
        = 1; ///< type of the rows against the smallest readable em; a short page is set larger
    double dwellSeconds = 8;
};

/// The row with its lines counted, `charsPerLine` Han characters wide. A line keeps one character
/// in reserve, since punctuation may not begin a line.
LobbyRow lobbyRow(const LobbyRow &row, double charsPerLine);

/// What a roll shows; a hall with several screens gives each its part.
struct LobbyChoice {
    bool fees = true;
    bool hotlines = true;
    bool hours = true;
    bool notices = true; ///< urgent ones are shown whatever is chosen
};

/// All pages of the roll for a hall at a moment: urgent notices first, then fees by group,
/// hotlines, hall hours, other notices; never empty (an empty release gives the bureau's name and
/// main number).
QList<LobbyPage> lobbyPages(const ContentStore &store, const QString &hall, const QDateTime &now,
    const LobbyGeometry &geometry, const LobbyChoice &choice = {});

/// Length of one round in seconds; above 90 the designer of a hall should split by screen.
double lobbyRoundSeconds(const QList<LobbyPage> &pages);

} // namespace Hall
