#pragma once

#include "publish/commands/command.h"

namespace Hall {

/// All commands with a line each; `group` narrows it to those that begin with this word.
QString overview(const QList<Command> &commands, const QString &group = {});

/// What one command does and takes.
QString helpOf(const Command &command);

} // namespace Hall
