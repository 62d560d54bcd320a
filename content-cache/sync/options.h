#pragma once

#include "outboxoptions.h"
#include "storeoptions.h"
#include "wireoptions.h"

#include <QStringList>
#include <chrono>

namespace Hall {

/// What hall-sync was told on its command line.
struct Options {
    QUrl url;
    QString cache;
    QString rootFile;
    QString runDirectory; ///< where status.json is written
    QString channel;
    QString overlay; ///< the county whose overlay is laid over the release; empty: none
    std::optional<OutboxOptions> outbox; ///< nothing: the screen's messages stay where they are
    bool once = false;
    std::chrono::milliseconds poll = std::chrono::seconds(15);
    StoreOptions store;
    WireOptions wire;
};

/// Reads the command line; a failure is a mistake of its writer. Ends the program for --help and
/// --version.
Result<Options> parseOptions(const QStringList &arguments);

} // namespace Hall
