#pragma once

#include "model/result.h"
#include "publish/commands/arguments.h"
#include "publish/sign/treesession.h"
#include "publish/workspace/workspace.h"

namespace Hall {

/// Loads and checks; problems go to standard error. Nothing where there are errors.
std::optional<Workspace> loadChecked(const Arguments &arguments, const QString &directory);

/// Where and with which keys a signing command works: --repo, --keys, --offline-keys, now.
SigningPlace placeOf(const Arguments &arguments);

/// Prints a failure and gives the exit code of a faulty environment.
Exit complain(const Failure &failure);

} // namespace Hall
