#pragma once

#include "kiosk/contentmodel.h"

namespace Hall {

/// The fees valid today, group by group; fees whose amount is not known are left out.
class FeeModel : public Hall::ContentModel {
    Q_OBJECT
    QML_ELEMENT

public:
    explicit FeeModel(QObject *parent = nullptr);

protected:
    Rows read(const Reading &reading) const override;
};

} // namespace Hall
