#pragma once

#include "kiosk/fallback/fallbacktext.h"

#include <QSize>

class QPainter;

namespace Hall {

/// Draws the fallback page: a title, sentences, numbers to call. Type is larger than the large
/// letters of the screens (13 mm to their 10), and smaller only where it would not fit.
class FallbackPage {
public:
    /// `pxPerMm` of the panel as it stands before the visitor.
    FallbackPage(const FallbackText &text, double pxPerMm);

    void paint(QPainter &painter, const QSize &size) const;

    /// The type, in px, that a page of this size gets.
    int typeFor(QPainter &painter, const QSize &size) const;

    /// Whether the name of every number stands on one line beside it.
    bool namesFit(const QSize &size, int type) const;

private:
    int columnsOf(const QSize &size) const;
    int numberRoom(int type) const; ///< width that the numbers take before their names

    /// Draws, or only measures where `draw` is false; gives the height.
    int layOut(QPainter &painter, const QSize &size, int type, bool draw) const;

    FallbackText m_text;
    double m_pxPerMm;
};

/// Pixels a millimetre, whichever way up the panel is written down; that of a 21.5-inch panel of
/// 1920 px where either is not known.
double panelPxPerMm(const QSizeF &pixels, const QSizeF &millimetres);

} // namespace Hall
