#include "syncstatus.h"

#include "durablefile.h"
#include "errortext.h"
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
            { QStringLiteral("why"), status.lastError->why },
            { QStringLiteral("http_status"), status.lastError->httpStatus },
            { QStringLiteral("sentence"), sentence(*status.lastError) },
            { QStringLiteral("sentence_zh"), chineseSentence(*status.lastError) },
            { QStringLiteral("advice"), adviceOn(status.lastError->error).english },
            { QStringLiteral("advice_zh"), adviceOn(status.lastError->error).chinese },
            { QStringLiteral("at"), timeOrNull(status.lastErrorAt) },
        };
    }

    QJsonValue waitingJson(const std::optional<Waiting> &waiting)
    {
        if (!waiting)
            return {};
        return QJsonObject {
            { QStringLiteral("reason"), waiting->word },
            { QStringLiteral("sentence"), waiting->english },
            { QStringLiteral("sentence_zh"), waiting->chinese },
            { QStringLiteral("until"), timeOrNull(waiting->until) },
        };
    }

    QJsonObject counts(const QMap<QString, qint64> &counted)
    {
        QJsonObject json;
        for (auto it = counted.cbegin(); it != counted.cend(); ++it)
            json.insert(it.key(), it.value());
        return json;
    }

    QJsonArray chineseWarnings(const SyncStatus &status)
    {
        QJsonArray sentences;
        for (const QString &warning : status.warnings)
            sentences.append(status.warningsInChinese.value(warning, warning));
        return sentences;
    }

    QString shownFrom(const SyncStatus &status)
    {
        if (status.releaseShown > 0)
            return QStringLiteral("cache");
        return status.factoryShown ? QStringLiteral("factory") : QStringLiteral("nothing");
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

QJsonObject SyncStatus::toObject(const QDateTime &now) const
{
    return {
        { QStringLiteral("kiosk"), kiosk.id },
        { QStringLiteral("channel"), kiosk.channel },
        { QStringLiteral("version"), kiosk.version },
        { QStringLiteral("phase"), phaseWord(phase) },
        { QStringLiteral("release_shown"), releaseShown },
        { QStringLiteral("generation"), generation },
        { QStringLiteral("installed_at"), timeOrNull(installedAt) },
        { QStringLiteral("shown_from"), shownFrom(*this) },
        { QStringLiteral("release_wanted"), releaseWanted },
        { QStringLiteral("pin"), pin.isEmpty() ? QJsonValue() : QJsonValue(pin) },
        { QStringLiteral("waiting"), waitingJson(waiting) },
        { QStringLiteral("bytes_done"), bytesDone },
        { QStringLiteral("bytes_total"), bytesTotal },
        { QStringLiteral("bytes_resumed"), bytesResumed },
        { QStringLiteral("rate"), qint64(rate) },
        { QStringLiteral("eta_seconds"), etaSeconds },
        { QStringLiteral("last_error"), errorJson(*this) },
        { QStringLiteral("last_ok"), timeOrNull(lastOk) },
        { QStringLiteral("signed_at"), timeOrNull(issued) },
        { QStringLiteral("clock"), clockWord(clock) },
        { QStringLiteral("scrubbed_at"), timeOrNull(scrubbedAt) },
        { QStringLiteral("errors"), counts(errors) },
        { QStringLiteral("security_events"), counts(securityEvents) },
        { QStringLiteral("warnings"), QJsonArray::fromStringList(warnings) },
        { QStringLiteral("warnings_zh"), chineseWarnings(*this) },
        { QStringLiteral("outbox"), outbox.toJson() },
        { QStringLiteral("written"), timeOrNull(now) },
    };
}

QByteArray SyncStatus::toJson(const QDateTime &now) const
{
    return QJsonDocument(toObject(now)).toJson(QJsonDocument::Compact);
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
        status.bytesResumed = 0;
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
    m_status.bytesFetched += bytes;
    m_windowBytes += bytes;
    const qint64 elapsed = m_milliseconds() - m_windowStart;
    if (elapsed >= rateWindow) {
        // Half old, half new: a short stumble does not throw the time left about.
        const double now = static_cast<double>(m_windowBytes) * 1000 / static_cast<double>(elapsed);
        m_status.rate = m_status.rate > 0 ? (m_status.rate + now) / 2 : now;
        m_windowStart += elapsed;
        m_windowBytes = 0;
    }
    reckonTimeLeft();
    tell(false);
}

void StatusBoard::reckonTimeLeft()
{
    if (m_status.rate < 1)
        return;
    const auto left = static_cast<double>(m_status.bytesTotal - m_status.bytesDone);
    m_status.etaSeconds = std::max<qint64>(0, static_cast<qint64>(left / m_status.rate + 0.5));
}

void StatusBoard::resumed(qint64 bytes)
{
    change([bytes](SyncStatus &status) {
        status.bytesDone += bytes;
        status.bytesResumed += bytes;
        status.bytesKept += bytes;
    });
}

void StatusBoard::warn(const QString &english, const QString &chinese)
{
    change([&](SyncStatus &status) {
        status.warnings.append(english);
        status.warningsInChinese.insert(english, chinese);
    });
}

void StatusBoard::raise(const SecurityEvent &event)
{
    change([&event](SyncStatus &status) {
        ++status.securityEvents[event.word];
        status.lastSecurityEvent = event;
    });
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
