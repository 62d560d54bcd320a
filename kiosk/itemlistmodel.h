#pragma once

#include "kiosk/contentmodel.h"
#include "kiosk/navigator.h"

namespace Hall {

/// The items of a topic, of a department, or the hot ones; each with its short answers.
class ItemListModel : public Hall::ContentModel {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(Hall::Navigator::Listing listing MEMBER m_listing WRITE setListing NOTIFY loaded)
    Q_PROPERTY(QString subject MEMBER m_subject WRITE setSubject NOTIFY loaded)
    Q_PROPERTY(int most MEMBER m_most WRITE setMost NOTIFY loaded)
    Q_PROPERTY(QString title READ title NOTIFY loaded)

public:
    explicit ItemListModel(QObject *parent = nullptr);

    void setListing(Navigator::Listing listing) { set(m_listing, listing); }

    void setSubject(const QString &subject) { set(m_subject, subject); }

    void setMost(int most) { set(m_most, most); }

    QString title() const; ///< what the list is about

protected:
    Rows read(const Reading &reading) const override;

private:
    Navigator::Listing m_listing = Navigator::Listing::Topic;
    QString m_subject;
    int m_most = 1000;
};

/// 40元 · 20个工作日: what a row says of cost and time; empty where neither is known.
QString answersText(const ItemHead &head);

} // namespace Hall
