#pragma once

#include "httptransport.h"
#include "locks.h"
#include "options.h"
#include "outboxservice.h"
#include "stopsignal.h"
#include "terminalprogress.h"
#include "updater.h"

#include <QElapsedTimer>

namespace Hall {

/// hall-sync without its main(): the parts of one process put together.
class SyncProgram {
public:
    /// `builtAt` is the clock's lower bound until something signed was seen.
    SyncProgram(Options options, const QDateTime &builtAt);

    /// Takes the cache for this process and puts it in order.
    Synced<Done> prepare();

    /// Runs once or until a signal asks to stop; returns the exit code.
    int run();

private:
    static HttpSettings httpSettings(const Options &options);
    int runOnce();
    int runOn();
    Synced<Done> prepareOutbox(const CacheTree &cache);
    void deliverOnce(const StopSignal &stop);

    Options m_options;
    QDateTime m_builtAt;
    QElapsedTimer m_steady;
    FileDescriptor m_lock;
    StatusBoard m_board;
    TerminalProgress m_terminal;
    std::optional<StatusFile> m_statusFile;
    HttpTransport m_transport;
    std::optional<Updater> m_updater;
    std::optional<OutboxService> m_outbox;
};

} // namespace Hall
