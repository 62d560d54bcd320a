#pragma once

#include "kiosk/fallback/fallbackpage.h"

#include <QRasterWindow>

namespace Hall {

/// The fallback page as a window over the whole screen; no key and no touch does anything.
class FallbackWindow : public QRasterWindow {
    Q_OBJECT

public:
    explicit FallbackWindow(const FallbackPage &page);

protected:
    void paintEvent(QPaintEvent *) override;

    /// Refuses to be closed, whoever asks.
    bool event(QEvent *event) override;

private:
    FallbackPage m_page;
};

} // namespace Hall
