#pragma once

#include "model/result.h"
#include "publish/commands/arguments.h"
#include "publish/workspace/workspace.h"

namespace Hall {

/// `check`: prints every problem of a workspace and what is not confirmed yet.
Exit runCheck(const Arguments &arguments);

/// `build`: checks, then makes a plain build or a signed release.
Exit runBuild(const Arguments &arguments);

/// `verify`: checks a served tree against its signatures and names every wrong file.
Exit runVerify(const Arguments &arguments);

/// `find`: prints what a citizen would get for a query, best first: id, title, reason, by tabs.
Exit runFind(const Arguments &arguments);

/// `readings`: prints how words are read, so that editors see where polyphones.csv needs a row.
Exit runReadings(const Arguments &arguments);

/// `keys init`: makes the role keys and the first root.
Exit runKeys(const Arguments &arguments);

/// Loads and checks; problems go to standard error. Nothing where there are errors.
std::optional<Workspace> loadChecked(const Arguments &arguments, const QString &directory);

/// Prints a failure and gives the exit code of a faulty environment.
Exit complain(const Failure &failure);

} // namespace Hall
