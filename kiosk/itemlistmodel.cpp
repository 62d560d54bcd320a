#include "kiosk/itemlistmodel.h"

namespace Hall {

namespace {

    QList<ItemHead> headsOf(
        const Reading &reading, Navigator::Listing listing, const QString &subject, int most)
    {
        switch (listing) {
        case Navigator::Listing::Hot:
            return reading.store.hotItems(reading.today(), most);
        case Navigator::Listing::Unit:
            return reading.store.itemsOfUnit(subject, reading.today()).mid(0, most);
        default:
            return reading.store.itemsOfTopic(subject, reading.today()).mid(0, most);
        }
    }

    QString topicTitle(const ContentStore &store, const QString &id)
    {
        for (const TopicKind kind : { TopicKind::Topic, TopicKind::People, TopicKind::LifeEvent }) {
            const QList<Topic> topics = store.topics(kind);
            for (const Topic &topic : topics) {
                if (topic.id == id) {
                    return topic.title;
                }
            }
        }
        return {};
    }

} // namespace

QString answersText(const ItemHead &head)
{
    // A list says 60天 for natural days; the guide says it in full.
    QString limit = head.limitText;
    QStringList parts { head.feeText, limit.remove(QStringLiteral("（自然日）")) };
    parts.removeAll(QString());
    return parts.join(QStringLiteral(" · "));
}

ItemListModel::ItemListModel(QObject *parent)
    : ContentModel({ "itemId", "title", "plainName", "answers", "signpost" }, parent)
{
}

QString ItemListModel::title() const
{
    if (m_listing == Navigator::Listing::Hot) {
        return QStringLiteral("大家常办");
    }
    if (!library() || !library()->ready()) {
        return {};
    }
    const ContentStore &store = *library()->store();
    return m_listing == Navigator::Listing::Unit ? store.unit(m_subject).name
                                                 : topicTitle(store, m_subject);
}

ContentModel::Rows ItemListModel::read(const Reading &reading) const
{
    Rows rows;
    const QList<ItemHead> heads = headsOf(reading, m_listing, m_subject, m_most);
    for (const ItemHead &head : heads) {
        rows.append({ head.id, head.title, head.plainName, answersText(head),
            head.kind == QLatin1String("signpost") });
    }
    return rows;
}

} // namespace Hall
