#pragma once

#include <QHash>
#include <QJsonObject>
#include <QMap>
#include <QString>

namespace Hall {

/// What one screen counts in a day. It counts screens, never people: no times, no order, nothing
/// typed, and no item that so few opened that a day, a hall and a ticket number would tell who.
class UsageCount {
public:
    void screenShown(const QString &name) { ++m_screens[name]; }

    void itemOpened(const QString &id);

    void takenAway() { ++m_takenAway; }

    void searchedInVain() { ++m_searchedInVain; }

    bool isEmpty() const { return m_screens.isEmpty(); }

    bool operator==(const UsageCount &) const = default;

    /// Everything, to go on counting after a restart.
    QJsonObject toJson() const;
    static UsageCount fromJson(const QJsonObject &json);

    /// What leaves the screen: items that were opened fewer than three times are one sum, `other`.
    QJsonObject report() const;

private:
    QMap<QString, int> m_screens;
    QMap<QString, int> m_items;
    int m_takenAway = 0;
    int m_searchedInVain = 0;
};

} // namespace Hall
