#include "kiosk/cornergesture.h"

#include <algorithm>

namespace Hall {

namespace {

    constexpr double kCornerShare = 0.12; // of the shorter side
    constexpr qint64 kWholeMs = 10'000;
    constexpr int kNone = -1;

    // 0 upper left, then clockwise.
    int cornerAt(const QPointF &at, const QSizeF &window)
    {
        const double reach = kCornerShare * std::min(window.width(), window.height());
        const bool left = at.x() < reach;
        const bool right = at.x() > window.width() - reach;
        const bool top = at.y() < reach;
        const bool bottom = at.y() > window.height() - reach;
        if (!(left || right) || !(top || bottom)) {
            return kNone;
        }
        return top ? (left ? 0 : 1) : (right ? 2 : 3);
    }

} // namespace

bool CornerGesture::touched(const QPointF &at, const QSizeF &window, qint64 nowMs)
{
    const int corner = cornerAt(at, window);
    const bool inTime = nowMs - m_begun <= kWholeMs;
    if (corner == 0) {
        m_begun = nowMs;
        m_next = 1;
        return false;
    }
    m_next = corner == m_next && inTime ? m_next + 1 : 0;
    const bool whole = m_next == 4;
    m_next = whole ? 0 : m_next;
    return whole;
}

} // namespace Hall
