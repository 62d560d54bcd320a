#include "kiosk/clock.h"

#include <QStringList>
#include <QTimer>

namespace Hall {

QString weekdayName(const QDate &day)
{
    static const QStringList names { QStringLiteral("周一"), QStringLiteral("周二"),
        QStringLiteral("周三"), QStringLiteral("周四"), QStringLiteral("周五"),
        QStringLiteral("周六"), QStringLiteral("周日") };
    return names.value(day.dayOfWeek() - 1);
}

QString dayText(const QDate &day, const QDate &today)
{
    const QString text = QStringLiteral("%1月%2日").arg(day.month()).arg(day.day());
    return day.year() == today.year() ? text : QStringLiteral("%1年%2").arg(day.year()).arg(text);
}

Clock::Clock(Source source, QObject *parent)
    : QObject(parent)
    , m_source(std::move(source))
    , m_shown(m_source())
{
}

QString Clock::time() const { return now().toString(QStringLiteral("HH:mm")); }

QString Clock::date() const { return dayText(today(), today()); }

QString Clock::weekday() const { return weekdayName(today()); }

QString Clock::text() const { return QStringLiteral("%1 %2").arg(time(), weekday()); }

void Clock::tick()
{
    const QDateTime moment = now();
    const bool newDay = moment.date() != m_shown.date();
    const bool newMinute = newDay || moment.time().hour() != m_shown.time().hour()
        || moment.time().minute() != m_shown.time().minute();
    m_shown = moment;
    if (newMinute) {
        Q_EMIT minuteChanged();
    }
    if (newDay) {
        Q_EMIT dayChanged();
    }
}

void Clock::start()
{
    auto *timer = new QTimer(this);
    connect(timer, &QTimer::timeout, this, &Clock::tick);
    timer->start(1000);
}

} // namespace Hall
