#include "releasetarget.h"

#include "jsonfields.h"

#include <QJsonArray>

namespace Hall {

namespace {

} // namespace

QJsonObject ReleaseTarget::toJson() const
{
    QJsonObject json {
        { QStringLiteral("release"), release },
        { QStringLiteral("raw_size"), rawSize },
        { QStringLiteral("total_size"), totalSize },
        { QStringLiteral("schema"), schema },
        { QStringLiteral("min_app"), minApp },
        { QStringLiteral("rollout"),
            QJsonObject { { QStringLiteral("percent"), rolloutPercent },
                { QStringLiteral("salt"), rolloutSalt } } },
    };
    if (notBefore.isValid())
        json.insert(QStringLiteral("not_before"), toMetadataTime(notBefore));
    if (urgent)
        json.insert(QStringLiteral("urgent"), true);
    if (!withdrawn.isEmpty())
        json.insert(QStringLiteral("withdrawn"), QJsonArray::fromStringList(withdrawn));
    if (!rawSha256.isEmpty())
        json.insert(QStringLiteral("raw_sha256"), rawSha256);
    return json;
}

Result<ReleaseTarget> ReleaseTarget::fromJson(const QJsonObject &custom)
{
    JsonFields fields(custom, QStringLiteral("targets"));
    ReleaseTarget target;
    target.release = fields.integer(QStringLiteral("release"), 1, largestInteger);
    target.rawSize = fields.integer(QStringLiteral("raw_size"), 0, largestInteger);
    target.totalSize = fields.integer(QStringLiteral("total_size"), 0, largestInteger);
    target.schema = fields.integer(QStringLiteral("schema"), 1, largestInteger);
    if (fields.has(QStringLiteral("min_app")))
        target.minApp = fields.text(QStringLiteral("min_app"));
    if (fields.has(QStringLiteral("not_before")))
        target.notBefore = fields.time(QStringLiteral("not_before"));
    target.urgent = fields.flag(QStringLiteral("urgent"), false);
    if (fields.has(QStringLiteral("withdrawn"))) {
        const QJsonArray ids = fields.list(QStringLiteral("withdrawn"));
        for (const QJsonValue &id : ids)
            target.withdrawn.append(id.toString());
    }
    if (fields.has(QStringLiteral("raw_sha256")))
        target.rawSha256 = fields.digest(QStringLiteral("raw_sha256"));
    if (fields.has(QStringLiteral("rollout"))) {
        JsonFields rollout(fields.object(QStringLiteral("rollout")), fields.where());
        target.rolloutPercent = rollout.integer(QStringLiteral("percent"), 0, 100);
        target.rolloutSalt = rollout.text(QStringLiteral("salt"));
        if (!rollout.ok())
            fields.refuse(rollout.failure().why);
    }
    if (!fields.ok())
        return fields.failure();
    return target;
}

} // namespace Hall
