#include "kiosk/fallback/fallbackpage.h"

#include <QFont>
#include <QFontMetrics>
#include <QPainter>
#include <QRegularExpression>
#include <algorithm>

namespace Hall {

namespace {

    constexpr double kTypeMm = 13; // the body of the large letters is 10
    constexpr double kUsualPxPerMm = 4.03;
    constexpr double kLeastMm = 8; // below it a name may take two lines
    constexpr int kLeastType = 24; // dense Han characters need the pixels
    // For those who read no Chinese; the numbers hold in the whole country.
    const QString kEnglish = QStringLiteral("Emergency: 110 police, 119 fire, 120 ambulance. "
                                            "For other help ask at the counter or call 12345.");
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

    // The text with its lines ended after a mark where a whole clause would still fit the next.
    QString inClauses(const QFontMetrics &metrics, const QString &text, int width)
    {
        static const QRegularExpression clause(QStringLiteral("[^，。；、]*[，。；、]?"));
        QString lines;
        QString line;
        for (auto found = clause.globalMatch(text); found.hasNext();) {
            const QString part = found.next().captured();
            if (!line.isEmpty() && metrics.horizontalAdvance(line + part) > width) {
                lines += line + u'\n';
                line.clear();
            }
            line += part;
        }
        return lines + line;
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
    const int columns = columnsOf(size);
    int y = margin;
    painter.setPen(kInk);
    painter.setFont(fontOf(type * 7 / 4, true));
    y += paragraph(painter, QRect(margin, y, width, 0), m_text.title, draw) + type;
    painter.setFont(fontOf(type, false));
    for (const QString &sentence : m_text.sentences) {
        const QString lines = inClauses(painter.fontMetrics(), sentence, width);
        y += paragraph(painter, QRect(margin, y, width, 0), lines, draw) + type / 2;
    }
    y += type / 2;
    const int cell = (width - (columns - 1) * margin) / columns;
    const int numberRoom = this->numberRoom(type);
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
    painter.setFont(fontOf(std::max(kLeastType, type * 3 / 4), false));
    y += type / 3;
    y += paragraph(painter, QRect(margin, y, width, 0), kEnglish, draw);
    return y + margin / 2;
}

int FallbackPage::columnsOf(const QSize &size) const
{
    return size.width() > size.height() && m_text.numbers.size() > 1 ? 2 : 1;
}

int FallbackPage::numberRoom(int type) const
{
    const QFontMetrics metrics(fontOf(type * 3 / 2, true));
    int widest = 0;
    for (const FallbackText::Number &one : m_text.numbers) {
        widest = std::max(widest, metrics.horizontalAdvance(one.number));
    }
    return widest + type * 3 / 4;
}

bool FallbackPage::namesFit(const QSize &size, int type) const
{
    const int columns = columnsOf(size);
    const int margin = type * 2;
    const int cell = (size.width() - (columns + 1) * margin) / columns;
    const int room = cell - numberRoom(type);
    const QFontMetrics metrics(fontOf(type, false));
    return std::all_of(m_text.numbers.cbegin(), m_text.numbers.cend(),
        [&](const auto &one) { return metrics.horizontalAdvance(one.name) <= room; });
}

int FallbackPage::typeFor(QPainter &painter, const QSize &size) const
{
    int type = std::max(kLeastType, qRound(kTypeMm * m_pxPerMm));
    const int mayBreak = std::max(kLeastType, qRound(kLeastMm * m_pxPerMm));
    while (type > mayBreak && !namesFit(size, type)) {
        --type;
    }
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
