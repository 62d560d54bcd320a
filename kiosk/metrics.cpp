#include "kiosk/metrics.h"

#include <algorithm>
#include <cmath>

namespace Hall {

namespace {

    constexpr double kAssumedShortSideMm = 268;
    constexpr double kMostEnlarged = 1.6;
    constexpr double kSmallestSideMm = 100;
    constexpr double kLargestSideMm = 3000;
    constexpr double kSmallestPxPerMm = 0.8;
    constexpr double kLargestPxPerMm = 12;
    constexpr double kAspectTolerance = 0.15;

    constexpr double kAssumedBottomEdgeMm = 880; // an upright or desk-high stand
    constexpr double kReachLowMm = 800;
    constexpr double kReachHighMm = 1100;
    constexpr double kReachLowestMm = 380;
    constexpr double kReachHighestMm = 1220;
    constexpr double kUsableBandMm = 160;
    // In millimetres of the layout: three tiles, two hits above the pinyin pad, five answers.
    constexpr double kLeastBandMm = 200;
    constexpr double kLeastLargeBandMm = 340;

    double longSide(const QSizeF &size) { return std::max(size.width(), size.height()); }

    double shortSide(const QSizeF &size) { return std::min(size.width(), size.height()); }

    // Firmware reports 160×90 mm, 16×9 mm, or the size of another panel of the family.
    bool plausible(const QSizeF &mm, const QSizeF &px)
    {
        if (mm.isEmpty() || px.isEmpty() || shortSide(mm) < kSmallestSideMm
            || longSide(mm) > kLargestSideMm) {
            return false;
        }
        const double density = longSide(px) / longSide(mm);
        const double skew = (longSide(px) / shortSide(px)) / (longSide(mm) / shortSide(mm));
        return density >= kSmallestPxPerMm && density <= kLargestPxPerMm
            && std::abs(skew - 1) <= kAspectTolerance;
    }

} // namespace

double pixelsPerMm(const QSizeF &windowPx, const QSizeF &configuredMm, const QSizeF &reportedMm,
    const QSizeF &screenPx, double assumedLongSideMm)
{
    if (!configuredMm.isEmpty()) {
        return std::clamp(
            longSide(windowPx) / longSide(configuredMm), kSmallestPxPerMm, kLargestPxPerMm);
    }
    if (plausible(reportedMm, screenPx)) {
        return longSide(screenPx) / longSide(reportedMm);
    }
    return std::clamp(longSide(windowPx) / assumedLongSideMm, kSmallestPxPerMm, kLargestPxPerMm);
}

Band reachBand(double heightPx, double pxPerMm, double bottomEdgeMm, double leastMm)
{
    const double heightMm = heightPx / pxPerMm;
    const double bottom = bottomEdgeMm > 0 ? bottomEdgeMm : kAssumedBottomEdgeMm;
    const double panelTop = bottom + heightMm;
    double low = std::clamp(kReachLowMm, bottom, panelTop);
    double high = std::clamp(kReachHighMm, bottom, panelTop);
    if (high - low < leastMm) {
        high = std::min({ low + leastMm, std::max(kReachHighestMm, bottom), panelTop });
    }
    if (high - low < leastMm) {
        low = std::max({ high - leastMm, std::min(kReachLowestMm, panelTop), bottom });
    }
    if (high - low < kUsableBandMm) {
        // The panel hangs out of reach altogether: its lowest part is the best there is.
        return { std::max(0.0, heightPx - kUsableBandMm * pxPerMm), heightPx };
    }
    return { (panelTop - high) * pxPerMm, (panelTop - low) * pxPerMm };
}

Metrics::Metrics(const Panel &panel, QObject *parent)
    : QObject(parent)
    , m_panel(panel)
{
    const QSizeF first = panel.screenPx.isEmpty() ? QSizeF(1920, 1080) : panel.screenPx;
    setWindowSize(first.width(), first.height());
}

double Metrics::layoutPxPerMm() const
{
    const double shortSideMm = shortSide(m_windowPx) / m_pxPerMm;
    return m_pxPerMm * std::clamp(shortSideMm / kAssumedShortSideMm, 1.0, kMostEnlarged);
}

void Metrics::setWindowSize(double width, double height)
{
    const QSizeF size(width, height);
    if (size.isEmpty() || size == m_windowPx) {
        return;
    }
    m_windowPx = size;
    m_pxPerMm = pixelsPerMm(m_windowPx, m_panel.configuredMm, m_panel.reportedMm, m_panel.screenPx,
        m_panel.assumedLongSideMm);
    measureReach();
}

void Metrics::setLargeType(bool large)
{
    if (large != m_largeType) {
        m_largeType = large;
        measureReach();
    }
}

void Metrics::measureReach()
{
    const double least = m_largeType ? kLeastLargeBandMm : kLeastBandMm;
    m_reach = reachBand(
        m_windowPx.height(), m_pxPerMm, m_panel.bottomEdgeMm, least * layoutPxPerMm() / m_pxPerMm);
    Q_EMIT changed();
}

} // namespace Hall
