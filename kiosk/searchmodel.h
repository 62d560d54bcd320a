#pragma once

#include "kiosk/contentmodel.h"

namespace Hall {

/// What the visitor's letters or words find, best first: guides, and telephone numbers and the fee
/// page (`target` guide, hotlines, fees). The query is not kept after the list.
class SearchModel : public Hall::ContentModel {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QString query MEMBER m_query WRITE setQuery NOTIFY loaded)

public:
    explicit SearchModel(QObject *parent = nullptr);
    ~SearchModel() override;

    void setQuery(const QString &query) { set(m_query, query); }

protected:
    Rows read(const Reading &reading) const override;

private:
    QString m_query;
};

} // namespace Hall
