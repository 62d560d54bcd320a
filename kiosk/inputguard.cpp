#include "kiosk/inputguard.h"

#include "kiosk/idlewatch.h"

#include <QCoreApplication>
#include <QEvent>
#include <QMouseEvent>
#include <QWindow>

namespace Hall {

namespace {

    bool isInput(QEvent::Type type)
    {
        switch (type) {
        case QEvent::TouchBegin:
        case QEvent::TouchUpdate:
        case QEvent::TouchEnd:
        case QEvent::TouchCancel:
        case QEvent::MouseButtonPress:
        case QEvent::MouseButtonDblClick:
        case QEvent::MouseMove:
        case QEvent::MouseButtonRelease:
        case QEvent::KeyPress:
        case QEvent::KeyRelease:
            return true;
        default:
            return false;
        }
    }

    bool isEnd(QEvent::Type type)
    {
        return type == QEvent::TouchEnd || type == QEvent::TouchCancel
            || type == QEvent::MouseButtonRelease || type == QEvent::KeyRelease;
    }

} // namespace

InputGuard::InputGuard(IdleWatch &watch, const QElapsedTimer &uptime)
    : m_watch(watch)
    , m_uptime(uptime)
{
    m_tick.setInterval(500);
    connect(&m_tick, &QTimer::timeout, this, [this] { m_watch.tick(m_uptime.elapsed()); });
}

void InputGuard::start()
{
    QCoreApplication::instance()->installEventFilter(this);
    m_tick.start();
}

bool InputGuard::eventFilter(QObject *target, QEvent *event)
{
    if (!isInput(event->type()) || !qobject_cast<QWindow *>(target)) {
        return QObject::eventFilter(target, event);
    }
    m_swallowing = m_swallowing || m_watch.warning();
    m_watch.touched(m_uptime.elapsed());
    Q_EMIT touched();
    tellPress(qobject_cast<QWindow *>(target), event);
    if (!m_swallowing) {
        return QObject::eventFilter(target, event);
    }
    m_swallowing = !isEnd(event->type());
    event->accept();
    return true;
}

void InputGuard::tellPress(const QWindow *window, QEvent *event)
{
    const bool touch = event->type() == QEvent::TouchBegin;
    const bool button = event->type() == QEvent::MouseButtonPress;
    // A touch that nobody takes comes a second time, as a button.
    if (!touch
        && (!button
            || static_cast<QMouseEvent *>(event)->source() != Qt::MouseEventNotSynthesized)) {
        return;
    }
    const auto *press = static_cast<QPointerEvent *>(event);
    Q_EMIT pressed(press->points().first().position(), window->size());
}

} // namespace Hall
