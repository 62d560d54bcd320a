#pragma once

#include "kiosk/contentmodel.h"

namespace Hall {

/// The service halls with their hours, the screen's own hall first; `state` says whether one is
/// open now and is read anew every minute.
class HallModel : public Hall::ContentModel {
    Q_OBJECT
    QML_ELEMENT

public:
    explicit HallModel(QObject *parent = nullptr);

    void componentComplete() override;

protected:
    Rows read(const Reading &reading) const override;
};

} // namespace Hall
