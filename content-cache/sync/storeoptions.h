#pragma once

#include "model/result.h"

#include <QString>

class QCommandLineParser;

namespace Hall {

/// The part of hall-sync's command line that is about this machine, its disk and its watchers.
struct StoreOptions {
    QString kioskId; ///< empty: /etc/machine-id
    QString appVersion; ///< empty: that of hall-sync
    qint64 schema = 1;
    qint64 quota = 0; ///< bytes the cache may take; 0: what the disk gives
    qint64 reserve = -1; ///< bytes left free on the disk; -1: 5 %, at least 1 GiB
    QString factory; ///< directory of the factory content
    QString control; ///< path of the control socket
    QString metrics; ///< path of the Prometheus textfile
};

void addStoreOptions(QCommandLineParser &parser);

Result<StoreOptions> readStoreOptions(const QCommandLineParser &parser);

/// `1500000`, `20M`, `4G`: bytes in powers of ten; -1 for anything else.
qint64 bytesFrom(const QString &text);

} // namespace Hall
