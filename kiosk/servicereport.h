#pragma once

#include "kiosk/screenhealth.h"
#include "service/servicenotice.h"

#include <QDateTime>
#include <QJsonObject>
#include <QObject>
#include <QTimer>

class QQuickWindow;

namespace Hall {

class Kiosk;

/// Tells the service manager, and whoever reads `status.json`, how the screens are: READY=1 with
/// the first picture of content, WATCHDOG=1 from the thread that draws while ScreenHealth says so.
/// No word of a visitor is in it.
class ServiceReport : public QObject {
    Q_OBJECT

public:
    /// Both live as long as this.
    ServiceReport(QQuickWindow *window, Kiosk &kiosk);

private:
    void beat();
    void frameShown();
    ScreenHealth::Surroundings surroundings() const;
    QString sentence() const;
    QJsonObject status() const;
    void write();

    QQuickWindow *m_window;
    Kiosk &m_kiosk;
    ScreenHealth m_health;
    ServiceNotice m_notice;
    QTimer m_beat;
    QDateTime m_firstFrame;
    QDateTime m_lastFrame;
    QDateTime m_lastInput;
    int m_restarts = 0;
    bool m_ready = false;
    QByteArray m_written;
};

/// The wanted power state that hall-screen leaves in a file: false only where it says `off`.
bool screenWantedOn(const QString &file);

} // namespace Hall
