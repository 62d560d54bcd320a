#include "kiosk/fallback/fallbackwindow.h"

#include <QEvent>
#include <QPainter>

namespace Hall {

FallbackWindow::FallbackWindow(const FallbackPage &page)
    : m_page(page)
{
    setTitle(QStringLiteral("hall-fallback"));
    setCursor(Qt::BlankCursor);
}

void FallbackWindow::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    m_page.paint(painter, size());
}

bool FallbackWindow::event(QEvent *event)
{
    if (event->type() == QEvent::Close) {
        event->ignore();
        return true;
    }
    return QRasterWindow::event(event);
}

} // namespace Hall
