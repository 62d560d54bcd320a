#pragma once

#include "kiosk/cornergesture.h"
#include "kiosk/machinefacts.h"
#include "kiosk/options.h"
#include "kiosk/pinlock.h"

#include <QObject>
#include <QTimer>
#include <QtQml/qqmlregistration.h>
#include <functional>

class QQmlEngine;
class QJSEngine;

namespace Hall {

/// The hidden technician's page: the way in (four corners, then a PIN), what it shows of the
/// machine, and what it may ask of it. Every way in, tried or taken, is in the log; the PIN is not.
class Technician : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_SINGLETON
    Q_PROPERTY(Hall::Technician::State state READ state NOTIFY changed)
    Q_PROPERTY(bool locked READ locked NOTIFY changed)
    Q_PROPERTY(int typed READ typed NOTIFY changed)
    Q_PROPERTY(QString message READ message NOTIFY changed)
    Q_PROPERTY(QString log READ log NOTIFY factsRead)
    Q_PROPERTY(Hall::MachineFacts *facts READ facts CONSTANT)

public:
    enum class State { Away, AsksPin, Open };
    Q_ENUM(State)

    /// `uptime` counts milliseconds steadily.
    Technician(const Options &options, std::function<qint64()> uptime, QObject *parent);
    static Technician *create(QQmlEngine *engine, QJSEngine *);

    State state() const { return m_state; }

    int typed() const { return static_cast<int>(m_pin.size()); } ///< digits, for the dots

    /// No PIN is looked at for now; `message` says for how long.
    bool locked() const { return m_state == State::AsksPin && m_lock.lockedForMs(m_uptime()) > 0; }

    QString message() const { return m_message; }

    QString log() const { return m_log; }

    MachineFacts *facts() { return &m_facts; }

    /// Where there is no PIN, there is no page.
    bool available() const { return !m_hash.isEmpty(); }

    /// A finger came down; with the fourth corner the PIN is asked for.
    void touched(const QPointF &at, const QSizeF &window);

    Q_INVOKABLE void type(const QString &digit);
    Q_INVOKABLE void erase();
    Q_INVOKABLE void submit();
    Q_INVOKABLE void close();

    /// One of `report usb-update sound-test repair maintenance restart-screens restart-machine`;
    /// false, with a sentence in `message`, where it cannot be asked for.
    Q_INVOKABLE bool ask(const QString &request);

    /// Where the way in is not walked by hand: the self-test.
    void openForTest(Hall::Technician::State state);

Q_SIGNALS:
    void changed();
    void factsRead();
    void visitorGone(); ///< whoever stood here before, or came here meanwhile, has left

private:
    void go(State state, const QString &message = {});
    void say(const QString &message);
    void forgetPin();
    void countDown();
    void readFacts();
    QString waitText(qint64 milliseconds) const;

    Options m_options;
    std::function<qint64()> m_uptime;
    QByteArray m_hash;
    PinLock m_lock;
    CornerGesture m_corners;
    State m_state = State::Away;
    QByteArray m_pin;
    QString m_message;
    QString m_log;
    MachineFacts m_facts;
    QTimer m_refresh;
    QTimer m_second;
    QTimer m_leave;
};

} // namespace Hall
