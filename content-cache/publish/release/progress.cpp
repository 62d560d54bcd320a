#include "publish/release/progress.h"

#include <QTextStream>
#include <algorithm>
#include <cstdio>
#include <unistd.h>

namespace Hall {

namespace {

    constexpr qint64 kRedrawMs = 100;
    constexpr int kBarWidth = 24;

    void write(const QString &text) { QTextStream(stderr) << text << Qt::flush; }

    QString duration(qint64 ms)
    {
        return ms < 60000 ? QStringLiteral("%1秒").arg(static_cast<double>(ms) / 1000.0, 0, 'f', 1)
                          : QStringLiteral("%1分%2秒").arg(ms / 60000).arg(ms / 1000 % 60);
    }

} // namespace

Progress::Progress()
    : m_terminal(::isatty(STDERR_FILENO) == 1)
{
}

void Progress::begin(const QString &what, qint64 total, const QString &unit)
{
    m_what = what;
    m_unit = unit;
    m_total = total;
    m_done = 0;
    m_lastDrawn = -kRedrawMs;
    m_timer.start();
    if (m_terminal) {
        draw();
    }
}

void Progress::advance(qint64 pieces)
{
    m_done += pieces;
    if (m_terminal && m_timer.elapsed() - m_lastDrawn >= kRedrawMs) {
        draw();
    }
}

void Progress::draw()
{
    m_lastDrawn = m_timer.elapsed();
    QString line = QStringLiteral("\r\033[K%1").arg(m_what);
    if (m_total > 0) {
        const auto filled = static_cast<int>(std::min(m_done, m_total) * kBarWidth / m_total);
        line += QStringLiteral(" [%1%2] %3/%4%5")
                    .arg(QString(filled, u'#'), QString(kBarWidth - filled, u'.'))
                    .arg(m_done)
                    .arg(m_total)
                    .arg(m_unit);
    }
    if (m_total > 0 && m_done > 0 && m_lastDrawn > 0) {
        const double rate = static_cast<double>(m_done) * 1000.0 / static_cast<double>(m_lastDrawn);
        const auto left = static_cast<qint64>(static_cast<double>(m_total - m_done) / rate * 1000);
        line += QStringLiteral(" %1%2/秒 还要%3").arg(rate, 0, 'f', 1).arg(m_unit, duration(left));
    }
    write(line);
}

void Progress::interrupt()
{
    if (m_terminal) {
        write(QStringLiteral("\r\033[K"));
    }
}

void Progress::end()
{
    QString line = m_terminal ? QStringLiteral("\r\033[K") : QString();
    line += m_what;
    if (m_done > 0) {
        line += QStringLiteral("：%1%2").arg(m_done).arg(m_unit);
    }
    write(line + QStringLiteral("，用时%1\n").arg(duration(m_timer.elapsed())));
}

} // namespace Hall
