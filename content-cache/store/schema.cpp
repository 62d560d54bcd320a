#include "store/schema.h"

namespace Hall {

QString releaseDatabaseName() { return QStringLiteral("release.db"); }

QString overlayDatabaseName() { return QStringLiteral("overlay/release.db"); }

QByteArray releaseSchemaSql()
{
    return R"sql(
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE item(
    position INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    plain_name TEXT NOT NULL,
    title_en TEXT NOT NULL,
    unit TEXT NOT NULL,
    kind TEXT NOT NULL,
    disclosure TEXT NOT NULL,
    effective_from TEXT NOT NULL,
    effective_to TEXT NOT NULL,
    hot INTEGER NOT NULL,
    fee_text TEXT NOT NULL,
    limit_text TEXT NOT NULL,
    guide_url TEXT NOT NULL,
    guide TEXT NOT NULL);
CREATE TABLE item_topic(
    topic TEXT NOT NULL,
    position INTEGER NOT NULL,
    item TEXT NOT NULL,
    PRIMARY KEY(topic, position)) WITHOUT ROWID;
CREATE TABLE record(
    kind TEXT NOT NULL,
    position INTEGER NOT NULL,
    id TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY(kind, position)) WITHOUT ROWID;
CREATE UNIQUE INDEX record_by_id ON record(kind, id);
CREATE TABLE search_term(
    position INTEGER PRIMARY KEY,
    item TEXT NOT NULL,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    readings TEXT NOT NULL);
CREATE VIRTUAL TABLE search_text USING fts5(item UNINDEXED, body, tokenize = 'unicode61', detail = full);
)sql";
}

QString spacedCharacters(const QString &text)
{
    QString spaced;
    spaced.reserve(text.size() * 2);
    for (const QChar c : text) {
        spaced += c;
        // A pair of surrogates is one character.
        if (!c.isHighSurrogate()) {
            spaced += QLatin1Char(' ');
        }
    }
    return spaced;
}

} // namespace Hall
