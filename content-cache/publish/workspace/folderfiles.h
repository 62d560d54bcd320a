#pragma once

#include "publish/workspace/problem.h"

#include <QStringList>

namespace Hall {

/// Whether an office program keeps this file only while another one is open: `~$a`, `.~lock.a#`,
/// `.#a`.
bool isLockFile(const QString &name);

/// Names of the files in one folder of the workspace (relative to the workspace) that end in
/// `.suffix`; everything else there but `alsoThere` is a problem, for a file with a slip in its
/// name would otherwise be missing without a word.
QStringList folderFiles(const QString &workspace, const QString &folder, const QString &suffix,
    Problems &problems, const QStringList &alsoThere = {});

} // namespace Hall
