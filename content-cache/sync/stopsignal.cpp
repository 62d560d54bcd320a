#include "stopsignal.h"

#include <QSocketNotifier>
#include <csignal>
#include <sys/signalfd.h>

namespace Hall {

StopSignal::StopSignal()
{
    sigset_t signals_ {};
    sigemptyset(&signals_);
    sigaddset(&signals_, SIGTERM);
    sigaddset(&signals_, SIGINT);
    // Blocked before any thread exists, so that they arrive here only.
    sigprocmask(SIG_BLOCK, &signals_, nullptr);
    const int fd = signalfd(-1, &signals_, SFD_CLOEXEC | SFD_NONBLOCK);
    auto *notifier = new QSocketNotifier(fd, QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, [this, notifier] {
        notifier->setEnabled(false);
        emit asked();
    });
}

} // namespace Hall
