#include "outboxfigures.h"

#include "trust/jsonfields.h"

namespace Hall {

namespace {

    QJsonValue timeOrNull(const QDateTime &time)
    {
        return time.isValid() ? QJsonValue(toMetadataTime(time)) : QJsonValue();
    }

} // namespace

QJsonValue OutboxFigures::toJson() const
{
    if (!used)
        return {};
    return QJsonObject {
        { QStringLiteral("waiting"), waiting },
        { QStringLiteral("waiting_bytes"), waitingBytes },
        { QStringLiteral("oldest"), timeOrNull(oldest) },
        { QStringLiteral("sent"), sent },
        { QStringLiteral("lost"), lost },
        { QStringLiteral("set_aside"), setAside },
        { QStringLiteral("last_sent"), timeOrNull(lastSent) },
        { QStringLiteral("error"), failure ? QJsonValue(errorWord(failure->error)) : QJsonValue() },
        { QStringLiteral("sentence"), failure ? QJsonValue(sentence(*failure)) : QJsonValue() },
    };
}

} // namespace Hall
