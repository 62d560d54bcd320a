#include "kiosk/startup.h"

#include "kiosk/kiosk.h"
#include "kiosk/servicereport.h"

#include <QFile>
#include <QLoggingCategory>
#include <QQuickWindow>
#include <QScreen>
#include <QTextStream>
#include <ctime>
#include <memory>
#include <unistd.h>

namespace Hall {

namespace {

    Q_LOGGING_CATEGORY(lcStart, "hall.start")

    constexpr int kUsage = 2;
    constexpr int kStartTimeField = 19; // of /proc/PID/stat, counted after the program's name

    // Since the kernel started the process; since the kiosk was made where /proc does not say.
    qint64 processAgeMs(const Kiosk &kiosk)
    {
        QFile file(QStringLiteral("/proc/self/stat"));
        const QByteArray stat = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        const QList<QByteArray> fields = stat.mid(stat.lastIndexOf(')') + 2).split(' ');
        bool read = false;
        const qint64 ticks = fields.value(kStartTimeField).toLongLong(&read);
        const long ticksPerSecond = sysconf(_SC_CLK_TCK);
        timespec now {};
        if (!read || ticksPerSecond <= 0 || clock_gettime(CLOCK_BOOTTIME, &now) != 0) {
            return kiosk.uptimeMs();
        }
        return now.tv_sec * 1000 + now.tv_nsec / 1'000'000 - ticks * 1000 / ticksPerSecond;
    }

    void reportFirstFrame(QQuickWindow *window, const Kiosk &kiosk)
    {
        auto reported = std::make_shared<QMetaObject::Connection>();
        *reported = QObject::connect(
            window, &QQuickWindow::frameSwapped, window, [&kiosk, reported] {
                if (kiosk.library()->ready()) {
                    QObject::disconnect(*reported);
                    qCInfo(lcStart).noquote() << "first frame after" << processAgeMs(kiosk) << "ms";
                }
            });
    }

} // namespace

Result<Options, int> readCommandLine(int argc, char *argv[])
{
    QStringList arguments;
    for (int i = 1; i < argc; ++i) {
        arguments << QString::fromLocal8Bit(argv[i]);
    }
    auto parsed = parseOptions(arguments);
    if (parsed) {
        return parsed.take();
    }
    const Failure &failure = parsed.failure();
    if (failure.where == QLatin1String("help")) {
        QTextStream(stdout) << failure.why << Qt::endl;
        return 0;
    }
    QTextStream(stderr) << failure.where << ": " << failure.why << Qt::endl;
    return kUsage;
}

void openWindow(QQuickWindow *window, const Options &options, Kiosk &kiosk)
{
    reportFirstFrame(window, kiosk);
    (new ServiceReport(window, kiosk))->setParent(window);
    if (kiosk.outbox()) {
        QObject::connect(window, &QQuickWindow::frameSwapped, kiosk.outbox(), &Outbox::frameShown);
    }
    if (options.windowSize().isValid()) {
        window->resize(options.windowSize());
        window->show();
    } else {
        // Without a window manager (VNC, bare X11) the state alone gives it no size.
        window->setGeometry(window->screen()->geometry());
        window->showFullScreen();
    }
}

} // namespace Hall
