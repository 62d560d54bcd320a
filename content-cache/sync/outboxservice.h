#pragma once

#include "outboxuploader.h"

#include <QThread>

namespace Hall {

/// The thread of the OutboxUploader, seen from the main thread.
class OutboxService : public QObject {
    Q_OBJECT

public:
    OutboxService(OutboxSettings settings, Clock clock);
    ~OutboxService() override;

    /// Signals have to be blocked before, see StopSignal: a new thread takes over what is blocked.
    void start();

    /// Ends at once what is under way and waits for the thread.
    void stop();

signals:
    void changed(const Hall::OutboxFigures &figures);
    void warned(const QString &text);
    void atRest();

private:
    QThread m_thread;
    OutboxUploader *m_uploader; ///< deleted in its thread
};

} // namespace Hall
