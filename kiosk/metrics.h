#pragma once

#include <QObject>
#include <QSizeF>
#include <QtQml/qqmlregistration.h>

class QQmlEngine;
class QJSEngine;

namespace Hall {

/// A stretch of the window from its top, in px.
struct Band {
    double top = 0;
    double bottom = 0;

    bool operator==(const Band &) const = default;
};

constexpr double kTouchPanelMm = 476; ///< long side of 21.5 inches, the commonest touch panel
constexpr double kLobbyPanelMm = 1218; ///< of 55 inches, the commonest on a lobby's wall

/// Pixels a millimetre. A configured panel size is believed as it stands; what the screen says of
/// itself (EDID) only where it is plausible; else the panel that is usual for
/// the role is assumed.
double pixelsPerMm(const QSizeF &windowPx, const QSizeF &configuredMm, const QSizeF &reportedMm,
    const QSizeF &screenPx, double assumedLongSideMm = kTouchPanelMm);

/// The part of a panel that a seated person reaches: 800 to 1100 mm above the floor (EN 301 549),
/// widened towards 380 and 1220 mm where it would hold less than `leastMm` of the panel. A panel of
/// unknown mounting height is taken to begin 880 mm above the floor.
Band reachBand(double heightPx, double pxPerMm, double bottomEdgeMm, double leastMm);

/// Measures of this panel: what a millimetre is, which way up it stands, what can be reached.
class Metrics : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_SINGLETON
    Q_PROPERTY(double pxPerMm READ pxPerMm NOTIFY changed)
    Q_PROPERTY(double layoutPxPerMm READ layoutPxPerMm NOTIFY changed)
    Q_PROPERTY(bool isPortrait READ isPortrait NOTIFY changed)
    Q_PROPERTY(double readingDistanceMm READ readingDistanceMm CONSTANT)
    Q_PROPERTY(bool largeType READ largeType WRITE setLargeType NOTIFY changed)
    Q_PROPERTY(double reachTop READ reachTop NOTIFY changed)
    Q_PROPERTY(double reachBottom READ reachBottom NOTIFY changed)

public:
    /// What is known of the panel before a window is open.
    struct Panel {
        QSizeF configuredMm;
        QSizeF reportedMm;
        QSizeF screenPx;
        double bottomEdgeMm = 0;
        double readingDistanceMm = 5000;
        double assumedLongSideMm = kTouchPanelMm;
    };

    // No default constructor: QML would prefer it to create() and make a part of its own.
    Metrics(const Panel &panel, QObject *parent);
    static Metrics *create(QQmlEngine *engine, QJSEngine *);

    double pxPerMm() const { return m_pxPerMm; }

    /// The millimetre of the layout: the true one, enlarged up to 1.6 times on panels larger than
    /// 21.5 inches, so that targets and type grow with the panel.
    double layoutPxPerMm() const;

    bool isPortrait() const { return m_windowPx.height() > m_windowPx.width(); }

    double readingDistanceMm() const { return m_panel.readingDistanceMm; }

    bool largeType() const { return m_largeType; }

    /// Large type needs a taller band within reach.
    void setLargeType(bool large);

    double reachTop() const { return m_reach.top; }

    double reachBottom() const { return m_reach.bottom; }

    /// Called whenever the window has a new size.
    Q_INVOKABLE void setWindowSize(double width, double height);

Q_SIGNALS:
    void changed();

private:
    void measureReach();

    Panel m_panel;
    QSizeF m_windowPx;
    double m_pxPerMm = 0;
    bool m_largeType = false;
    Band m_reach;
};

} // namespace Hall
