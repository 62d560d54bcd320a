#pragma once

#include <QList>
#include <QUrl>
#include <chrono>

namespace Hall {

/// A server with its mirrors, and the decision which of them is asked.
class Servers {
public:
    /// How long a mirror stands in for a server that failed before that one is tried again.
    static constexpr std::chrono::milliseconds standIn = std::chrono::minutes(10);
    /// So many wrong bodies of one server are no accident any more.
    static constexpr int wrongBeforeAlarm = 3;

    /// The server to prefer comes first.
    explicit Servers(QList<QUrl> addresses);

    qsizetype count() const { return m_addresses.size(); }

    const QUrl &address(qsizetype index) const { return m_addresses.at(index); }

    /// Whom to ask first at this moment of a steady clock.
    qsizetype preferred(std::chrono::milliseconds now);

    qsizetype after(qsizetype index) const { return (index + 1) % count(); }

    /// This one stood still, was away or delivered wrongly: the next one is preferred for a while.
    void failed(qsizetype index, std::chrono::milliseconds now);

    /// Counts a wrong body; true for every third one, which is to be told.
    bool deliveredWrongly(qsizetype index);

private:
    QList<QUrl> m_addresses;
    QList<int> m_wrong;
    qsizetype m_preferred = 0;
    std::chrono::milliseconds m_leftFirst {};
};

} // namespace Hall
