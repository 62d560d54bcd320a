#include "terminalprogress.h"

#include <array>

namespace Hall {

QString bytesText(qint64 bytes)
{
    constexpr std::array<const char *, 4> units { "kB", "MB", "GB", "TB" };
    if (bytes < 1000)
        return QStringLiteral("%1 B").arg(bytes);
    double amount = static_cast<double>(bytes) / 1000;
    size_t unit = 0;
    while (amount >= 999.95 && unit + 1 < units.size()) {
        amount /= 1000;
        ++unit;
    }
    return QStringLiteral("%1 %2").arg(amount, 0, 'f', 1).arg(QString::fromLatin1(units.at(unit)));
}

QString progressLine(const SyncStatus &status)
{
    constexpr int width = 24;
    const qint64 total = std::max<qint64>(status.bytesTotal, 1);
    const qint64 done = std::min(status.bytesDone, total);
    const auto filled = static_cast<int>(done * width / total);
    QString line = QStringLiteral("[%1%2] %3 %  %4 of %5")
                       .arg(QString(filled, u'#'), QString(width - filled, u'-'))
                       .arg(done * 100 / total, 3)
                       .arg(bytesText(status.bytesDone), bytesText(status.bytesTotal));
    if (status.rate >= 1)
        line += QStringLiteral("  %1/s").arg(bytesText(static_cast<qint64>(status.rate)));
    if (status.etaSeconds >= 0)
        line += QStringLiteral("  %1 s left").arg(status.etaSeconds);
    return line;
}

TerminalProgress::TerminalProgress(std::FILE *out, LogPlace place)
    : m_out(out)
    , m_place(place)
{
}

void TerminalProgress::say(const QString &text, Urgency urgency)
{
    if (m_barDrawn)
        std::fputs("\r\033[K", m_out);
    m_barDrawn = false;
    const QByteArray line
        = m_place == LogPlace::Journal ? journalLine(urgency, text) : text.toUtf8();
    std::fprintf(m_out, "%s\n", line.constData());
    std::fflush(m_out);
}

void TerminalProgress::update(const SyncStatus &status, bool milestone)
{
    const bool fetching = status.phase == Phase::Fetching && status.bytesTotal > 0;
    if (fetching && (m_told.phase != Phase::Fetching))
        say(QStringLiteral("Release %1: %2 to fetch")
                .arg(status.releaseWanted)
                .arg(bytesText(status.bytesTotal)));
    if (fetching && m_place == LogPlace::Terminal) {
        std::fprintf(m_out, "\r\033[K%s", qUtf8Printable(progressLine(status)));
        std::fflush(m_out);
        m_barDrawn = true;
    }
    if (milestone)
        sayChanges(status);
}

void TerminalProgress::sayChanges(const SyncStatus &status)
{
    if (status.releaseShown != m_told.releaseShown)
        say(QStringLiteral("Release %1 is shown").arg(status.releaseShown), Urgency::Notice);
    if (status.pin != m_told.pin)
        say(status.pin.isEmpty() ? QStringLiteral("No longer held at a release")
                                 : QStringLiteral("Held at %1").arg(status.pin),
            Urgency::Notice);
    if (status.waiting && (!m_told.waiting || status.waiting->english != m_told.waiting->english))
        say(status.waiting->english, Urgency::Notice);
    for (const QString &warning : status.warnings) {
        if (!m_told.warnings.contains(warning))
            say(QStringLiteral("Warning: %1").arg(warning), Urgency::Warning);
    }
    if (status.lastError && status.lastErrorAt != m_told.lastErrorAt)
        say(sentence(*status.lastError), Urgency::Error);
    if (status.securityEvents != m_told.securityEvents)
        say(QStringLiteral("SECURITY %1: %2")
                .arg(status.lastSecurityEvent.word, status.lastSecurityEvent.sentence),
            Urgency::Alert);
    // While one cycle follows another, what was waited for is the same.
    const std::optional<Waiting> waiting
        = status.phase == Phase::Idle || status.waiting ? status.waiting : m_told.waiting;
    m_told = status;
    m_told.waiting = waiting;
}

} // namespace Hall
