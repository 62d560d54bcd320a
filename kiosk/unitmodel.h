#pragma once

#include "kiosk/contentmodel.h"

namespace Hall {

/// The departments that handle items, with the number of items each handles.
class UnitModel : public Hall::ContentModel {
    Q_OBJECT
    QML_ELEMENT

public:
    explicit UnitModel(QObject *parent = nullptr);

protected:
    Rows read(const Reading &reading) const override;
};

} // namespace Hall
