#pragma once

#include "scrub.h"
#include "syncerror.h"

#include <QObject>
#include <QTimer>
#include <functional>

namespace Hall {

/// Runs the scrub slowly between update cycles, and rests for some hours after each pass.
class Scrubber : public QObject {
    Q_OBJECT

public:
    /// `mayWork` says whether no cycle is under way.
    Scrubber(const CacheTree &cache, std::function<bool()> mayWork);

    void start();

    void stop();

signals:
    /// These are no longer what was signed; what can be is set aside.
    void found(const Scrub::Finds &finds);
    /// Everything has been read once.
    void passEnded();
    /// The cache cannot be read or written.
    void failed(const SyncFailure &failure);

private:
    void work();

    CacheTree m_cache;
    std::function<bool()> m_mayWork;
    Scrub m_scrub;
    QTimer m_timer;
    qint64 m_rate = 0; ///< bytes a second, for this pass
};

} // namespace Hall
