#include "kiosk/tour.h"

#include <QFile>
#include <QQuickWindow>
#include <QTextStream>
#include <QTimer>

namespace Hall {

namespace {

    constexpr int kBeatMs = 100;
    constexpr int kMostTries = 50; // five seconds
    constexpr int kAfterTapMs = 400; // longer than the guard against double taps

    const QStringList &verbs()
    {
        static const QStringList words { QStringLiteral("tap"), QStringLiteral("expect"),
            QStringLiteral("absent"), QStringLiteral("type"), QStringLiteral("shot"),
            QStringLiteral("wait"), QStringLiteral("at") };
        return words;
    }

    void say(const QString &line) { QTextStream(stderr) << line << Qt::endl; }

} // namespace

Tour::Tour(QQuickWindow *window, const QString &script, const QString &shots)
    : m_window(window)
    , m_probe(window)
    , m_script(script)
    , m_shots(shots.isEmpty() ? QStringLiteral(".") : shots)
{
}

bool Tour::load()
{
    QFile file(m_script);
    if (!file.open(QIODevice::ReadOnly)) {
        say(QStringLiteral("%1: %2").arg(m_script, file.errorString()));
        return false;
    }
    const QStringList lines = QString::fromUtf8(file.readAll()).split(QLatin1Char('\n'));
    for (const QString &raw : lines) {
        const QString line = raw.trimmed();
        if (line.isEmpty() || line.startsWith(QLatin1Char('#'))) {
            continue;
        }
        if (!verbs().contains(line.section(QLatin1Char(' '), 0, 0))) {
            say(QStringLiteral("%1: unknown step: %2").arg(m_script, line));
            return false;
        }
        m_lines << line;
    }
    return true;
}

void Tour::start() { QTimer::singleShot(kAfterTapMs, this, &Tour::step); }

void Tour::step()
{
    if (m_next >= m_lines.size()) {
        Q_EMIT finished(0);
        return;
    }
    const QString line = m_lines.at(m_next);
    m_pauseMs = kBeatMs;
    const Outcome outcome = perform(
        line.section(QLatin1Char(' '), 0, 0), line.section(QLatin1Char(' '), 1).trimmed());
    if (outcome == Outcome::Failed || (outcome == Outcome::NotYet && ++m_tries > kMostTries)) {
        fail(line);
        return;
    }
    if (outcome == Outcome::Done) {
        say(QStringLiteral("ok %1").arg(line));
        ++m_next;
        m_tries = 0;
        m_typed = 0;
    }
    QTimer::singleShot(m_pauseMs, this, &Tour::step);
}

Tour::Outcome Tour::perform(const QString &verb, const QString &rest)
{
    const auto whenTrue = [](bool done) { return done ? Outcome::Done : Outcome::NotYet; };
    if (verb == QLatin1String("tap")) {
        m_pauseMs = kAfterTapMs;
        return whenTrue(m_probe.tap(rest));
    }
    if (verb == QLatin1String("at")) {
        m_pauseMs = kAfterTapMs;
        return touchAt(rest);
    }
    if (verb == QLatin1String("expect")) {
        return whenTrue(m_probe.shows(rest));
    }
    if (verb == QLatin1String("absent")) {
        return whenTrue(!m_probe.shows(rest));
    }
    if (verb == QLatin1String("type")) {
        return typeNext(rest);
    }
    if (verb == QLatin1String("shot")) {
        const QString file = QStringLiteral("%1/%2.png").arg(m_shots, rest);
        return m_probe.grab(file) ? Outcome::Done : Outcome::Failed;
    }
    m_pauseMs = rest.toInt();
    return Outcome::Done;
}

// "X Y" in parts of a hundred of the window.
Tour::Outcome Tour::touchAt(const QString &place)
{
    const QStringList parts = place.split(QLatin1Char(' '));
    bool isX = false;
    bool isY = false;
    const double x = parts.value(0).toDouble(&isX);
    const double y = parts.value(1).toDouble(&isY);
    if (!isX || !isY) {
        return Outcome::Failed;
    }
    m_probe.tapAt({ x * m_window->width() / 100, y * m_window->height() / 100 });
    return Outcome::Done;
}

Tour::Outcome Tour::typeNext(const QString &letters)
{
    if (m_typed < letters.size() && m_probe.tap(letters.mid(m_typed, 1))) {
        ++m_typed;
        m_tries = 0;
        m_pauseMs = kAfterTapMs;
    }
    return m_typed >= letters.size() ? Outcome::Done : Outcome::NotYet;
}

void Tour::fail(const QString &line)
{
    say(QStringLiteral("failed: %1").arg(line));
    say(QStringLiteral("visible: %1").arg(m_probe.visibleTexts().join(QStringLiteral(" | "))));
    m_probe.grab(m_shots + QStringLiteral("/failed.png"));
    Q_EMIT finished(1);
}

} // namespace Hall
