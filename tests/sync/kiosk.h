#pragma once

#include "repositorybuilder.h"
#include "scriptedtransport.h"
#include "sync/updater.h"

#include <QTemporaryDir>
#include <memory>

namespace Hall::Test {

/// One machine with its cache, one publisher, and the line between them.
class Kiosk {
public:
    Kiosk();

    /// Lets the program start anew and run one cycle.
    Synced<UpdateResult> sync();
    /// One more cycle of the program that runs.
    Synced<UpdateResult> poll(Retry retry = Retry::Now);
    /// The error of a cycle that must fail, as its word; `fine` when it does not.
    QString refusal();

    /// What the screen would find below `current`.
    Files shown() const;
    qint64 shownRelease() const;
    /// Everything in the directory but `leases`, to compare before and after.
    QStringList entries(const QString &directory) const;

    QTemporaryDir directory;
    CacheTree cache;
    RepositoryBuilder publisher;
    ScriptedTransport server;
    StatusBoard board;
    ClockReading clock;
    QString overlay; ///< the county whose overlay this machine shows
    UpdaterSettings settings; ///< of the next start
    DiskSpace space { qint64(100) << 30, qint64(200) << 30 };

    Updater &updater() { return *m_updater; }

private:
    std::unique_ptr<Updater> m_updater;
};

/// A release of the usual form: a database with this text and two pictures.
Files releaseWith(const QString &text);

} // namespace Hall::Test
