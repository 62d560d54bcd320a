#include "publish/inbox/inboxtable.h"

#include "store/statement.h"

#include <QFile>
#include <sqlite3.h>

namespace Hall {

namespace {

    constexpr int kBusyMs = 20'000; // another run may be at work
    constexpr qint64 kApplication = 0x48494E42; // "HINB", see PRAGMA application_id

    constexpr const char *kSchema
        = "PRAGMA application_id = 1212763714;"
          "PRAGMA user_version = 1;"
          "CREATE TABLE IF NOT EXISTS message("
          " kiosk TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL,"
          " received TEXT NOT NULL, json TEXT NOT NULL CHECK(json_valid(json)),"
          " PRIMARY KEY(kiosk, kind, id)) WITHOUT ROWID;"
          "CREATE VIEW IF NOT EXISTS field AS"
          " SELECT message.kiosk, message.kind, message.id, message.received,"
          "  replace(substr(tree.fullkey, 3), '\"', '') AS path, tree.atom AS value"
          " FROM message, json_tree(message.json) AS tree WHERE tree.atom IS NOT NULL;";

    QString stamp(const QDateTime &time) { return time.toUTC().toString(Qt::ISODateWithMs); }

} // namespace

static_assert(kApplication == 1212763714);

InboxTable::~InboxTable() { sqlite3_close(m_database); }

Failure InboxTable::failure(const QString &why) const
{
    return { m_file, QStringLiteral("收件库读写不了：%1").arg(why) };
}

Result<Done> InboxTable::run(const char *sql)
{
    if (sqlite3_exec(m_database, sql, nullptr, nullptr, nullptr) != SQLITE_OK) {
        return failure(QString::fromUtf8(sqlite3_errmsg(m_database)));
    }
    return Done {};
}

Result<Done> InboxTable::open(const QString &file)
{
    m_file = file;
    if (sqlite3_open(QFile::encodeName(file).constData(), &m_database) != SQLITE_OK) {
        return failure(QString::fromUtf8(sqlite3_errmsg(m_database)));
    }
    sqlite3_busy_timeout(m_database, kBusyMs);
    Statement look(m_database,
        "SELECT (SELECT application_id FROM pragma_application_id),"
        " (SELECT count(*) FROM sqlite_schema)");
    if (!look.next()) {
        return failure(look.error());
    }
    if (look.integer(0) != kApplication && look.integer(1) > 0) {
        return Failure { file, QStringLiteral("这是别的数据库，不是收件库") };
    }
    look.reset();
    // Files are removed from the drop-box only after this database has them on the disk.
    const Result<Done> durable = run("PRAGMA synchronous = FULL;");
    return durable ? run(kSchema) : durable;
}

Result<Done> InboxTable::begin() { return run("BEGIN IMMEDIATE"); }

Result<Done> InboxTable::commit() { return run("COMMIT"); }

bool InboxTable::knows(
    const QString &kiosk, const QString &kind, const QString &id, const QDateTime &received) const
{
    Statement query(m_database,
        "SELECT 1 FROM message WHERE kiosk = ?1 AND kind = ?2 AND id = ?3 AND received >= ?4");
    query.bind(1, kiosk);
    query.bind(2, kind);
    query.bind(3, id);
    query.bind(4, stamp(received));
    return query.next();
}

Result<bool> InboxTable::add(const KioskMessage &message, const QDateTime &received)
{
    Statement same(m_database,
        "SELECT 1 FROM message WHERE kiosk = ?1 AND kind = ?2 AND id = ?3 AND json = ?4");
    same.bind(1, message.kiosk);
    same.bind(2, message.kind);
    same.bind(3, message.id);
    same.bind(4, message.json);
    const bool known = same.next();
    Statement insert(m_database,
        "INSERT INTO message VALUES(?1, ?2, ?3, ?4, ?5) ON CONFLICT(kiosk, kind, id) DO UPDATE"
        " SET received = excluded.received, json = excluded.json"
        " WHERE excluded.received > message.received");
    insert.bind(1, message.kiosk);
    insert.bind(2, message.kind);
    insert.bind(3, message.id);
    insert.bind(4, stamp(received));
    insert.bind(5, message.json);
    insert.next();
    if (!insert.error().isEmpty()) {
        return failure(insert.error());
    }
    return !known;
}

Result<Done> InboxTable::eachField(const std::function<Result<Done>(const Field &)> &take) const
{
    Statement query(m_database,
        "SELECT kiosk, kind, id, received, path, value FROM field"
        " ORDER BY received, kiosk, kind, id, path");
    while (query.next()) {
        const Result<Done> taken = take({ query.text(0), query.text(1), query.text(2),
            QDateTime::fromString(query.text(3), Qt::ISODateWithMs), query.text(4),
            query.text(5) });
        if (!taken) {
            return taken;
        }
    }
    return query.error().isEmpty() ? Result<Done>(Done {}) : failure(query.error());
}

} // namespace Hall
