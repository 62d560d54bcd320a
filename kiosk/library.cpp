#include "kiosk/library.h"

#include "kiosk/clock.h"

#include <QDir>
#include <QFileInfo>
#include <QLoggingCategory>
#include <algorithm>

namespace Hall {

Q_LOGGING_CATEGORY(lcContent, "hall.content")

namespace {

    void logWarnings(const QStringList &warnings)
    {
        for (const QString &warning : warnings) {
            qCWarning(lcContent).noquote() << "passed over:" << warning;
        }
    }

    bool holds(const QList<Notice> &notices, const Notice &wanted)
    {
        return std::any_of(notices.cbegin(), notices.cend(), [&](const Notice &one) {
            return one.id == wanted.id && one.title == wanted.title && one.text == wanted.text;
        });
    }

} // namespace

Library::Library(
    const ContentSource &source, const QString &hall, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_source(source)
    , m_hall(hall)
    , m_clock(clock)
{
    connect(&clock, &Clock::dayChanged, this, &Library::changed);
}

bool Library::open()
{
    m_seen = currentGeneration(m_source.content);
    auto best = openBestRelease(m_source);
    if (!best) {
        qCCritical(lcContent).noquote() << best.failure().where << best.failure().why;
        return false;
    }
    m_waiting = best.take();
    logWarnings(m_waiting.warnings);
    takeUp();
    return true;
}

void Library::offer()
{
    const QString path = currentGeneration(m_source.content);
    if (path.isEmpty() || path == m_seen) {
        return;
    }
    m_seen = path;
    auto best = openBestRelease(m_source);
    if (!best) {
        return;
    }
    logWarnings(best.value().warnings);
    if (ready() && best.value().store->directory() == store()->directory()) {
        m_waiting = {};
        return;
    }
    m_waiting = best.take();
    if (!m_sessionRunning || bringsUrgentNotice(*m_waiting.store)) {
        takeUp();
    }
}

void Library::setSessionRunning(bool running)
{
    m_sessionRunning = running;
    if (!running && m_waiting.store) {
        takeUp();
    }
}

void Library::takeUp()
{
    m_opened = std::move(m_waiting);
    m_waiting = {};
    qCInfo(lcContent).noquote() << "showing release" << release() << store()->directory();
    if (!knowsItsHall()) {
        complainOfHall();
    }
    Q_EMIT changed();
}

bool Library::bringsUrgentNotice(const ContentStore &next) const
{
    if (!ready()) {
        return true;
    }
    const QDate today = m_clock.today();
    const QList<Notice> shown = store()->notices(today, hall());
    const QList<Notice> coming = next.notices(today, hall());
    return std::any_of(coming.cbegin(), coming.cend(), [&](const Notice &notice) {
        return notice.priority == QLatin1String("urgent") && !holds(shown, notice);
    });
}

QString Library::hall() const
{
    if (!m_hall.isEmpty() || !ready()) {
        return m_hall;
    }
    const QList<ServiceHall> halls = store()->halls();
    return halls.isEmpty() ? QString() : halls.first().id;
}

bool Library::knowsItsHall() const
{
    const QList<ServiceHall> halls = ready() ? store()->halls() : QList<ServiceHall>();
    return m_hall.isEmpty() || halls.isEmpty()
        || std::any_of(halls.cbegin(), halls.cend(),
            [this](const ServiceHall &one) { return one.id == m_hall; });
}

void Library::complainOfHall() const
{
    QStringList ids;
    for (const ServiceHall &one : store()->halls()) {
        ids << one.id;
    }
    qCCritical(lcContent).noquote().nospace()
        << "--hall: no hall '" << m_hall << "' in this release, only "
        << ids.join(QLatin1String(", "));
}

int Library::release() const { return ready() ? store()->info().release : 0; }

QString Library::bureau() const { return ready() ? store()->site().bureau : QString(); }

bool Library::sample() const { return ready() && store()->site().sample; }

QString Library::mainPhone() const
{
    const QString phone = ready() ? store()->site().mainPhone : QString();
    return phone.isEmpty() ? QStringLiteral("12345") : phone;
}

int Library::hotWordCount() const
{
    return ready() ? static_cast<int>(store()->site().hotWords.size()) : 0;
}

QString Library::hotWord(int index) const
{
    return ready() ? store()->site().hotWords.value(index) : QString();
}

QString Library::hallName() const { return ready() ? store()->hall(hall()).name : QString(); }

QString Library::dataDate() const
{
    const QDate day = ready() ? store()->info().dataDate : QDate();
    return day.isValid() ? QStringLiteral("内容日期 %1").arg(day.toString(Qt::ISODate)) : QString();
}

QString Library::pictureSource(const QString &path) const
{
    if (!ready() || path.isEmpty()) {
        return {};
    }
    const QDir folder(store()->directory());
    if (!QFileInfo(folder.filePath(path)).isFile()) {
        qCWarning(lcContent).noquote() << "missing picture:" << folder.filePath(path);
        return {};
    }
    return QStringLiteral("image://release/%1/%2").arg(folder.dirName(), path);
}

} // namespace Hall
