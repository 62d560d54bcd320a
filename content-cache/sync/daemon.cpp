#include "daemon.h"

#include "errortext.h"
#include "workpulse.h"

namespace Hall {

namespace {

    constexpr qint64 tellEvery = 500; // ms
    constexpr int couldNot = 3; // hallctl's exit code

    OrderReply done(const QString &chinese, const QString &english)
    {
        return { 0, QStringLiteral("done"), chinese, english };
    }

    OrderReply started() { return { 0, QStringLiteral("started"), {}, {}, true }; }

    OrderReply endOf(const Synced<UpdateResult> &result, const SyncStatus &status)
    {
        if (!result)
            return { exitCode(result.failure().error), errorWord(result.failure().error),
                chineseSentence(result.failure()), sentence(result.failure()) };
        if (result.value() == UpdateResult::SameFailure && status.lastError)
            return endOf(*status.lastError, status);
        switch (result.value()) {
        case UpdateResult::Installed:
            return done(QStringLiteral("已更新到发布 %1").arg(status.releaseShown),
                QStringLiteral("Release %1 is shown").arg(status.releaseShown));
        case UpdateResult::OnHold:
            return { 0, QStringLiteral("waiting"), status.waiting->chinese,
                status.waiting->english };
        default:
            return done(QStringLiteral("没有更新，当前发布 %1 已是最新").arg(status.releaseShown),
                QStringLiteral("Nothing new, release %1 is the newest").arg(status.releaseShown));
        }
    }

    QString statusLine(const SyncStatus &status)
    {
        QString line = status.releaseShown > 0
            ? QStringLiteral("Release %1 is shown").arg(status.releaseShown)
            : QStringLiteral("No release yet");
        if (status.phase == Phase::Fetching)
            line += QStringLiteral(", fetching release %1").arg(status.releaseWanted);
        else if (status.lastError)
            line += QStringLiteral(", ") + errorWord(status.lastError->error);
        else if (status.waiting)
            line += QStringLiteral(", ") + status.waiting->word;
        return line;
    }

} // namespace

Daemon::Daemon(Parts parts, std::chrono::milliseconds poll)
    : m_parts(std::move(parts))
    , m_poller(m_parts.poller, poll)
    , m_scrubber(m_parts.cache, [this] { return !m_poller.running(); })
    , m_control([this](const OrderRequest &request) { return obey(request); },
          [this] { return m_parts.board.status().toObject(m_parts.clock().now); })
{
    m_sinceTold.start();
    connect(&m_poller, &Poller::ended, this, &Daemon::cycleEnded);
    connect(&m_poller, &Poller::stopped, this, &Daemon::stopped);
    connect(&m_scrubber, &Scrubber::found, this, &Daemon::takeFinds);
    connect(&m_scrubber, &Scrubber::failed, this,
        [this](const SyncFailure &failure) { m_parts.warn(sentence(failure)); });
    connect(&m_scrubber, &Scrubber::passEnded, this, [this] {
        m_parts.board.change(
            [this](SyncStatus &status) { status.scrubbedAt = m_parts.clock().now; });
    });
    connect(&m_pulse, &QTimer::timeout, this, &Daemon::pulse);
    listenToWork([this] { m_parts.notice.alive(); });
}

Daemon::~Daemon() { listenToWork({}); }

void Daemon::start(std::chrono::milliseconds pause)
{
    m_poller.start(pause);
    m_scrubber.start();
    if (const auto every = m_parts.notice.aliveEvery())
        m_pulse.start(*every);
    pulse();
    ServiceNotice::ready();
}

void Daemon::stop()
{
    ServiceNotice::stopping();
    m_scrubber.stop();
    if (m_stick)
        m_stick->cancel();
    m_poller.stop();
}

void Daemon::pulse()
{
    // An event loop that turns while no cycle will ever come again is no sign of life.
    if (m_poller.alive())
        m_parts.notice.alive();
}

void Daemon::update(const SyncStatus &status, bool milestone)
{
    if (!milestone && m_sinceTold.elapsed() < tellEvery)
        return;
    m_sinceTold.start();
    m_parts.notice.status(statusLine(status));
    m_control.tellFollowers();
}

void Daemon::cycleEnded(const Synced<UpdateResult> &result)
{
    if (!result || result.value() != UpdateResult::GaveWay)
        m_control.dismissFollowers(endOf(result, m_parts.board.status()));
}

void Daemon::takeFinds(const Scrub::Finds &finds)
{
    m_parts.warn(QStringLiteral("The disk has changed %1 objects and %2 generations")
                     .arg(finds.objects.size())
                     .arg(finds.generations.size()));
    if (const Synced<Done> noted = m_parts.updater.noteDamage(finds.objects, finds.generations);
        !noted)
        m_parts.warn(sentence(noted.failure()));
    m_poller.runNow();
}

OrderReply Daemon::obey(const OrderRequest &request)
{
    switch (request.order) {
    case Order::Sync:
        m_poller.runNow();
        return started();
    case Order::Pin:
    case Order::Unpin:
        return hold(request);
    case Order::Usb:
        return readStick(request.directory);
    case Order::Cancel:
        return breakOff();
    case Order::Status:
        break;
    }
    return {};
}

OrderReply Daemon::hold(const OrderRequest &request)
{
    const bool pins = request.order == Order::Pin;
    const Followed held = pins ? m_parts.updater.pin(request.release) : m_parts.updater.unpin();
    if (!held)
        return { couldNot, QStringLiteral("refused"),
            QStringLiteral("锁定状态没有改变：%1").arg(held.failure().chinese),
            QStringLiteral("Nothing was changed: %1").arg(held.failure().english) };
    if (m_poller.running()) {
        m_parts.updater.makeWay();
        m_parts.poller.interrupt();
        if (m_stick)
            m_stick->cancel();
    }
    m_poller.runNow();
    const qint64 shown = m_parts.board.status().releaseShown;
    return pins ? done(QStringLiteral("已锁定在发布 %1，解除前不再更新").arg(shown),
               QStringLiteral("Held at release %1 until it is unpinned").arg(shown))
                : done(QStringLiteral("已解除锁定，马上检查更新"),
                    QStringLiteral("No longer held; looking for updates"));
}

OrderReply Daemon::readStick(const QString &directory)
{
    if (m_poller.running())
        return { couldNot, QStringLiteral("busy"),
            QStringLiteral("正在更新，请稍后再试，或先执行 hallctl cancel"),
            QStringLiteral("An update is under way: wait, or break it off with hallctl cancel") };
    m_stick.emplace(directory, m_parts.stickGraceDays);
    if (!m_poller.runWith(*m_stick))
        return { couldNot, QStringLiteral("busy"), QStringLiteral("程序正在退出"),
            QStringLiteral("The program is ending") };
    return started();
}

OrderReply Daemon::breakOff()
{
    if (!m_poller.running())
        return done(QStringLiteral("现在没有正在进行的更新"),
            QStringLiteral("There was nothing under way"));
    m_parts.poller.interrupt();
    if (m_stick)
        m_stick->cancel();
    return done(QStringLiteral("已中止，稍后自动继续，已下载的部分保留"),
        QStringLiteral("It was broken off and goes on by itself later; what came is kept"));
}

} // namespace Hall
