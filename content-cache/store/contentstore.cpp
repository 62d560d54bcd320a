#include "store/contentstore.h"

#include "model/json.h"
#include "model/validity.h"
#include "store/schema.h"
#include "store/statement.h"

#include <QDir>
#include <QFileInfo>
#include <QUrl>
#include <algorithm>
#include <sqlite3.h>

namespace Hall {

namespace {

    constexpr const char *kHeadColumns
        = "SELECT item.id, title, plain_name, title_en, unit, kind, disclosure, effective_from, "
          "effective_to, fee_text, limit_text FROM item ";

    // Longer than any title: what is beyond it can only slow the search down.
    constexpr int kLongestQuery = 64;

    ItemHead headOf(const Statement &row)
    {
        ItemHead head;
        head.id = row.text(0);
        head.title = row.text(1);
        head.plainName = row.text(2);
        head.titleEn = row.text(3);
        head.unit = row.text(4);
        head.kind = row.text(5);
        head.disclosure = row.text(6);
        head.effectiveFrom = QDate::fromString(row.text(7), Qt::ISODate);
        head.effectiveTo = QDate::fromString(row.text(8), Qt::ISODate);
        head.feeText = row.text(9);
        head.limitText = row.text(10);
        return head;
    }

    bool validOn(const QDate &from, const QDate &to, const QDate &today)
    {
        return validityAt(from, to, today) == Validity::Valid;
    }

    int priorityRank(const QString &priority)
    {
        static const QStringList order { QStringLiteral("urgent"), QStringLiteral("important"),
            QStringLiteral("normal") };
        const auto rank = order.indexOf(priority);
        return rank < 0 ? 3 : static_cast<int>(rank);
    }

    // A phrase of single characters; quotes inside the query are doubled as FTS5 asks.
    QString phraseOf(const QString &query)
    {
        QString spaced = spacedCharacters(query).trimmed();
        spaced.replace(QLatin1Char('"'), QStringLiteral("\"\""));
        return QLatin1Char('"') + spaced + QLatin1Char('"');
    }

    Result<Done> check(sqlite3 *database)
    {
        Statement version(database, "PRAGMA user_version");
        if (!version.next()) {
            return Failure { {}, QStringLiteral("数据库已损坏：%1").arg(version.error()) };
        }
        if (version.integer(0) != kReleaseSchema) {
            return Failure { {},
                QStringLiteral("数据库是第 %1 版格式，本程序只认识第 %2 版")
                    .arg(version.integer(0))
                    .arg(kReleaseSchema) };
        }
        Statement quick(database, "PRAGMA quick_check(1)");
        if (!quick.next() || quick.text(0) != QLatin1String("ok")) {
            return Failure { {}, QStringLiteral("数据库已损坏，未通过完整性检查") };
        }
        return Done {};
    }

    // The handle is set also where the database cannot be used, and has to be closed.
    Result<Done> openReadOnly(const QString &file, sqlite3 **database)
    {
        QUrl url = QUrl::fromLocalFile(file);
        url.setQuery(QStringLiteral("mode=ro&immutable=1"));
        const int opened = sqlite3_open_v2(
            url.toEncoded().constData(), database, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, nullptr);
        if (opened != SQLITE_OK) {
            return Failure {
                file,
                QStringLiteral("数据库打不开：%1").arg(QString::fromUtf8(sqlite3_errmsg(*database)))
            };
        }
        const Result<Done> fine = check(*database);
        return fine ? fine : Failure { file, fine.failure().why };
    }

    template <typename T> QList<T> recordsIn(sqlite3 *database, const char *kind)
    {
        Statement query(database, "SELECT body FROM record WHERE kind = ?1 ORDER BY position");
        query.bind(1, QByteArray(kind));
        QList<T> list;
        while (query.next()) {
            Result<T> one = fromJson<T>(query.bytes(0));
            if (one) {
                list.append(one.take());
            }
        }
        return list;
    }

    template <typename T>
    std::optional<T> recordIn(sqlite3 *database, const char *kind, const QString &id)
    {
        Statement query(database, "SELECT body FROM record WHERE kind = ?1 AND id = ?2");
        query.bind(1, QByteArray(kind));
        query.bind(2, id);
        if (!query.next()) {
            return std::nullopt;
        }
        Result<T> one = fromJson<T>(query.bytes(0));
        return one ? std::optional<T>(one.take()) : std::nullopt;
    }

    template <typename T> QString idOf(const T &record) { return record.id; }

    QString idOf(const Hotline &hotline) { return hotline.number; }

    template <typename T> bool belongTogether(const T &, const T &) { return false; }

    bool belongTogether(const Hotline &a, const Hotline &b) { return a.group == b.group; }

