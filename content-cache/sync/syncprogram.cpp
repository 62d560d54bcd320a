#include "syncprogram.h"

#include "stopsignal.h"
#include "workpulse.h"

#include <QCoreApplication>
#include <QDir>
#include <QEventLoop>
#include <QRandomGenerator>
#include <unistd.h>

namespace Hall {

namespace {

    constexpr qint64 longestRoot = 512 * 1024;
    constexpr qint64 longestMachineId = 256;

    LogPlace logPlace()
    {
        if (leadsToJournal(STDERR_FILENO, qgetenv("JOURNAL_STREAM")))
            return LogPlace::Journal;
        return ::isatty(STDERR_FILENO) == 1 ? LogPlace::Terminal : LogPlace::Lines;
    }

} // namespace

SyncProgram::SyncProgram(Options options, const QDateTime &builtAt)
    : m_options(std::move(options))
    , m_builtAt(builtAt)
    , m_cache(QString())
    , m_startedAt(readSystemClock().now)
    , m_board([this] { return m_steady.elapsed(); })
    , m_terminal(stderr, logPlace())
    , m_notice([this] { return m_steady.elapsed(); })
    , m_transport(settingsOfTheWire())
    , m_aside(settingsOfTheWire())
{
    m_steady.start();
    const WireOptions &wire = m_options.wire;
    if (!wire.from.isEmpty())
        m_stick.emplace(wire.from, wire.stickGraceDays);
}

HttpSettings SyncProgram::settingsOfTheWire()
{
    HttpSettings settings = httpSettings(m_options.url, m_options.wire);
    settings.alarm = [this](const QString &sentence) {
        m_board.raise({ errorWord(SyncError::CorruptObject), sentence });
    };
    return settings;
}

UpdaterSettings SyncProgram::updaterSettings() const
{
    const StoreOptions &store = m_options.store;
    UpdaterSettings settings;
    settings.shippedRoot = readIfPresent(m_options.rootFile, longestRoot);
    settings.channel = m_options.channel;
    settings.overlay = m_options.overlay;
    settings.machine = { kioskIdentity(store.kioskId,
                             readIfPresent(QStringLiteral("/etc/machine-id"), longestMachineId)),
        store.appVersion.isEmpty() ? QCoreApplication::applicationVersion() : store.appVersion,
        store.schema };
    settings.builtAt = m_builtAt;
    settings.factory = store.factory;
    settings.space = limitedSpace(store.quota, store.reserve);
    settings.largeHours = m_options.wire.largeHours;
    return settings;
}

MetricFigures SyncProgram::figures() const
{
    return { readDiskSpace(m_cache.root()).free, cacheSize(m_cache), m_startedAt };
}

Synced<Done> SyncProgram::openStatus(const CacheTree &cache, const KioskInfo &kiosk)
{
    const QString directory
        = m_options.runDirectory.isEmpty() ? cache.root() : m_options.runDirectory;
    if (const Synced<Done> made = makeDirectory(directory); !made)
        return made;
    const auto steadily = [this] { return m_steady.elapsed(); };
    m_statusFile.emplace(
        directory + QStringLiteral("/status.json"), [] { return readSystemClock().now; }, steadily);
    if (!m_options.store.metrics.isEmpty())
        m_metrics.emplace(
            m_options.store.metrics, [this] { return figures(); }, steadily);
    m_board.change([&kiosk](SyncStatus &status) { status.kiosk = kiosk; });
    m_board.listen([this](const SyncStatus &status, bool milestone) {
        m_statusFile->update(status, milestone);
        m_terminal.update(status, milestone);
        if (m_metrics)
            m_metrics->update(status, milestone);
        if (m_daemon)
            m_daemon->update(status, milestone);
    });
    return Done {};
}

Synced<Done> SyncProgram::prepare()
{
    const UpdaterSettings settings = updaterSettings();
    if (settings.shippedRoot.isEmpty())
        return SyncFailure { SyncError::Io, m_options.rootFile,
            QStringLiteral("there is no root file of at most 512 KiB") };
    if (const Synced<Done> made = makeDirectory(m_options.cache); !made)
        return made;
    m_cache = CacheTree(QDir(m_options.cache).canonicalPath());
    Synced<FileDescriptor> lock = takeCacheLock(m_cache.lock());
    if (!lock)
        return lock.failure();
    m_lock = lock.take();
    const Synced<Done> opened = openStatus(
        m_cache, { settings.machine.id, settings.channel, QCoreApplication::applicationVersion() });
    if (!opened)
        return opened;
    if (const Synced<Done> prepared = prepareOutbox(m_cache); !prepared)
        return prepared;
    m_bundles.emplace(m_transport, m_cache, settings.channel);
    Transport &transport = m_stick ? static_cast<Transport &>(*m_stick) : *m_bundles;
    m_updater.emplace(transport, m_cache, settings, m_board);
    listenToWork([this] { m_notice.alive(); });
    return m_updater->prepare();
}

Synced<Done> SyncProgram::prepareOutbox(const CacheTree &cache)
{
    if (!m_options.outbox)
        return Done {};
    Synced<OutboxSettings> settings = m_options.outbox->settings(cache.outbox(), m_builtAt);
    if (!settings)
        return settings.failure();
    // The same way out of the house, and the same certificates.
    const HttpSettings http = httpSettings(m_options.url, m_options.wire);
    settings.value().dropbox.proxy = http.proxy;
    settings.value().dropbox.tls = http.tls;
    m_outbox.emplace(settings.value(), readSystemClock);
    QObject::connect(
        &*m_outbox, &OutboxService::changed, &*m_outbox, [this](const OutboxFigures &figures) {
            if (figures != m_board.status().outbox)
                m_board.change([&figures](SyncStatus &status) { status.outbox = figures; });
        });
    QObject::connect(&*m_outbox, &OutboxService::warned, &*m_outbox,
        [this](const QString &text) { m_terminal.say(text, Urgency::Warning); });
    return Done {};
}

void SyncProgram::deliverOnce(const StopSignal &stop)
{
    if (!m_outbox)
        return;
    QEventLoop loop;
    QObject::connect(&*m_outbox, &OutboxService::atRest, &loop, &QEventLoop::quit);
    QObject::connect(&stop, &StopSignal::asked, &loop, &QEventLoop::quit);
    m_outbox->start();
    loop.exec();
    m_outbox->stop();
}

int SyncProgram::run() { return m_options.once ? runOnce() : runOn(); }

int SyncProgram::runOnce()
{
    const StopSignal stop;
    QObject::connect(&stop, &StopSignal::asked, &m_transport, &HttpTransport::cancel);
    if (m_stick)
        QObject::connect(&stop, &StopSignal::asked, &*m_stick, &FileTransport::cancel);
    const Synced<UpdateResult> result = m_updater->run(readSystemClock());
    if (result || result.failure().error != SyncError::Cancelled)
        deliverOnce(stop);
    if (!result)
        return exitCode(result.failure().error);
    if (result.value() == UpdateResult::NothingNew)
        m_terminal.say(QStringLiteral("Nothing new"));
    return 0;
}

int SyncProgram::runOn()
{
    const StopSignal stop;
    const Poller::Parts polling { *m_updater, m_aside,
        [this] {
            m_aside.interrupt();
            m_transport.interrupt();
        },
        readSystemClock };
    m_daemon.emplace(
        Daemon::Parts { m_cache, *m_updater, m_board, polling, m_notice, readSystemClock,
            [this](const QString &text) { m_terminal.say(text, Urgency::Warning); },
            m_options.wire.stickGraceDays },
        m_options.poll);
    if (const QString &path = m_options.store.control; !path.isEmpty()) {
        if (const Result<Done> listening = m_daemon->listen(path); !listening) {
            const Failure &failure = listening.failure();
            m_terminal.say(
                QStringLiteral("No control socket: %1: %2").arg(failure.where, failure.why),
                Urgency::Error);
            return exitCode(SyncError::Io);
        }
    }
    QObject::connect(&stop, &StopSignal::asked, &m_aside, &HttpTransport::cancel);
    QObject::connect(&stop, &StopSignal::asked, &m_transport, &HttpTransport::cancel);
    QObject::connect(&stop, &StopSignal::asked, &*m_daemon, &Daemon::stop);
    QObject::connect(&*m_daemon, &Daemon::stopped, qApp, &QCoreApplication::quit);
    m_daemon->start(firstPause(readUptime(), QRandomGenerator::global()->generateDouble()));
    if (m_outbox)
        m_outbox->start();
    const int code = QCoreApplication::exec();
    if (m_outbox)
        m_outbox->stop();
    return code;
}

} // namespace Hall
