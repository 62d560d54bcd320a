#pragma once

#include "model/result.h"

#include <QDateTime>
#include <QList>

namespace Hall {

/// A file of a served tree that is not what the publisher signed.
struct TreeFault {
    QString file; ///< relative to the tree
    QString what;
};

/// What looking through a whole tree came to.
struct TreeReport {
    qint64 files = 0; ///< looked at
    QList<TreeFault> faults; ///< by file
};

/// Checks every file below meta/, t/, o/, p/, u/ and w/ against the lists that the keys of `root`
/// signed; fails only where there is no such tree or root.
Result<TreeReport> verifyTree(const QString &tree, const QString &rootFile, const QDateTime &now);

} // namespace Hall
