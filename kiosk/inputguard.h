#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

namespace Hall {

class IdleWatch;

/// Sees every touch, click and key of the program first: each counts as a sign of life, and the one
/// that answers the idle warning does nothing else.
class InputGuard : public QObject {
    Q_OBJECT

public:
    InputGuard(IdleWatch &watch, const QElapsedTimer &uptime);

    void start();

    bool eventFilter(QObject *target, QEvent *event) override;

Q_SIGNALS:
    void touched();

private:
    IdleWatch &m_watch;
    const QElapsedTimer &m_uptime;
    QTimer m_tick;
    bool m_swallowing = false;
};

} // namespace Hall
