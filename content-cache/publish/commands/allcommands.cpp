#include "publish/commands/command.h"

namespace Hall {

QList<Command> allCommands()
{
    QList<Command> all;
    for (const auto &commands : { workspaceCommands, findCommands, buildCommands, releasesCommands,
             withdrawCommands, verifyCommands, keysCommands, resignCommands, usbCommands,
             countyCommands, inboxCommands }) {
        all += commands();
    }
    return all;
}

} // namespace Hall
