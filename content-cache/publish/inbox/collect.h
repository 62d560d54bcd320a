#pragma once

#include "model/result.h"

#include <QStringList>

namespace Hall {

class Progress;

/// What to collect from where.
struct InboxSettings {
    QString drop; ///< the folder below which kiosks leave `<kiosk>/<kind>/<id>.sealed`
    QString keyFile; ///< secret keys, see makeInboxKeys()
    QString database;
    QString csv; ///< empty: none is written
    bool prune = false; ///< remove what was collected
};

/// What a run did.
struct InboxReport {
    qint64 found = 0; ///< files
    qint64 fresh = 0; ///< that told something new
    qint64 pruned = 0;
    qint64 csvRows = 0;
    QStringList faults; ///< a sentence for each file that was set aside or cannot be
};

/// Makes `inbox.key` with mode 0600 and `inbox.pub`, which every kiosk gets. Refuses a folder that
/// holds one of them.
Result<Done> makeInboxKeys(const QString &directory);

/// Decrypts what lies in the drop-box into the table, a batch at a time: a run that is cut off is
/// simply started again. Files that are damaged, foreign or sealed for another place are set aside.
Result<InboxReport> collectInbox(const InboxSettings &settings, Progress &progress);

} // namespace Hall
