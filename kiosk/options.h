#pragma once

#include "kiosk/lobbyplan.h"
#include "model/result.h"

#include <QSize>
#include <QSizeF>
#include <QString>
#include <QStringList>

namespace Hall {

/// What a screen is there for.
enum class Role { Touch, Lobby };

/// The command line of hall-kiosk.
struct Options {
    QString content; ///< cache, generation or unsigned build; may be empty
    QString factory; ///< content of the package, shown where nothing else can be
    Role role = Role::Touch;
    QString hall; ///< id of the hall the screen stands in; empty: the release's first
    QString outbox; ///< folder for what the screen tells the bureau; empty: it tells nothing
    QString kioskId; ///< the name it signs with
    bool windowed = false;
    bool portrait = false;
    QSize size; ///< window size in px; invalid: the screen's, or 1920×1080 windowed
    QSizeF panelMm; ///< visible area in mm; empty: asked of the screen
    double bottomEdgeMm = 0; ///< height of the panel's lower edge above the floor; 0: not known
    double readingDistanceMm = 5000; ///< farthest reader of a lobby screen
    LobbyChoice lobby; ///< what a lobby screen rolls
    bool selfTest = false;
    bool withoutContent = false; ///< --self-test may pass where there is nothing to show
    QString shots; ///< folder for the pictures of --self-test and --tour
    QString tour; ///< file with a scripted walk
    QString runDir; ///< folder for status.json; empty: nobody is told
    QString fallbackFile; ///< kept for the fallback page; empty: none is
    QString requests; ///< folder for requests of the technician's page; empty: it asks for nothing
    QString report; ///< what the machine answers them with
    QString syncStatus; ///< the status file of hall-sync
    QString pinFile; ///< hash of the technician's PIN; empty or without one: no such page
    bool hashPin = false;
    QString powerFile; ///< where hall-screen says whether the screen is wanted on
    QString now; ///< ISO date and time the screens believe in; empty: the machine's clock

    /// The window's size with the orientation applied; invalid where the screen decides.
    QSize windowSize() const;
};

/// Reads the arguments without the program's name; needs no application object and no display. A
/// Failure is a usage error (exit code 2), or the text of --help where its `where` is "help".
Result<Options> parseOptions(const QStringList &arguments);

/// The text of --help.
QString optionsHelp();

} // namespace Hall
