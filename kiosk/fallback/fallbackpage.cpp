#include "kiosk/fallback/fallbackpage.h"

#include <QFont>
#include <QFontMetrics>
#include <QPainter>
#include <algorithm>

namespace Hall {

namespace {

    constexpr double kTypeMm = 13; // the body of the large letters is 10
    constexpr double kUsualPxPerMm = 4.03;
    constexpr int kLeastType = 24; // dense Han characters need the pixels
    const QColor kGround(0x08, 0x3A, 0x7A);
    const QColor kInk(0xFF, 0xFF, 0xFF);
    const QColor kNumber(0xFF, 0xD6, 0x66);

    QFont fontOf(int type, bool bold)
    {
        QFont font(QStringLiteral("Noto Sans CJK SC"));
        font.setPixelSize(type);
        font.setBold(bold);
        return font;
    }

    // One paragraph from the top of `box`; gives its height.
    int paragraph(QPainter &painter, const QRect &box, const QString &text, bool draw)
    {
        const int flags = Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap;
        const QRect tall(box.topLeft(), QSize(box.width(), 1 << 20));
        if (draw) {
            painter.drawText(tall, flags, text);
        }
        return painter.fontMetrics().boundingRect(tall, flags, text).height();
    }

} // namespace

FallbackPage::FallbackPage(const FallbackText &text, double pxPerMm)
    : m_text(text)
    , m_pxPerMm(pxPerMm)
{
}

int FallbackPage::layOut(QPainter &painter, const QSize &size, int type, bool draw) const
{
    const int margin = type * 2;
    const int width = size.width() - 2 * margin;
    const int columns = size.width() > size.height() && m_text.numbers.size() > 1 ? 2 : 1;
    int y = margin;
    painter.setPen(kInk);
    painter.setFont(fontOf(type * 7 / 4, true));
    y += paragraph(painter, QRect(margin, y, width, 0), m_text.title, draw) + type;
    painter.setFont(fontOf(type, false));
    for (const QString &sentence : m_text.sentences) {
        y += paragraph(painter, QRect(margin, y, width, 0), sentence, draw) + type / 2;
    }
    y += type / 2;
    const int cell = (width - (columns - 1) * margin) / columns;
    const int numberRoom = type * 21 / 4;
    int rowHeight = 0;
    for (qsizetype i = 0; i < m_text.numbers.size(); ++i) {
        const int x = margin + static_cast<int>(i % columns) * (cell + margin);
        painter.setFont(fontOf(type * 3 / 2, true));
        painter.setPen(kNumber);
        const int number
            = paragraph(painter, QRect(x, y, cell, 0), m_text.numbers.at(i).number, draw);
        painter.setFont(fontOf(type, false));
        painter.setPen(kInk);
        const QRect name(x + numberRoom, y + type * 2 / 5, cell - numberRoom, 0);
        rowHeight = std::max({ rowHeight, number,
            paragraph(painter, name, m_text.numbers.at(i).name, draw) + type * 2 / 5 });
        if (i % columns == columns - 1 || i == m_text.numbers.size() - 1) {
            y += rowHeight + type / 3;
            rowHeight = 0;
        }
    }
    return y + margin / 2;
}

int FallbackPage::typeFor(QPainter &painter, const QSize &size) const
{
    int type = std::max(kLeastType, qRound(kTypeMm * m_pxPerMm));
    while (type > kLeastType && layOut(painter, size, type, false) > size.height()) {
        --type;
    }
    return type;
}

void FallbackPage::paint(QPainter &painter, const QSize &size) const
{
    painter.setRenderHint(QPainter::TextAntialiasing);
    painter.fillRect(QRect(QPoint(0, 0), size), kGround);
    layOut(painter, size, typeFor(painter, size), true);
}

double panelPxPerMm(const QSizeF &pixels, const QSizeF &millimetres)
{
    if (pixels.isEmpty() || millimetres.isEmpty()) {
        return kUsualPxPerMm;
    }
    return std::max(pixels.width(), pixels.height())
        / std::max(millimetres.width(), millimetres.height());
}

} // namespace Hall
