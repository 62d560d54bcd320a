#pragma once

#include <QDateTime>
#include <QObject>
#include <QtQml/qqmlregistration.h>
#include <functional>

class QQmlEngine;
class QJSEngine;

namespace Hall {

/// The time the screens show and reckon with. It comes from outside, so that tests and rehearsals
/// can set it.
class Clock : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_SINGLETON
    Q_PROPERTY(QString time READ time NOTIFY minuteChanged)
    Q_PROPERTY(QString date READ date NOTIFY minuteChanged)
    Q_PROPERTY(QString weekday READ weekday NOTIFY minuteChanged)
    Q_PROPERTY(QString text READ text NOTIFY minuteChanged)

public:
    using Source = std::function<QDateTime()>;

    // No default constructor: QML would prefer it to create() and make a part of its own.
    Clock(Source source, QObject *parent);
    static Clock *create(QQmlEngine *engine, QJSEngine *);

    QDateTime now() const { return m_source(); }

    QDate today() const { return now().date(); }

    QString time() const; ///< 10:24
    QString date() const; ///< 11月22日
    QString weekday() const; ///< 周日
    QString text() const; ///< 10:24 周日

    /// Looks at the time and tells whether a minute or a day has begun; called every second.
    void tick();

    /// Calls tick() every second from now on.
    void start();

Q_SIGNALS:
    void minuteChanged();
    void dayChanged();

private:
    Source m_source;
    QDateTime m_shown;
};

/// 周一 … 周日.
QString weekdayName(const QDate &day);

/// 12月18日, with the year where it is not this one.
QString dayText(const QDate &day, const QDate &today);

} // namespace Hall
