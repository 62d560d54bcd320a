#include "publish/releasewriter.h"

#include "model/cost.h"
#include "model/json.h"
#include "model/shortid.h"
#include "store/schema.h"
#include "store/statement.h"

#include <QFile>
#include <QFileInfo>
#include <algorithm>
#include <sqlite3.h>

namespace Hall {

namespace {

    // Closes the database whatever happens on the way.
    class Writer {
    public:
        explicit Writer(const QString &file)
        {
            sqlite3_open(QFile::encodeName(file).constData(), &m_database);
        }

        ~Writer() { sqlite3_close(m_database); }

        Writer(const Writer &) = delete;
        Writer &operator=(const Writer &) = delete;

        void run(const QByteArray &sql)
        {
            if (sqlite3_exec(m_database, sql.constData(), nullptr, nullptr, nullptr) != SQLITE_OK) {
                note(QString::fromUtf8(sqlite3_errmsg(m_database)));
            }
        }

        template <typename... Values> void insert(const char *sql, const Values &...values)
        {
            Statement statement(m_database, sql);
            int parameter = 0;
            (statement.bind(++parameter, values), ...);
            statement.next();
            note(statement.error());
        }

        template <typename T> void records(const char *kind, const QList<T> &list)
        {
            qint64 position = 0;
            for (const T &one : list) {
                insert("INSERT INTO record VALUES(?1, ?2, ?3, ?4)", QByteArray(kind), ++position,
                    idOf(one), toJson(one));
            }
        }

        QString error() const { return m_error; }

    private:
        template <typename T> static QString idOf(const T &record) { return record.id; }

        static QString idOf(const CalendarYear &year) { return QString::number(year.year); }

        static QString idOf(const Hotline &hotline) { return hotline.number; }

        void note(const QString &error)
        {
            if (m_error.isEmpty()) {
                m_error = error;
            }
        }

        sqlite3 *m_database = nullptr;
        QString m_error;
    };

    void writeMeta(Writer &writer, const ReleaseContent &content)
    {
        const char *sql = "INSERT INTO meta VALUES(?1, ?2)";
        writer.insert(sql, QByteArray("site"), toJson(content.site));
        writer.insert(sql, QByteArray("release"), QByteArray::number(content.info.release));
        writer.insert(sql, QByteArray("dataDate"), toText(content.info.dataDate));
        writer.insert(sql, QByteArray("builtAt"), content.info.builtAt);
    }

    // What a citizen may type that stands in no title: conditions, papers, steps, questions.
    QString bodyText(const Item &item)
    {
        QStringList parts { item.summary, item.acceptConditions, item.rejectConditions };
        for (const Material &material : item.materials) {
            parts << material.name << material.note;
        }
        for (const Step &step : item.steps) {
            parts << step.text;
        }
        for (const Faq &faq : item.faq) {
            parts << faq.q << faq.a;
        }
        return normalizedQuery(parts.join(QLatin1Char(' ')));
    }

    QStringList withoutDuplicates(QStringList list)
    {
        list.removeDuplicates();
        return list;
    }

    void writeItem(Writer &writer, const ReleaseContent &content, const Item &item, qint64 position)
    {
        writer.insert("INSERT INTO item VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15)",
            position, item.id, item.title, item.plainName, item.titleEn, item.unit, item.kind,
            item.disclosure, toText(item.effectiveFrom), toText(item.effectiveTo),
            static_cast<qint64>(item.hot), costSummary(costOf(item, {}, content.fees)),
            limitSummary(item), guideUrl(content.site.publicUrl, item.id), toJson(item));
        const QStringList groups = item.topics + item.people + item.lifeEvents;
        for (const QString &group : withoutDuplicates(groups)) {
            writer.insert("INSERT INTO item_topic VALUES(?1, ?2, ?3)", group, position, item.id);
        }
        writer.insert("INSERT INTO search_text(rowid, item, body) VALUES(?1, ?2, ?3)", position,
            item.id, spacedCharacters(bodyText(item)));
    }

    void writeTerms(Writer &writer, const QList<SearchTerm> &terms)
    {
        qint64 position = 0;
        for (const SearchTerm &term : terms) {
            writer.insert("INSERT INTO search_term VALUES(?1, ?2, ?3, ?4, ?5)", ++position,
                term.itemId, searchTermKindWord(term.kind), term.text, term.readings);
        }
    }

    void writeRecords(Writer &writer, const ReleaseContent &content)
    {
        writer.records("topic", content.topics);
        writer.records("unit", content.units);
        writer.records("hall", content.halls);
        writer.records("office", content.offices);
        writer.records("fee", content.fees);
        writer.records("hotline", content.hotlines);
        writer.records("form", content.forms);
        writer.records("law", content.laws);
        writer.records("channel", content.channels);
        writer.records("notice", content.notices);
        writer.records("calendar", content.calendars);
    }

} // namespace

QString limitSummary(const Item &item)
{
    if (item.promisedLimit) {
        return limitText(*item.promisedLimit);
    }
    return item.legalLimit ? limitText(*item.legalLimit) : QString();
}

Result<Done> writeReleaseDatabase(const ReleaseContent &content, const QString &file)
{
    if (QFileInfo::exists(file)) {
        return Failure { file, QStringLiteral("文件已存在，不覆盖") };
    }
    Writer writer(file);
    writer.run("PRAGMA journal_mode=DELETE; PRAGMA page_size=4096; BEGIN;");
    writer.run(releaseSchemaSql());
    writeMeta(writer, content);
    qint64 position = 0;
    for (const Item &item : content.items) {
        writeItem(writer, content, item, ++position);
    }
    writeRecords(writer, content);
    writeTerms(writer, content.terms);
    writer.run("INSERT INTO search_text(search_text) VALUES('optimize'); COMMIT;");
    writer.run("PRAGMA user_version=" + QByteArray::number(kReleaseSchema));
    if (!writer.error().isEmpty()) {
        QFile::remove(file);
        return Failure { file, QStringLiteral("数据库写不成：%1").arg(writer.error()) };
    }
    return Done {};
}

} // namespace Hall
