#pragma once

#include "kiosk/contentmodel.h"

namespace Hall {

/// The telephone numbers with what each is for and what it is not for: first the few everybody
/// needs (group 常用), then group by group. With a `group` only a stretch of that group is listed.
class HotlineModel : public Hall::ContentModel {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QString group MEMBER m_group WRITE setGroup NOTIFY loaded)
    Q_PROPERTY(int from MEMBER m_from WRITE setFrom NOTIFY loaded)
    Q_PROPERTY(int most MEMBER m_most WRITE setMost NOTIFY loaded)
    Q_PROPERTY(QStringList groups READ groups NOTIFY loaded)

public:
    explicit HotlineModel(QObject *parent = nullptr);

    void setGroup(const QString &group) { set(m_group, group); }

    void setFrom(int from) { set(m_from, from); }

    void setMost(int most) { set(m_most, most); }

    QStringList groups() const; ///< of the rows listed, each once

    /// How many of the rows listed are of a group.
    Q_INVOKABLE int countOf(const QString &group) const;

protected:
    Rows read(const Reading &reading) const override;

private:
    QStringList groupOfRows() const;

    QString m_group;
    int m_from = 0;
    int m_most = 1000;
};

} // namespace Hall
