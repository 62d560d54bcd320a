#include "publish/releasereader.h"

#include "model/json.h"
#include "store/schema.h"
#include "store/statement.h"

#include <QFile>
#include <sqlite3.h>

namespace Hall {

namespace {

    /// Closes the database whatever happens on the way.
    class Reader {
    public:
        explicit Reader(const QString &file)
        {
            sqlite3_open_v2(
                QFile::encodeName(file).constData(), &m_database, SQLITE_OPEN_READONLY, nullptr);
        }

        ~Reader() { sqlite3_close(m_database); }

        Reader(const Reader &) = delete;
        Reader &operator=(const Reader &) = delete;

        qint64 schema()
        {
            Statement version(m_database, "PRAGMA user_version");
            return version.next() ? version.integer(0) : -1;
        }

        QByteArray meta(const char *key)
        {
            Statement query(m_database, "SELECT value FROM meta WHERE key = ?1");
            query.bind(1, QByteArray(key));
            return query.next() ? query.bytes(0) : QByteArray();
        }

        template <typename T> void read(const char *sql, const char *kind, QList<T> &list)
        {
            Statement query(m_database, sql);
            if (kind) {
                query.bind(1, QByteArray(kind));
            }
            while (query.next()) {
                Result<T> one = fromJson<T>(query.bytes(0));
                if (!one) {
                    note(one.failure().why);
                    return;
                }
                list.append(one.take());
            }
            note(query.error());
        }

        template <typename T> void records(const char *kind, QList<T> &list)
        {
            read("SELECT body FROM record WHERE kind = ?1 ORDER BY position", kind, list);
        }

        void terms(QList<SearchTerm> &list)
        {
            Statement query(
                m_database, "SELECT item, kind, text, readings FROM search_term ORDER BY position");
            while (query.next()) {
                list.append({ query.text(0), searchTermKindFromWord(query.text(1)), query.text(2),
                    query.text(3) });
            }
            note(query.error());
        }

        void note(const QString &error) { m_error = m_error.isEmpty() ? error : m_error; }

        const QString &error() const { return m_error; }

    private:
        sqlite3 *m_database = nullptr;
        QString m_error;
    };

} // namespace

Result<ReleaseContent> readReleaseDatabase(const QString &file)
{
    Reader reader(file);
    if (reader.schema() != kReleaseSchema) {
        return Failure { file, QStringLiteral("数据库打不开，或不是本程序认识的格式") };
    }
    ReleaseContent content;
    const Result<Site> site = fromJson<Site>(reader.meta("site"));
    if (!site) {
        return Failure { file, QStringLiteral("数据库缺少站点信息") };
    }
    content.site = site.value();
    content.info.release = reader.meta("release").toInt();
    content.info.dataDate
        = QDate::fromString(QString::fromUtf8(reader.meta("dataDate")), Qt::ISODate);
    content.info.builtAt = QString::fromUtf8(reader.meta("builtAt"));
    reader.read("SELECT guide FROM item ORDER BY position", nullptr, content.items);
    reader.records("topic", content.topics);
    reader.records("unit", content.units);
    reader.records("hall", content.halls);
    reader.records("office", content.offices);
    reader.records("fee", content.fees);
    reader.records("hotline", content.hotlines);
    reader.records("form", content.forms);
    reader.records("law", content.laws);
    reader.records("channel", content.channels);
    reader.records("notice", content.notices);
    reader.records("calendar", content.calendars);
    reader.terms(content.terms);
    if (!reader.error().isEmpty()) {
        return Failure { file, QStringLiteral("数据库读不出来：%1").arg(reader.error()) };
    }
    return content;
}

} // namespace Hall
