#pragma once

#include "kiosk/guidepartmodel.h"

namespace Hall {

/// What of a guide can be taken away on a phone: its forms, the guide itself, the list of papers as
/// plain text where it fits, the number to ask. One code each; addresses longer than a code may
/// carry are left out.
class TakeAwayModel : public Hall::GuidePartModel {
    Q_OBJECT
    QML_ELEMENT

public:
    explicit TakeAwayModel(QObject *parent = nullptr);

protected:
    Rows readPart(const Reading &reading, const GuideRecord &guide) const override;
};

} // namespace Hall
