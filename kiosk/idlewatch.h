#pragma once

#include <QObject>
#include <QtQml/qqmlregistration.h>

class QQmlEngine;
class QJSEngine;

namespace Hall {

/// Decides when a visitor has left. Time comes as an argument, in milliseconds of a clock that only
/// runs forward.
class IdleWatch : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_SINGLETON
    Q_PROPERTY(bool warning READ warning NOTIFY warningChanged)
    Q_PROPERTY(int remaining READ remaining NOTIFY remainingChanged)

public:
    /// Where the visitor stands, as far as leaving goes.
    enum class Place { Attract, Home, Inside };

    /// Seconds (screens.md §1.4).
    struct Limits {
        int inside = 90; ///< then the warning
        int elder = 180; ///< the same in large type
        int countdown = 30; ///< then the session ends
        int home = 60; ///< the home screen ends without a warning: nothing is lost
    };

    // No default constructor: QML would prefer it to create() and make a part of its own.
    IdleWatch(const Limits &limits, QObject *parent);
    static IdleWatch *create(QQmlEngine *engine, QJSEngine *);

    bool warning() const { return m_warning; }

    int remaining() const { return m_remaining; } ///< seconds of the countdown

    void setElder(bool elder) { m_elder = elder; }

    void setPlace(Place place, qint64 nowMs);

    /// A finger, a mouse or a key.
    void touched(qint64 nowMs);

    /// Time has passed; called about every second.
    void tick(qint64 nowMs);

Q_SIGNALS:
    void warningChanged();
    void remainingChanged();
    void expired();

private:
    void setWarning(bool on);
    void setRemaining(int seconds);
    qint64 patienceMs() const;

    Limits m_limits;
    Place m_place = Place::Attract;
    bool m_elder = false;
    bool m_warning = false;
    int m_remaining = 0;
    qint64 m_lastMs = 0;
};

} // namespace Hall
