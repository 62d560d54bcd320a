#pragma once

#include <QPointF>
#include <QSizeF>
#include <QtGlobal>

namespace Hall {

/// The way to the technician's page that nobody finds by chance: the four corners, clockwise from
/// the upper left, one touch each, within ten seconds, and nothing else in between. Time comes as
/// an argument, in milliseconds.
class CornerGesture {
public:
    /// A touch has begun; true when it was the fourth of a whole round.
    bool touched(const QPointF &at, const QSizeF &window, qint64 nowMs);

private:
    int m_next = 0;
    qint64 m_begun = 0;
};

} // namespace Hall
