#pragma once

#include "kiosk/contentmodel.h"
#include "kiosk/navigator.h"

namespace Hall {

/// The home tiles of one kind that have at least one item behind them.
class TopicModel : public Hall::ContentModel {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(Hall::Navigator::Listing listing MEMBER m_listing WRITE setListing NOTIFY loaded)

public:
    explicit TopicModel(QObject *parent = nullptr);

    void setListing(Navigator::Listing listing) { set(m_listing, listing); }

protected:
    Rows read(const Reading &reading) const override;

private:
    Navigator::Listing m_listing = Navigator::Listing::Topic;
};

} // namespace Hall
