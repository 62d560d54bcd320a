#include "syncstatus.h"

#include "durablefile.h"
#include "trust/jsonfields.h"

#include <QJsonDocument>
#include <fcntl.h>

namespace Hall {

namespace {

    constexpr qint64 rateWindow = 1000; // ms
    constexpr qint64 leastPause = 500; // ms

    QJsonValue timeOrNull(const QDateTime &time)
    {
        return time.isValid() ? QJsonValue(toMetadataTime(time)) : QJsonValue();
    }

    QJsonValue errorJson(const SyncStatus &status)
    {
        if (!status.lastError)
            return {};
        return QJsonObject {
            { QStringLiteral("error"), errorWord(status.lastError->error) },
            { QStringLiteral("where"), status.lastError->where },
            { QStringLiteral("sentence"), sentence(*status.lastError) },
            { QStringLiteral("at"), timeOrNull(status.lastErrorAt) },
        };
    }

} // namespace

QString phaseWord(Phase phase)
{
    switch (phase) {
    case Phase::Idle:
        return QStringLiteral("idle");
    case Phase::Checking:
        return QStringLiteral("checking");
    case Phase::Fetching:
        return QStringLiteral("fetching");
    case Phase::Installing:
        return QStringLiteral("installing");
    }
    return {};
}

QByteArray SyncStatus::toJson(const QDateTime &now) const
{
    const QJsonObject json {
        { QStringLiteral("phase"), phaseWord(phase) },
        { QStringLiteral("release_shown"), releaseShown },
        { QStringLiteral("release_wanted"), releaseWanted },
        { QStringLiteral("bytes_done"), bytesDone },
        { QStringLiteral("bytes_total"), bytesTotal },
        { QStringLiteral("rate"), qint64(rate) },
        { QStringLiteral("eta_seconds"), etaSeconds },
        { QStringLiteral("last_error"), errorJson(*this) },
        { QStringLiteral("last_ok"), timeOrNull(lastOk) },
        { QStringLiteral("clock"), clockWord(clock) },
        { QStringLiteral("warnings"), QJsonArray::fromStringList(warnings) },
        { QStringLiteral("outbox"), outbox.toJson() },
        { QStringLiteral("written"), timeOrNull(now) },
    };
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

StatusBoard::StatusBoard(std::function<qint64()> milliseconds)
    : m_milliseconds(std::move(milliseconds))
{
}

void StatusBoard::tell(bool milestone) const
{
    for (const Listener &listener : m_listeners)
        listener(m_status, milestone);
}

void StatusBoard::change(const std::function<void(SyncStatus &)> &edit)
{
    edit(m_status);
    tell(true);
}

void StatusBoard::startFetching(qint64 bytesTotal)
{
    m_windowStart = m_milliseconds();
    m_windowBytes = 0;
    change([bytesTotal](SyncStatus &status) {
        status.phase = Phase::Fetching;
        status.bytesDone = 0;
        status.bytesTotal = bytesTotal;
        status.rate = 0;
        status.etaSeconds = -1;
    });
}

void StatusBoard::expectMore(qint64 bytes, const QString &warning)
{
    change([&](SyncStatus &status) {
        status.bytesTotal += bytes;
        status.warnings.append(warning);
    });
}

void StatusBoard::received(qint64 bytes)
{
    m_status.bytesDone += bytes;
    m_windowBytes += bytes;
    const qint64 elapsed = m_milliseconds() - m_windowStart;
    if (elapsed >= rateWindow) {
        // Half old, half new: a short stumble does not throw the time left about.
        const double now = static_cast<double>(m_windowBytes) * 1000 / static_cast<double>(elapsed);
        m_status.rate = m_status.rate > 0 ? (m_status.rate + now) / 2 : now;
        m_windowStart += elapsed;
        m_windowBytes = 0;
    }
    if (m_status.rate >= 1) {
        const auto left = static_cast<double>(m_status.bytesTotal - m_status.bytesDone);
        m_status.etaSeconds = static_cast<qint64>(left / m_status.rate + 0.5);
    }
    tell(false);
}

StatusFile::StatusFile(
    QString path, std::function<QDateTime()> now, std::function<qint64()> milliseconds)
    : m_path(std::move(path))
    , m_now(std::move(now))
    , m_milliseconds(std::move(milliseconds))
{
}

void StatusFile::update(const SyncStatus &status, bool milestone)
{
    const qint64 now = m_milliseconds();
    if (!milestone && m_lastWrite && now - *m_lastWrite < leastPause)
        return;
    m_lastWrite = now;
    // No fsync: the file lies in memory and tells of a moment. A failure here must not stop an
    // update.
    const QString temporary = m_path + QStringLiteral(".tmp");
    const FileDescriptor file = openFile(temporary, O_WRONLY | O_CREAT | O_TRUNC);
    if (file.valid() && writeAll(file, status.toJson(m_now()), temporary).ok())
        static_cast<void>(renameFile(temporary, m_path).ok());
}

} // namespace Hall
