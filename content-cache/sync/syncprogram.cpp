#include "syncprogram.h"

#include "poller.h"

#include <QCoreApplication>
#include <QDir>
#include <QEventLoop>
#include <QRandomGenerator>
#include <unistd.h>

namespace Hall {

namespace {

    constexpr qint64 longestRoot = 512 * 1024;

} // namespace

SyncProgram::SyncProgram(Options options, const QDateTime &builtAt)
    : m_options(std::move(options))
    , m_builtAt(builtAt)
    , m_board([this] { return m_steady.elapsed(); })
    , m_terminal(stderr, ::isatty(STDERR_FILENO) == 1)
    , m_transport(settingsOfTheWire())
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
        m_board.change([&](SyncStatus &status) { status.warnings.append(sentence); });
    };
    return settings;
}

Synced<Done> SyncProgram::prepare()
{
    UpdaterSettings settings;
    settings.shippedRoot = readIfPresent(m_options.rootFile, longestRoot);
    settings.channel = m_options.channel;
    settings.overlay = m_options.overlay;
    settings.builtAt = m_builtAt;
    if (settings.shippedRoot.isEmpty())
        return SyncFailure { SyncError::Io, m_options.rootFile,
            QStringLiteral("there is no root file of at most 512 KiB") };
    if (const Synced<Done> made = makeDirectory(m_options.cache); !made)
        return made;
    const CacheTree cache(QDir(m_options.cache).canonicalPath());
    Synced<FileDescriptor> lock = takeCacheLock(cache.lock());
    if (!lock)
        return lock.failure();
    m_lock = lock.take();

    const QString directory
        = m_options.runDirectory.isEmpty() ? cache.root() : m_options.runDirectory;
    if (const Synced<Done> made = makeDirectory(directory); !made)
        return made;
    m_statusFile.emplace(
        directory + QStringLiteral("/status.json"), [] { return readSystemClock().now; },
        [this] { return m_steady.elapsed(); });
    m_board.listen([this](const SyncStatus &status, bool milestone) {
        m_statusFile->update(status, milestone);
        m_terminal.update(status, milestone);
    });
    Transport &transport = m_stick ? static_cast<Transport &>(*m_stick) : m_transport;
    if (const Synced<Done> prepared = prepareOutbox(cache); !prepared)
        return prepared;
    m_updater.emplace(transport, cache, settings, m_board);
    return m_updater->prepare();
}

Synced<Done> SyncProgram::prepareOutbox(const CacheTree &cache)
{
    if (!m_options.outbox)
        return Done {};
    const Synced<OutboxSettings> settings = m_options.outbox->settings(cache.outbox(), m_builtAt);
    if (!settings)
        return settings.failure();
    m_outbox.emplace(settings.value(), readSystemClock);
    QObject::connect(
        &*m_outbox, &OutboxService::changed, &*m_outbox, [this](const OutboxFigures &figures) {
            if (figures != m_board.status().outbox)
                m_board.change([&figures](SyncStatus &status) { status.outbox = figures; });
        });
    QObject::connect(&*m_outbox, &OutboxService::warned, &*m_outbox,
        [this](const QString &text) { m_terminal.say(text); });
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
    Poller poller(*m_updater, readSystemClock, m_options.poll);
    QObject::connect(&stop, &StopSignal::asked, &m_transport, &HttpTransport::cancel);
    QObject::connect(&stop, &StopSignal::asked, &poller, &Poller::stop);
    QObject::connect(&poller, &Poller::stopped, qApp, &QCoreApplication::quit);
    poller.start(firstPause(readUptime(), QRandomGenerator::global()->generateDouble()));
    if (m_outbox)
        m_outbox->start();
    const int code = QCoreApplication::exec();
    if (m_outbox)
        m_outbox->stop();
    return code;
}

} // namespace Hall
