#include "syncstate.h"

#include "durablefile.h"
#include "trust/canonicaljson.h"
#include "trust/jsonfields.h"
#include "trust/strictjson.h"

#include <QJsonArray>
#include <optional>

namespace Hall {

namespace {

    constexpr qint64 longest = 64 * 1024;

    std::optional<SyncState> readState(const QString &path)
    {
        const Result<QJsonObject> json = parseStrictObject(readIfPresent(path, longest), path);
        if (!json)
            return std::nullopt;
        JsonFields fields(json.value(), path);
        SyncState state;
        if (fields.has(QStringLiteral("floor")))
            state.floor = fields.time(QStringLiteral("floor"));
        if (fields.has(QStringLiteral("last_ok")))
            state.lastOk = fields.time(QStringLiteral("last_ok"));
        state.release = fields.integer(QStringLiteral("release"), 0, largestInteger);
        state.target = fields.text(QStringLiteral("target"));
        state.generation = fields.text(QStringLiteral("generation"));
        if (fields.has(QStringLiteral("pin")))
            state.pin = fields.text(QStringLiteral("pin"));
        if (fields.has(QStringLiteral("withdrawn"))) {
            const QJsonArray ids = fields.list(QStringLiteral("withdrawn"));
            for (const QJsonValue &id : ids)
                state.withdrawn.append(id.toString());
        }
        if (fields.has(QStringLiteral("root")))
            state.root = fields.integer(QStringLiteral("root"), 0, largestInteger);
        return fields.ok() ? std::optional(state) : std::nullopt;
    }

} // namespace

SyncState loadState(const CacheTree &cache)
{
    for (const QString &path : { cache.state(), cache.stateCopy() }) {
        if (const std::optional<SyncState> state = readState(path))
            return *state;
    }
    return {};
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
    if (!state.withdrawn.isEmpty())
        json.insert(QStringLiteral("withdrawn"), QJsonArray::fromStringList(state.withdrawn));
    if (state.root > 0)
        json.insert(QStringLiteral("root"), state.root);
    if (state.floor.isValid())
        json.insert(QStringLiteral("floor"), toMetadataTime(state.floor));
    if (state.lastOk.isValid())
        json.insert(QStringLiteral("last_ok"), toMetadataTime(state.lastOk));
    const QByteArray text = canonicalJson(json);
    if (const Synced<Done> written = writeDurably(cache.state(), text); !written)
        return written;
    // A pin cannot be learnt again from the server. The copy is for another day: what is asked for
    // now is on the disk, whatever becomes of it.
    if (readIfPresent(cache.stateCopy(), longest) != text)
        static_cast<void>(writeDurably(cache.stateCopy(), text).ok());
    return Done {};
}

} // namespace Hall
