#pragma once

#include "dropbox.h"
#include "outboxintake.h"

#include <QFileSystemWatcher>
#include <atomic>
#include <functional>

namespace Hall {

/// Where messages come from, where they wait and where they go.
struct OutboxSettings {
    QString directory; ///< the screen writes `<kind>/<id>.json` below it
    QString queue; ///< sealed messages wait here
    QString kiosk;
    SealKey key;
    DropboxSettings dropbox;
    QDateTime builtAt; ///< of the program: no honest clock is below
    OutboxLimits limits;
};

/// Brings the screen's messages to the drop-box, in their order, one at a time. Lives in a thread
/// of its own, so that neither it nor a content update ever waits for the other. After a failure it
/// waits as long as the poller does; each new message is sealed at once nevertheless.
class OutboxUploader : public QObject {
    Q_OBJECT

public:
    /// How long to wait after so many failures in a row.
    using Pause = std::function<std::chrono::milliseconds(int failures)>;

    OutboxUploader(OutboxSettings settings, Clock clock, Pause pause);

    /// Begins; to be called in the thread it lives in.
    void start();

    /// Ends at once what is under way, for good.
    void stop();

    /// From any thread: a run through the files under way ends after the present one.
    void askToStop() { m_stopping = true; }

signals:
    void changed(const Hall::OutboxFigures &figures);
    /// A sentence for the log.
    void warned(const QString &text);
    /// Nothing is left to be sent, or it cannot be sent now.
    void atRest();

private:
    bool prepare();
    void noteLost(qint64 messages, const QString &why);
    void look();
    void watch();
    void sendNext();
    void ended(const std::optional<SyncFailure> &failure);
    void fail(const SyncFailure &failure);
    bool note(const Synced<Done> &step);
    void tell();

    OutboxSettings m_settings;
    Clock m_clock;
    Pause m_pause;
    OutboxQueue m_queue;
    OutboxIntake m_intake;
    Dropbox m_dropbox;
    QFileSystemWatcher m_watcher;
    QTimer m_slowLook;
    QTimer m_settle;
    QTimer m_retry;
    OutboxFigures m_figures;
    SealedFile m_sending;
    bool m_busy = false;
    bool m_prepared = false;
    bool m_intakeTold = false; ///< that something in the outbox cannot be taken
    int m_failures = 0;
    std::atomic<bool> m_stopping = false;
};

} // namespace Hall
