#pragma once

#include "bundletransport.h"
#include "daemon.h"
#include "filetransport.h"
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
    HttpSettings settingsOfTheWire();
    int runOnce();
    int runOn();
    Synced<Done> prepareOutbox(const CacheTree &cache);
    void deliverOnce(const StopSignal &stop);
    UpdaterSettings updaterSettings() const;
    Synced<Done> openStatus(const CacheTree &cache, const KioskInfo &kiosk);
    MetricFigures figures() const;

    Options m_options;
    QDateTime m_builtAt;
    QElapsedTimer m_steady;
    FileDescriptor m_lock;
    CacheTree m_cache;
    QDateTime m_startedAt;
    StatusBoard m_board;
    TerminalProgress m_terminal;
    ServiceNotice m_notice;
    std::optional<StatusFile> m_statusFile;
    std::optional<MetricsFile> m_metrics;
    HttpTransport m_transport;
    std::optional<BundleTransport> m_bundles; ///< before m_transport
    HttpTransport m_aside; ///< asks for news while m_transport is at work
    std::optional<FileTransport> m_stick; ///< instead of m_transport
    std::optional<Updater> m_updater;
    std::optional<Daemon> m_daemon;
    std::optional<OutboxService> m_outbox;
};

} // namespace Hall
