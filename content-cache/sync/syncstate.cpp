#include "syncstate.h"

#include "durablefile.h"
#include "trust/canonicaljson.h"
#include "trust/jsonfields.h"
#include "trust/strictjson.h"

namespace Hall {

namespace {

    constexpr qint64 longest = 64 * 1024;
    constexpr qint64 largest = (qint64(1) << 53) - 1;

} // namespace

SyncState loadState(const CacheTree &cache)
{
    const QByteArray file = readIfPresent(cache.state(), longest);
    const Result<QJsonObject> json = parseStrictObject(file, cache.state());
    if (!json)
        return {};
    JsonFields fields(json.value(), cache.state());
    SyncState state;
    if (fields.has(QStringLiteral("floor")))
        state.floor = fields.time(QStringLiteral("floor"));
    if (fields.has(QStringLiteral("last_ok")))
        state.lastOk = fields.time(QStringLiteral("last_ok"));
    state.release = fields.integer(QStringLiteral("release"), 0, largest);
    state.target = fields.text(QStringLiteral("target"));
    state.generation = fields.text(QStringLiteral("generation"));
    if (fields.has(QStringLiteral("pin")))
        state.pin = fields.text(QStringLiteral("pin"));
    if (fields.has(QStringLiteral("root")))
        state.root = fields.integer(QStringLiteral("root"), 0, largest);
    return fields.ok() ? state : SyncState {};
}

Synced<Done> saveState(const CacheTree &cache, const SyncState &state)
{
    QJsonObject json {
        { QStringLiteral("release"), state.release },
        { QStringLiteral("target"), state.target },
        { QStringLiteral("generation"), state.generation },
    };
    if (!state.pin.isEmpty())
        json.insert(QStringLiteral("pin"), state.pin);
    if (state.root > 0)
        json.insert(QStringLiteral("root"), state.root);
    if (state.floor.isValid())
        json.insert(QStringLiteral("floor"), toMetadataTime(state.floor));
    if (state.lastOk.isValid())
        json.insert(QStringLiteral("last_ok"), toMetadataTime(state.lastOk));
    return writeDurably(cache.state(), canonicalJson(json));
}

} // namespace Hall
