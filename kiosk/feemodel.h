#pragma once

#include "kiosk/contentmodel.h"

namespace Hall {

/// The fees valid today, group by group; fees whose amount is not known are left out.
class FeeModel : public Hall::ContentModel {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(int groupCount READ groupCount NOTIFY loaded)

public:
    explicit FeeModel(QObject *parent = nullptr);

    int groupCount() const;

    /// Name and first row of a group, in the order of the table; empty and -1 past the last.
    Q_INVOKABLE QString groupName(int group) const;
    Q_INVOKABLE int groupStart(int group) const;

protected:
    Rows read(const Reading &reading) const override;

private:
    QList<int> groupStarts() const;
};

} // namespace Hall
