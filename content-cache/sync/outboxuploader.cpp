#include "outboxuploader.h"

#include <algorithm>
#include <array>

namespace Hall {

using namespace std::chrono_literals;

namespace {

    constexpr auto slowLook = 30s; // where the file system tells nothing
    constexpr auto settle = 50ms; // a rename makes two events

    // What the server says of this one message, however often it is sent: malformed, too large, of
    // a kind it does not take (RFC 9110 section 15.5). Other refusals are of the place or the
    // moment.
    bool isOfThisMessage(int status)
    {
        constexpr std::array codes { 400, 411, 413, 414, 415, 422, 431 };
        return std::find(codes.cbegin(), codes.cend(), status) != codes.cend();
    }

    // A filter on the way may dislike one message; a missing token, a server that wants peace or is
    // in trouble is the same for all.
    bool mayBeOfThisMessage(int status)
    {
        return status >= 400 && status < 500 && status != 401 && status != 407 && status != 408
            && status != 429;
    }

} // namespace

OutboxUploader::OutboxUploader(OutboxSettings settings, Clock clock, Pause pause)
    : m_settings(std::move(settings))
    , m_clock(std::move(clock))
    , m_pause(std::move(pause))
    , m_queue(m_settings.queue, m_settings.kiosk, m_settings.builtAt, m_settings.limits)
    , m_intake(m_settings.directory, m_settings.kiosk, m_settings.key, m_queue)
    , m_dropbox(m_settings.dropbox)
    , m_watcher(this)
    , m_slowLook(this)
    , m_settle(this)
    , m_retry(this)
{
    m_dropbox.setParent(this); // so that it moves to the thread with its owner
    m_figures.used = true;
    m_slowLook.setInterval(slowLook);
    m_settle.setInterval(settle);
    m_settle.setSingleShot(true);
    m_retry.setSingleShot(true);
    connect(&m_slowLook, &QTimer::timeout, this, &OutboxUploader::look);
    connect(&m_settle, &QTimer::timeout, this, &OutboxUploader::look);
    connect(&m_retry, &QTimer::timeout, this, &OutboxUploader::look);
    connect(
        &m_watcher, &QFileSystemWatcher::directoryChanged, &m_settle, qOverload<>(&QTimer::start));
    connect(&m_dropbox, &Dropbox::ended, this, &OutboxUploader::ended);
}

void OutboxUploader::start()
{
    m_slowLook.start();
    look();
}

void OutboxUploader::stop()
{
    m_stopping = true;
    m_slowLook.stop();
    m_settle.stop();
    m_retry.stop();
    m_dropbox.abort();
    m_busy = false;
}

bool OutboxUploader::note(const Synced<Done> &step)
{
    if (!step)
        fail(step.failure());
    return step.ok();
}

void OutboxUploader::watch()
{
    QStringList fresh = m_intake.folders();
    const QStringList watched = m_watcher.directories();
    fresh.removeIf([&watched](const QString &path) { return watched.contains(path); });
    if (!fresh.isEmpty())
        m_watcher.addPaths(fresh);
}

bool OutboxUploader::prepare()
{
    const Synced<qint64> strangers = m_queue.prepare(m_clock());
    if (!strangers) {
        fail(strangers.failure());
        return false;
    }
    m_prepared = true;
    noteLost(strangers.value(), QStringLiteral("they were sealed under another kiosk id"));
    return true;
}

void OutboxUploader::noteLost(qint64 messages, const QString &why)
{
    if (messages == 0)
        return;
    m_figures.lost += messages;
    emit warned(
        QStringLiteral("%1 messages to the bureau were given up: %2").arg(messages).arg(why));
}

void OutboxUploader::look()
{
    if (m_stopping)
        return;
    if (!m_prepared && !prepare())
        return;
    // First watch, then look: what comes in between is seen twice, not never.
    watch();
    const Synced<Done> taken = m_intake.takeAll(m_stopping);
    const QStringList complaints = m_intake.takeComplaints();
    m_figures.setAside += complaints.size();
    for (const QString &complaint : complaints)
        emit warned(complaint);
    const Synced<qint64> lost = m_queue.trim(m_clock());
    if (lost)
        noteLost(
            lost.value(), QStringLiteral("the oldest of too many, or they have waited too long"));
    tell();
    const bool mayPass = m_busy || m_queue.first() != nullptr;
    if (taken && lost)
        m_intakeTold = false;
    else if (mayPass && !std::exchange(m_intakeTold, true))
        emit warned(QStringLiteral("Messages to the bureau wait: %1")
                        .arg(sentence(!taken ? taken.failure() : lost.failure())));
    // What cannot be taken now holds up nothing that can be sent: sending makes room.
    if ((!taken || !lost) && !mayPass)
        fail(!taken ? taken.failure() : lost.failure());
    else if (!m_busy && !m_retry.isActive())
        sendNext();
}

void OutboxUploader::sendNext()
{
    const SealedFile *first = m_queue.first();
    if (m_stopping || !first) {
        emit atRest();
        return;
    }
    m_sending = *first;
    const Synced<std::optional<QByteArray>> bytes = m_queue.read(m_sending);
    if (!bytes) {
        m_queue.putLast(m_sending);
        return fail(bytes.failure());
    }
    if (!bytes.value()) {
        noteLost(1, QStringLiteral("%1 is gone or damaged").arg(m_sending.fileName()));
        if (note(m_queue.remove(m_sending)))
            QMetaObject::invokeMethod(this, &OutboxUploader::look, Qt::QueuedConnection);
        return;
    }
    m_busy = true;
    m_dropbox.put(
        QStringLiteral("%1/%2/%3.sealed").arg(m_settings.kiosk, m_sending.kind, m_sending.id),
        *bytes.value());
}

void OutboxUploader::ended(const std::optional<SyncFailure> &failure)
{
    m_busy = false;
    if (m_stopping)
        return;
    const bool never = failure && isOfThisMessage(failure->httpStatus);
    if (failure && !never) {
        // If it is this message alone, those behind it get through.
        if (mayBeOfThisMessage(failure->httpStatus))
            m_queue.putLast(m_sending);
        return fail(*failure);
    }
    if (never) {
        ++m_figures.setAside;
        emit warned(QStringLiteral("Given up: %1").arg(sentence(*failure)));
    } else {
        ++m_figures.sent;
        m_figures.lastSent = m_clock().now;
    }
    m_failures = 0;
    m_figures.failure.reset();
    // If the power goes before the name is gone, the same file is sent once more.
    if (!note(m_queue.remove(m_sending)))
        return;
    tell();
    sendNext();
}

void OutboxUploader::fail(const SyncFailure &failure)
{
    // The same trouble is told once, not at every attempt.
    if (!m_figures.failure || m_figures.failure->error != failure.error
        || m_figures.failure->httpStatus != failure.httpStatus)
        emit warned(QStringLiteral("Messages to the bureau wait: %1").arg(sentence(failure)));
    m_figures.failure = failure;
    ++m_failures;
    m_retry.start(m_pause(m_failures));
    tell();
    emit atRest();
}

void OutboxUploader::tell()
{
    m_figures.waiting = m_queue.count();
    m_figures.waitingBytes = m_queue.bytes();
    m_figures.oldest = m_queue.oldest();
    emit changed(m_figures);
}

} // namespace Hall
