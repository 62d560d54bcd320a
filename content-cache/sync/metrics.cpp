#include "metrics.h"

#include "durablefile.h"

#include <fcntl.h>
#include <sys/stat.h>

namespace Hall {

namespace {

    constexpr qint64 leastPause = 60'000; // ms
    constexpr mode_t readableByAll = S_IRUSR | S_IWUSR | S_IRGRP | S_IROTH;

    QByteArray labelValue(const QString &text)
    {
        QByteArray value = text.toUtf8();
        value.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
        return value;
    }

    // Builds the text one family after the other, as the format wants it.
    class Families {
    public:
        void begin(const char *name, const char *type, const char *help)
        {
            m_name = QByteArray("hall_sync_") + name;
            m_text += "# HELP " + m_name + ' ' + help + '\n';
            m_text += "# TYPE " + m_name + ' ' + type + '\n';
        }

        void sample(qint64 value, const QByteArray &labels = {})
        {
            m_text += m_name + (labels.isEmpty() ? QByteArray() : '{' + labels + '}') + ' '
                + QByteArray::number(value) + '\n';
        }

        void single(const char *name, const char *type, const char *help, qint64 value)
        {
            begin(name, type, help);
            sample(value);
        }

        // A moment that is not known is left out: 0 would be an age of decades.
        void moment(const char *name, const char *help, const QDateTime &at)
        {
            if (at.isValid())
                single(name, "gauge", help, at.toSecsSinceEpoch());
        }

        const QByteArray &text() const { return m_text; }

    private:
        QByteArray m_name;
        QByteArray m_text;
    };

    void addCounts(Families &families, const SyncStatus &status)
    {
        families.begin("errors_total", "counter", "Failed cycles by kind.");
        for (int i = 0; i <= static_cast<int>(SyncError::Pinned); ++i) {
            const QString word = errorWord(static_cast<SyncError>(i));
            families.sample(status.errors.value(word), "error=\"" + labelValue(word) + '"');
        }
        families.begin("security_events_total", "counter",
            "Signs of tampering, and changes of the publisher's root keys.");
        for (const char *word :
            { "bad-signature", "threshold", "rollback", "corrupt-object", "root-changed" })
            families.sample(status.securityEvents.value(QString::fromLatin1(word)),
                QByteArray("event=\"") + word + '"');
        families.single(
            "fetched_bytes_total", "counter", "Bytes of content received.", status.bytesFetched);
        families.single("resumed_bytes_total", "counter",
            "Bytes that had not to be sent again after a break.", status.bytesKept);
    }

    void addReleases(Families &families, const SyncStatus &status)
    {
        families.single("release_shown", "gauge", "Release that is shown; 0: factory content.",
            status.releaseShown);
        families.single(
            "release_wanted", "gauge", "Release the server offers.", status.releaseWanted);
        families.moment("release_installed_timestamp_seconds",
            "When the shown release was put together on this machine.",
            status.releaseShown > 0 ? status.installedAt : QDateTime());
        families.moment("publisher_signed_timestamp_seconds",
            "When the publisher last signed, as far as is known here.", status.issued);
        families.moment("last_success_timestamp_seconds",
            "When the server last answered with nothing wrong.", status.lastOk);
        families.single(
            "pinned", "gauge", "1: held at its release by hand.", status.pin.isEmpty() ? 0 : 1);
        families.begin("waiting", "gauge", "1: a release is known that this machine may not take.");
        const QString reason = status.waiting ? status.waiting->word : QString();
        for (const char *word : { "pinned", "rollout", "not-before", "large-hours" })
            families.sample(
                reason == QLatin1String(word) ? 1 : 0, QByteArray("reason=\"") + word + '"');
    }

    void addOutbox(Families &families, const OutboxFigures &outbox)
    {
        if (!outbox.used)
            return;
        families.single("outbox_waiting", "gauge", "Messages that the drop-box does not have yet.",
            outbox.waiting);
        families.single(
            "outbox_waiting_bytes", "gauge", "Their sealed bytes.", outbox.waitingBytes);
        families.moment("outbox_oldest_timestamp_seconds",
            "When the oldest of them was sealed; missing: none waits.", outbox.oldest);
        families.single(
            "outbox_failing", "gauge", "1: the last attempt failed.", outbox.failure ? 1 : 0);
        families.single("outbox_sent_total", "counter", "Messages delivered.", outbox.sent);
        families.single("outbox_lost_total", "counter",
            "Messages given up: too many, too large together or too old.", outbox.lost);
        families.single("outbox_set_aside_total", "counter",
            "Files that are no message, or that the server refused for their size.",
            outbox.setAside);
        families.moment("outbox_last_sent_timestamp_seconds", "When a message was last delivered.",
            outbox.lastSent);
    }

} // namespace

QByteArray metricsText(const SyncStatus &status, const MetricFigures &figures)
{
    Families families;
    families.begin("info", "gauge", "What this machine is.");
    families.sample(1,
        "channel=\"" + labelValue(status.kiosk.channel) + "\",id=\"" + labelValue(status.kiosk.id)
            + "\",version=\"" + labelValue(status.kiosk.version) + '"');
    addReleases(families, status);
    addCounts(families, status);
    addOutbox(families, status.outbox);
    families.single(
        "failing", "gauge", "1: the last cycle failed.", status.lastError.has_value() ? 1 : 0);
    families.single("free_bytes", "gauge", "Free on the disk of the cache.", figures.freeBytes);
    families.single("cache_bytes", "gauge", "Content in the cache.", figures.cacheBytes);
    families.single("clock_synchronised", "gauge", "1: something keeps the clock right.",
        status.clock == ClockState::Synchronised ? 1 : 0);
    families.single("warnings", "gauge", "Warnings that stand.", status.warnings.size());
    families.moment(
        "scrubbed_timestamp_seconds", "When all content was last read again.", status.scrubbedAt);
    families.moment("start_timestamp_seconds", "When hall-sync started.", figures.startedAt);
    return families.text();
}

MetricsFile::MetricsFile(QString path, FigureReader figures, std::function<qint64()> milliseconds)
    : m_path(std::move(path))
    , m_figures(std::move(figures))
    , m_milliseconds(std::move(milliseconds))
{
}

void MetricsFile::update(const SyncStatus &status, bool milestone)
{
    if (!milestone || status.phase == Phase::Checking)
        return;
    const qint64 now = m_milliseconds();
    // What an alarm hangs on; the rest may be a minute old.
    const QByteArray story = QByteArray::number(status.releaseShown) + ' '
        + QByteArray::number(status.releaseWanted) + ' ' + status.pin.toUtf8() + ' '
        + (status.lastError ? errorWord(status.lastError->error) : QString()).toUtf8() + ' '
        + QByteArray::number(status.securityEvents.size()) + ' '
        + QByteArray::number(status.outbox.lost) + (status.outbox.failure ? " failing" : "");
    if (story == m_lastStory && m_lastWrite && now - *m_lastWrite < leastPause)
        return;
    m_lastWrite = now;
    m_lastStory = story;
    // As with status.json: it tells of a moment, and a failure here must not stop an update.
    const QString temporary = m_path + QStringLiteral(".tmp");
    const FileDescriptor file = openFile(temporary, O_WRONLY | O_CREAT | O_TRUNC);
    if (!file.valid() || ::fchmod(file.get(), readableByAll) != 0)
        return;
    if (writeAll(file, metricsText(status, m_figures()), temporary))
        static_cast<void>(renameFile(temporary, m_path).ok());
}

} // namespace Hall
