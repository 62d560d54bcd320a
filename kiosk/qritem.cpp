#include "kiosk/qritem.h"

#include <QPainter>

namespace Hall {

QrItem::QrItem(QQuickItem *parent)
    : QQuickPaintedItem(parent)
{
    setAntialiasing(false);
    setSmooth(false);
    setOpaquePainting(true);
    setFillColor(Qt::white);
}

int QrItem::side() const { return ready() ? (m_code.side + 2 * kQuietModules) * modulePx() : 0; }

void QrItem::setPayload(const QString &payload)
{
    if (payload == m_payload) {
        return;
    }
    m_payload = payload;
    auto code = encodeQr(payload);
    m_code = code ? code.take() : QrCode();
    fit();
    Q_EMIT payloadChanged();
    if (!code && !payload.isEmpty()) {
        Q_EMIT refused(code.failure().why);
    }
}

void QrItem::setPxPerMm(double pxPerMm)
{
    m_pxPerMm = pxPerMm;
    fit();
}

void QrItem::setModuleMm(double moduleMm)
{
    m_moduleMm = moduleMm;
    fit();
}

void QrItem::fit()
{
    setSize(QSizeF(side(), side()));
    setImplicitSize(side(), side());
    update();
    Q_EMIT sizeChanged();
}

void QrItem::paint(QPainter *painter)
{
    const int px = modulePx();
    painter->fillRect(0, 0, side(), side(), Qt::white);
    for (int row = 0; row < m_code.side; ++row) {
        for (int column = 0; column < m_code.side; ++column) {
            if (m_code.dark(row, column)) {
                painter->fillRect(
                    (column + kQuietModules) * px, (row + kQuietModules) * px, px, px, Qt::black);
            }
        }
    }
}

} // namespace Hall
