#pragma once

#include "publish/commands/arguments.h"

namespace Hall {

/// One option of a command, as its help shows it and as its value is checked.
struct Option {
    const char *name;
    const char *value; ///< the word for its value in the help; nothing: a switch
    const char *help;
    const char *usual = ""; ///< the value where none is given
    /// What is wrong with a value, as the end of a sentence; empty: nothing.
    QString (*problem)(const QString &value) = nullptr;
    bool required = false;
    bool repeatable = false;
};

/// One command of hall-publish: what it is called, what it takes, and what it does.
struct Command {
    const char *name; ///< one or two words
    const char *operands; ///< as the help shows them
    int least; ///< operands
    int most; ///< operands; below 0: any number
    const char *summary;
    const char *needs; ///< what to write, for whoever gave the wrong number of operands
    QList<Option> options;
    Exit (*run)(const Arguments &arguments);
    /// What only the options together tell to be wrong; empty: nothing.
    QString (*problem)(const Arguments &arguments) = nullptr;
    const char *more = ""; ///< paragraphs below the help, each line whole
};

/// Every command of the program, in the order of the help.
QList<Command> allCommands();

/// The commands of each file here; allCommands() puts them together.
QList<Command> workspaceCommands();
QList<Command> findCommands();
QList<Command> buildCommands();
QList<Command> verifyCommands();
QList<Command> keysCommands();
QList<Command> resignCommands();
QList<Command> releasesCommands();
QList<Command> withdrawCommands();
QList<Command> usbCommands();
QList<Command> countyCommands();
QList<Command> inboxCommands();

} // namespace Hall
