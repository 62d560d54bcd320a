#pragma once

#include "kiosk/contentmodel.h"

namespace Hall {

/// The notices of today for this hall, urgent first.
class NoticeModel : public Hall::ContentModel {
    Q_OBJECT
    QML_ELEMENT

public:
    explicit NoticeModel(QObject *parent = nullptr);

protected:
    Rows read(const Reading &reading) const override;
};

} // namespace Hall
