#pragma once

#include "kiosk/contentmodel.h"

namespace Hall {

/// The stills of the attract loop; never empty, so that the loop always has something to say.
class SlideModel : public Hall::ContentModel {
    Q_OBJECT
    QML_ELEMENT

public:
    explicit SlideModel(QObject *parent = nullptr);

protected:
    Rows read(const Reading &reading) const override;
};

} // namespace Hall