    // One of the same id is replaced; another one comes behind those of its heading, or last.
    template <typename T> void lay(QList<T> &list, const T &record)
    {
        const auto same = std::find_if(
            list.begin(), list.end(), [&](const T &one) { return idOf(one) == idOf(record); });
        if (same != list.end()) {
            *same = record;
            return;
        }
        const auto last = std::find_if(
            list.rbegin(), list.rend(), [&](const T &one) { return belongTogether(one, record); });
        list.insert(last == list.rend() ? list.end() : last.base(), record);
    }

} // namespace

ContentStore::~ContentStore()
{
    sqlite3_close(m_overlay);
    sqlite3_close(m_database);
}

Result<std::shared_ptr<const ContentStore>> ContentStore::open(const QString &directory)
{
    const QString file = QDir(directory).absoluteFilePath(releaseDatabaseName());
    if (!QFileInfo(file).isFile()) {
        return Failure { file, QStringLiteral("这里没有发布的数据库") };
    }
    std::shared_ptr<ContentStore> store(new ContentStore);
    store->m_directory = QDir(directory).canonicalPath();
    if (const Result<Done> opened = openReadOnly(file, &store->m_database); !opened) {
        return opened.failure();
    }
    if (const Result<Done> loaded = store->load(); !loaded) {
        return Failure { file, loaded.failure().why };
    }
    store->openOverlay();
    return std::shared_ptr<const ContentStore>(store);
}

// The city's release is whole without it: an overlay that cannot be read leaves the screen with
// what the city says, and a word in the log.
void ContentStore::openOverlay()
{
    const QString file = QDir(m_directory).filePath(overlayDatabaseName());
    if (!QFileInfo(file).isFile()) {
        return;
    }
    const Result<Done> opened = openReadOnly(file, &m_overlay);
    if (!opened) {
        m_overlayProblem = opened.failure().where + u'：' + opened.failure().why;
        sqlite3_close(m_overlay);
        m_overlay = nullptr;
    }
}

Result<Done> ContentStore::load()
{
    Statement meta(m_database, "SELECT key, value FROM meta");
    QHash<QString, QByteArray> values;
    while (meta.next()) {
        values.insert(meta.text(0), meta.bytes(1));
    }
    const Result<Site> site = fromJson<Site>(values.value(QStringLiteral("site")));
    if (!site) {
        return Failure { {}, QStringLiteral("数据库缺少站点信息") };
    }
    m_site = site.value();
    m_info.release = values.value(QStringLiteral("release")).toInt();
    m_info.dataDate = QDate::fromString(
        QString::fromUtf8(values.value(QStringLiteral("dataDate"))), Qt::ISODate);
    m_info.builtAt = QString::fromUtf8(values.value(QStringLiteral("builtAt")));
    m_calendar = Calendar(records<CalendarYear>("calendar"));

    Statement terms(
        m_database, "SELECT item, kind, text, readings FROM search_term ORDER BY position");
    while (terms.next()) {
        m_index.add(
            terms.text(0), searchTermKindFromWord(terms.text(1)), terms.text(2), terms.text(3));
    }
    Statement hot(m_database, "SELECT id, hot FROM item WHERE hot > 0");
    while (hot.next()) {
        m_index.setHot(hot.text(0), static_cast<int>(hot.integer(1)));
    }
    return terms.error().isEmpty() ? Result<Done>(Done {}) : Failure { {}, terms.error() };
}

template <typename T> QList<T> ContentStore::records(const char *kind) const
{
    return recordsIn<T>(m_database, kind);
}

template <typename T> QList<T> ContentStore::recordsOfBoth(const char *kind) const
{
    QList<T> list = records<T>(kind);
    const QList<T> overlay = m_overlay ? recordsIn<T>(m_overlay, kind) : QList<T>();
    for (const T &record : overlay) {
        lay(list, record);
    }
    return list;
}

template <typename T> T ContentStore::record(const char *kind, const QString &id) const
{
    return recordIn<T>(m_database, kind, id).value_or(T {});
}

template <typename T> T ContentStore::recordOfEither(const char *kind, const QString &id) const
{
    const std::optional<T> own = m_overlay ? recordIn<T>(m_overlay, kind, id) : std::optional<T>();
    return own ? *own : record<T>(kind, id);
}

QList<Topic> ContentStore::topics(TopicKind kind) const
{
    QList<Topic> all = records<Topic>("topic");
    all.removeIf([kind](const Topic &topic) { return topic.kind != kind; });
    return all;
}

QList<Unit> ContentStore::units() const { return records<Unit>("unit"); }

QList<ServiceHall> ContentStore::halls() const { return recordsOfBoth<ServiceHall>("hall"); }

QList<Office> ContentStore::offices() const { return recordsOfBoth<Office>("office"); }

QList<Hotline> ContentStore::hotlines() const { return recordsOfBoth<Hotline>("hotline"); }

QList<Form> ContentStore::forms() const { return records<Form>("form"); }

QList<Law> ContentStore::laws() const { return records<Law>("law"); }

QList<Channel> ContentStore::channels() const { return records<Channel>("channel"); }

Unit ContentStore::unit(const QString &id) const { return record<Unit>("unit", id); }

Office ContentStore::office(const QString &id) const
{
    return recordOfEither<Office>("office", id);
}

ServiceHall ContentStore::hall(const QString &id) const
{
    return recordOfEither<ServiceHall>("hall", id);
}

Form ContentStore::form(const QString &id) const { return record<Form>("form", id); }

Law ContentStore::law(const QString &id) const { return record<Law>("law", id); }

QList<Fee> ContentStore::fees(const QDate &today) const
{
    QList<Fee> all = records<Fee>("fee");
    all.removeIf([&](const Fee &fee) { return !validOn(fee.from, fee.to, today); });
    return all;
}

QList<Fee> ContentStore::feesById(const QStringList &ids, const QDate &today) const
{
    QList<Fee> wanted;
    for (const QString &id : ids) {
        const Fee fee = record<Fee>("fee", id);
        if (!fee.id.isEmpty() && validOn(fee.from, fee.to, today)) {
            wanted.append(fee);
        }
    }
    return wanted;
}

QList<Notice> ContentStore::notices(const QDate &today, const QString &hall) const
{
    QList<Notice> all = recordsOfBoth<Notice>("notice");
    all.removeIf([&](const Notice &notice) {
        const bool elsewhere = !notice.halls.isEmpty() && !notice.halls.contains(hall);
        return elsewhere || !validOn(notice.from, notice.to, today);
    });
    std::stable_sort(all.begin(), all.end(), [](const Notice &a, const Notice &b) {
        // What is of this hall alone concerns who stands in it first.
        return std::pair(priorityRank(a.priority), a.halls.isEmpty())
            < std::pair(priorityRank(b.priority), b.halls.isEmpty());
    });
    return all;
}

QList<ItemHead> ContentStore::heads(
    const char *sql, const QString &argument, const QDate &today) const
{
    Statement query(m_database, QByteArray(kHeadColumns).append(sql).constData());
    if (!argument.isEmpty()) {
        query.bind(1, argument);
    }
    QList<ItemHead> list;
    while (query.next()) {
        const ItemHead head = headOf(query);
        if (validOn(head.effectiveFrom, head.effectiveTo, today)) {
            list.append(head);
        }
    }
    return list;
}

QList<ItemHead> ContentStore::items(const QDate &today) const
{
    return heads("ORDER BY position", {}, today);
}

QList<ItemHead> ContentStore::itemsOfTopic(const QString &topic, const QDate &today) const
{
    return heads("JOIN item_topic ON item_topic.item = item.id WHERE item_topic.topic = ?1 "
                 "ORDER BY item_topic.position",
        topic, today);
}

QList<ItemHead> ContentStore::itemsOfUnit(const QString &unit, const QDate &today) const
{
    return heads("WHERE unit = ?1 ORDER BY position", unit, today);
}

QList<ItemHead> ContentStore::hotItems(const QDate &today, int most) const
{
    return heads("WHERE hot > 0 ORDER BY hot, position", {}, today).mid(0, most);
}

Result<GuideRecord> ContentStore::guide(const QString &itemId) const
{
    Statement query(m_database, "SELECT guide, guide_url FROM item WHERE id = ?1");
    query.bind(1, itemId);
    if (!query.next()) {
        return Failure { itemId, QStringLiteral("没有这个事项") };
    }
    Result<Item> item = fromJson<Item>(query.bytes(0));
    if (!item) {
        return item.failure();
    }
    return GuideRecord { item.take(), query.text(1) };
}

QHash<QString, QString> ContentStore::bodyHits(const QString &query, int most) const
{
    Statement find(m_database,
        "SELECT item, body FROM search_text WHERE search_text MATCH ?1 ORDER BY rank LIMIT ?2");
    find.bind(1, QStringLiteral("body:") + phraseOf(query));
    find.bind(2, static_cast<qint64>(most));
    QHash<QString, QString> hits;
    while (find.next()) {
        hits.insert(find.text(0), find.text(1));
    }
    return hits;
}

QList<SearchHit> ContentStore::search(const QString &query, const QDate &today, int most) const
{
    const QString plain = normalizedQuery(query).left(kLongestQuery);
    QList<SearchHit> hits = m_index.find(plain);
    const bool hasHan
        = std::any_of(plain.cbegin(), plain.cend(), [](QChar c) { return c.unicode() >= 0x2E80; });
    if (hasHan) {
        m_index.addBodyHits(hits, bodyHits(plain, most).keys());
    }
    QHash<QString, ItemHead> valid;
    const QList<ItemHead> all = items(today);
    for (const ItemHead &head : all) {
        valid.insert(head.id, head);
    }
    hits.removeIf([&](const SearchHit &hit) { return !valid.contains(hit.itemId); });
    hits = hits.mid(0, most);
    for (SearchHit &hit : hits) {
        hit.title = valid.value(hit.itemId).title;
    }
    return hits;
}

} // namespace Hall
