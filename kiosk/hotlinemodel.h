#pragma once

#include "kiosk/contentmodel.h"

namespace Hall {

/// The telephone numbers, emergency first, with what each is for and what it is not for.
class HotlineModel : public Hall::ContentModel {
    Q_OBJECT
    QML_ELEMENT

public:
    explicit HotlineModel(QObject *parent = nullptr);

protected:
    Rows read(const Reading &reading) const override;
};

} // namespace Hall
