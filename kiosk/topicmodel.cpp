#include "kiosk/topicmodel.h"

namespace Hall {

namespace {

    TopicKind kindOf(Navigator::Listing listing)
    {
        switch (listing) {
        case Navigator::Listing::People:
            return TopicKind::People;
        case Navigator::Listing::LifeEvent:
            return TopicKind::LifeEvent;
        default:
            return TopicKind::Topic;
        }
    }

} // namespace

TopicModel::TopicModel(QObject *parent)
    : ContentModel({ "topicId", "title", "line", "icon", "itemCount" }, parent)
{
}

ContentModel::Rows TopicModel::read(const Reading &reading) const
{
    Rows rows;
    const QList<Topic> topics = reading.store.topics(kindOf(m_listing));
    for (const Topic &topic : topics) {
        const auto count = reading.store.itemsOfTopic(topic.id, reading.today()).size();
        if (count > 0) {
            rows.append({ topic.id, topic.title, topic.line, topic.icon, count });
        }
    }
    return rows;
}

} // namespace Hall
