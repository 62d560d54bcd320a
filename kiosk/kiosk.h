#pragma once

#include "kiosk/clock.h"
#include "kiosk/idlewatch.h"
#include "kiosk/inputguard.h"
#include "kiosk/library.h"
#include "kiosk/metrics.h"
#include "kiosk/navigator.h"
#include "kiosk/options.h"
#include "kiosk/outbox.h"
#include "kiosk/releasewatch.h"
#include "kiosk/session.h"
#include "kiosk/technician.h"

#include <QElapsedTimer>
#include <QObject>

class QQmlEngine;

namespace Hall {

/// The parts of one running kiosk and how they hear of each other. An engine that has a Kiosk
/// attached gives its parts to QML as singletons, and its library to every list.
class Kiosk : public QObject {
    Q_OBJECT

public:
    Kiosk(const Options &options, const Metrics::Panel &panel, Clock::Source time);

    /// Opens the content and begins to watch time, fingers and releases.
    void start();

    /// Gives this kiosk's parts to the engine, its picture folder, and no network.
    void attach(QQmlEngine *engine);

    /// The kiosk attached to an engine, or null.
    static Kiosk *of(const QQmlEngine *engine);

    const Options &options() const { return m_options; }

    Clock *clock() { return &m_clock; }

    Metrics *metrics() { return &m_metrics; }

    Session *session() { return &m_session; }

    Navigator *navigator() { return &m_navigator; }

    IdleWatch *idleWatch() { return &m_idleWatch; }

    InputGuard *inputGuard() { return &m_inputGuard; }

    Technician *technician() { return &m_technician; }

    Library *library() const { return m_library; }

    /// Null where the screen is to tell nothing.
    Outbox *outbox() const { return m_outbox; }

    qint64 uptimeMs() const { return m_uptime.elapsed(); }

private:
    void connectParts();
    void placeChanged();

    Options m_options;
    Clock m_clock;
    Metrics m_metrics;
    Session m_session;
    Navigator m_navigator;
    IdleWatch m_idleWatch;
    QElapsedTimer m_uptime;
    InputGuard m_inputGuard;
    Technician m_technician;
    ReleaseWatch m_releaseWatch;
    Library *m_library;
    Outbox *m_outbox = nullptr;
};

/// The machine's clock, or --now running on from there.
Clock::Source timeOf(const Options &options);

/// What the first screen says of its panel, with what the command line knows better.
Metrics::Panel panelOf(const Options &options);

} // namespace Hall
