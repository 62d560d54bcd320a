#pragma once

#include "control.h"
#include "filetransport.h"
#include "metrics.h"
#include "poller.h"
#include "scrubber.h"
#include "service/servicenotice.h"

namespace Hall {

/// What a running hall-sync is made of beside its updates: the poller that drives them, the scrub,
/// the orders of technicians, and the watchdog.
class Daemon : public QObject {
    Q_OBJECT

public:
    struct Parts {
        CacheTree cache;
        Updater &updater;
        StatusBoard &board;
        Poller::Parts poller;
        ServiceNotice &notice;
        Clock clock;
        std::function<void(const QString &warning)> warn;
        int stickGraceDays = 30; ///< see FileTransport
    };

    Daemon(Parts parts, std::chrono::milliseconds poll);
    ~Daemon() override;
    Q_DISABLE_COPY_MOVE(Daemon)

    /// Opens the control socket.
    Result<Done> listen(const QString &path) { return m_control.listen(path); }

    void start(std::chrono::milliseconds pause);
    void stop();

    /// What to tell of the state of the work; mere progress at most twice a second.
    void update(const SyncStatus &status, bool milestone);

signals:
    void stopped();

private:
    OrderReply obey(const OrderRequest &request);
    OrderReply hold(const OrderRequest &request);
    OrderReply readStick(const QString &directory);
    OrderReply breakOff();
    void cycleEnded(const Synced<UpdateResult> &result);
    void takeFinds(const Scrub::Finds &finds);
    void pulse();

    Parts m_parts;
    Poller m_poller;
    Scrubber m_scrubber;
    ControlServer m_control;
    std::optional<FileTransport> m_stick;
    QTimer m_pulse;
    QElapsedTimer m_sinceTold;
};

} // namespace Hall
