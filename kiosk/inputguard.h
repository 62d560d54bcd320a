#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QPointF>
#include <QSizeF>
#include <QTimer>

class QWindow;

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
    void pressed(const QPointF &at, const QSizeF &window); ///< a finger or a button came down

private:
    void tellPress(const QWindow *window, QEvent *event);

    IdleWatch &m_watch;
    const QElapsedTimer &m_uptime;
    QTimer m_tick;
    bool m_swallowing = false;
};

} // namespace Hall
