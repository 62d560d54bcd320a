#include "publish/workspace/workspace.h"

#include "publish/workspace/csvreader.h"
#include "publish/workspace/folderfiles.h"
#include "publish/workspace/noticefile.h"
#include "publish/workspace/textfile.h"
#include "publish/workspace/yamlreader.h"

#include <QDir>
#include <QFileInfo>
#include <algorithm>

namespace Hall {

namespace {

    /// Reads the files of one workspace into it.
    class Loader {
    public:
        Loader(Workspace &workspace, Problems &problems)
            : m_workspace(workspace)
            , m_problems(problems)
        {
        }

        void load()
        {
            loadSite();
            loadUnits();
            loadTopics();
            loadItems();
            loadTables();
            loadNotices();
            loadCalendars();
            reportStrangeFiles();
        }

        void loadCounty()
        {
            loadSite();
            if (isThere(QStringLiteral("offices.csv"))) {
                m_workspace.offices = table<Office>(QStringLiteral("offices.csv"));
            }
            if (isThere(QStringLiteral("hotlines.csv"))) {
                m_workspace.hotlines = table<Hotline>(QStringLiteral("hotlines.csv"));
            }
            if (isThere(QStringLiteral("notices"))) {
                loadNotices();
            }
            reportWhatIsTheCitys();
            borrowUnits();
        }

    private:
        bool isThere(const QString &entry) const
        {
            return QFileInfo::exists(QDir(m_workspace.directory).filePath(entry));
        }

        void reportWhatIsTheCitys()
        {
            static const QStringList own { QStringLiteral("site.yaml"),
                QStringLiteral("offices.csv"), QStringLiteral("hotlines.csv"),
                QStringLiteral("notices") };
            const QStringList entries
                = QDir(m_workspace.directory)
                      .entryList(QDir::Files | QDir::Dirs | QDir::System | QDir::NoDotAndDotDot);
            for (const QString &entry : entries) {
                if (!own.contains(entry) && !entry.startsWith(QStringLiteral("README"))) {
                    m_problems.error({ entry }, QStringLiteral("分县局不能写这部分内容"),
                        QStringLiteral("只写网点、办公时间、电话和通知；其余由市局发布"));
                }
            }
        }

        // The units are the city's; that one is missing there is seen when the city accepts.
        void borrowUnits()
        {
            for (const Sourced<Office> &office : std::as_const(m_workspace.offices)) {
                const QString id = office.value.unit;
                const bool known = std::any_of(m_workspace.units.cbegin(), m_workspace.units.cend(),
                    [&](const Sourced<Unit> &unit) { return unit.value.id == id; });
                if (!id.isEmpty() && !known) {
                    Unit unit;
                    unit.id = id;
                    unit.name = id;
                    m_workspace.units.append({ unit, {} });
                }
            }
        }

        std::optional<YamlNode> yaml(const QString &file)
        {
            const auto text = readTextFile(m_workspace.directory, file, m_problems);
            auto node = text ? parseYaml(*text, file, m_problems) : std::nullopt;
            if (node && !node->isMap()) {
                m_problems.error({ file, 1 }, QStringLiteral("文件是空的，或不是“字段: 值”的写法"),
                    QStringLiteral("从备份恢复，或照模板重写；文件可能没有存完"));
                return std::nullopt;
            }
            return node;
        }

        template <typename T> QList<Sourced<T>> table(const QString &file)
        {
            const auto text = readTextFile(m_workspace.directory, file, m_problems);
            const auto rows = text ? parseCsv(*text, file, m_problems) : std::nullopt;
            return rows ? readCsvRecords<T>(*rows, m_problems) : QList<Sourced<T>>();
        }

        template <typename T>
        QList<Sourced<T>> listOf(const YamlNode &map, const QString &key, const QString &file)
        {
            QList<Sourced<T>> records;
            const YamlNode *node = map.find(key);
            if (!node || node->kind == YamlNode::Kind::Nothing) {
                m_problems.error({ file, map.line, 0, key }, QStringLiteral("缺少这一部分"),
                    QStringLiteral("写 %1: 一行，下面每条以 - 开头").arg(key));
                return records;
            }
            if (!node->isList()) {
                m_problems.error({ file, node->line, node->column, key },
                    QStringLiteral("这里应是列表"), QStringLiteral("每条以 - 开头"));
                return records;
            }
            for (const YamlNode &entry : node->children) {
                records.append(readYamlRecord<T>(entry, file, m_problems));
            }
            return records;
        }

        void reportUnknownSections(
            const YamlNode &map, const QStringList &known, const QString &file)
        {
            for (const YamlNode *key : map.keys()) {
                if (!known.contains(key->text)) {
                    const QString nearest = nearestWord(key->text, known);
                    m_problems.error({ file, key->line, key->column, key->text },
                        QStringLiteral("没有这一部分"),
                        nearest.isEmpty()
                            ? QStringLiteral("只能有 %1").arg(known.join(QStringLiteral("、")))
                            : QStringLiteral("是不是想写 %1？").arg(nearest));
                }
            }
        }

        void loadSite()
        {
            const QString file = QStringLiteral("site.yaml");
            if (const auto map = yaml(file)) {
                m_workspace.site = readYamlRecord<Site>(*map, file, m_problems);
                m_workspace.halls = listOf<ServiceHall>(*map, QStringLiteral("halls"), file);
            }
        }

        void loadUnits()
        {
            const QString file = QStringLiteral("units.yaml");
            if (const auto map = yaml(file)) {
                m_workspace.units = listOf<Unit>(*map, QStringLiteral("units"), file);
                reportUnknownSections(*map, { QStringLiteral("units") }, file);
            }
        }

        void loadTopics()
        {
            const QString file = QStringLiteral("topics.yaml");
            const auto map = yaml(file);
            if (!map) {
                return;
            }
            const QList<QPair<QString, TopicKind>> sections { { QStringLiteral("topics"),
                                                                  TopicKind::Topic },
                { QStringLiteral("people"), TopicKind::People },
                { QStringLiteral("lifeEvents"), TopicKind::LifeEvent } };
            QStringList known { QStringLiteral("hotWords") };
            for (const auto &[section, kind] : sections) {
                known << section;
                QList<Sourced<Topic>> list = listOf<Topic>(*map, section, file);
                for (Sourced<Topic> &topic : list) {
                    topic.value.kind = kind;
                }
                m_workspace.topics += list;
                loadTopicCodes(map->find(section), file);
            }
            Origin origin;
            origin.file = file;
            YamlReader reader(*map, {}, origin, m_problems);
            reader.field("hotWords", m_workspace.site.value.hotWords);
            reportUnknownSections(*map, known, file);
        }

        void loadTopicCodes(const YamlNode *list, const QString &file)
        {
            const auto collect = [&](const YamlNode &topic, const char *key, auto &codes) {
                const YamlNode *node = topic.find(QLatin1String(key));
                for (const YamlNode &code : node ? node->children : std::vector<YamlNode>()) {
                    codes.append(
                        { code.text, Place { file, code.line, code.column, QLatin1String(key) } });
                }
            };
            for (const YamlNode &topic : list ? list->children : std::vector<YamlNode>()) {
                collect(topic, "personCodes", m_workspace.personCodes);
                collect(topic, "legalCodes", m_workspace.legalCodes);
            }
        }

        QStringList filesIn(const QString &folder, const QString &suffix)
        {
            return folderFiles(m_workspace.directory, folder, suffix, m_problems);
        }

        void loadItems()
        {
            const QStringList files = filesIn(QStringLiteral("items"), QStringLiteral("yaml"));
            if (files.isEmpty()) {
                m_problems.error({ QStringLiteral("items") }, QStringLiteral("一个事项也没有"),
                    QStringLiteral("检查文件夹 items 是不是没有存完"));
            }
            for (const QString &file : files) {
                if (const auto map = yaml(file)) {
                    m_workspace.items.append(readYamlRecord<Item>(*map, file, m_problems));
                } else {
                    m_workspace.unreadableItems << QFileInfo(file).completeBaseName();
                }
            }
        }

        void loadTables()
        {
            m_workspace.fees = table<Fee>(QStringLiteral("fees.csv"));
            m_workspace.hotlines = table<Hotline>(QStringLiteral("hotlines.csv"));
            m_workspace.offices = table<Office>(QStringLiteral("offices.csv"));
            m_workspace.forms = table<Form>(QStringLiteral("forms.csv"));
            m_workspace.laws = table<Law>(QStringLiteral("laws.csv"));
            m_workspace.channels = table<Channel>(QStringLiteral("channels.csv"));
            m_workspace.aliases = table<Alias>(QStringLiteral("aliases.csv"));
            m_workspace.polyphones = table<Polyphone>(QStringLiteral("polyphones.csv"));
        }

        void loadNotices()
        {
            const QStringList files = filesIn(QStringLiteral("notices"), QStringLiteral("md"));
            for (const QString &file : files) {
                const auto text = readTextFile(m_workspace.directory, file, m_problems);
                const auto notice = text ? readNotice(*text, file, m_problems) : std::nullopt;
                if (notice) {
                    m_workspace.notices.append(*notice);
                }
            }
        }

        void loadCalendars()
        {
            const QStringList files = filesIn(QStringLiteral("calendar"), QStringLiteral("yaml"));
            for (const QString &file : files) {
                if (const auto map = yaml(file)) {
                    m_workspace.calendars.append(
                        readYamlRecord<CalendarYear>(*map, file, m_problems));
                }
            }
        }

        void reportStrangeFiles()
        {
            static const QStringList known { QStringLiteral("site.yaml"),
                QStringLiteral("units.yaml"), QStringLiteral("topics.yaml"),
                QStringLiteral("items"), QStringLiteral("fees.csv"), QStringLiteral("hotlines.csv"),
                QStringLiteral("offices.csv"), QStringLiteral("forms.csv"),
                QStringLiteral("laws.csv"), QStringLiteral("channels.csv"),
                QStringLiteral("aliases.csv"), QStringLiteral("polyphones.csv"),
                QStringLiteral("forms"), QStringLiteral("notices"), QStringLiteral("calendar") };
            const QStringList entries
                = QDir(m_workspace.directory)
                      .entryList(QDir::Files | QDir::Dirs | QDir::System | QDir::NoDotAndDotDot);
            for (const QString &entry : entries) {
                if (isLockFile(entry)) {
                    m_problems.warning({ entry }, QStringLiteral("文件正被打开"),
                        QStringLiteral("在编辑软件里存好并关闭；没有人打开就删掉它"));
                } else if (!known.contains(entry) && !entry.startsWith(QStringLiteral("README"))) {
                    const QString nearest = nearestWord(entry, known);
                    m_problems.warning({ entry }, QStringLiteral("不认识这个文件，没有读它"),
                        nearest.isEmpty() ? QStringLiteral("不需要就移出文件夹")
                                          : QStringLiteral("是不是 %1？").arg(nearest));
                }
            }
        }

        Workspace &m_workspace;
        Problems &m_problems;
    };

    // online.pcUrl says nothing more where all of online is unconfirmed.
    bool isInside(const QString &field, const QStringList &others)
    {
        return std::any_of(others.cbegin(), others.cend(), [&](const QString &other) {
            return field.startsWith(other + u'.') || field.startsWith(other + u'[');
        });
    }

    template <typename T>
    void addPending(QList<PendingFact> &facts, const QList<Sourced<T>> &records)
    {
        for (const Sourced<T> &record : records) {
            const Origin &origin = record.origin;
            if (origin.hidden) {
                facts.append({ origin.at({}), origin.record, true });
                continue;
            }
            for (const QString &field : origin.pending) {
                if (!isInside(field, origin.pending)) {
                    facts.append({ origin.at(field), origin.record, false });
                }
            }
        }
    }

} // namespace

Workspace loadWorkspace(const QString &directory, Problems &problems)
{
    Workspace workspace;
    workspace.directory = directory;
    Loader(workspace, problems).load();
    return workspace;
}

Workspace loadCountyWorkspace(const QString &directory, Problems &problems)
{
    Workspace workspace;
    workspace.directory = directory;
    Loader(workspace, problems).loadCounty();
    return workspace;
}

QList<PendingFact> pendingFacts(const Workspace &workspace)
{
    QList<PendingFact> facts;
    addPending(facts, QList<Sourced<Site>> { workspace.site });
    addPending(facts, workspace.halls);
    addPending(facts, workspace.units);
    addPending(facts, workspace.topics);
    addPending(facts, workspace.items);
    addPending(facts, workspace.fees);
    addPending(facts, workspace.hotlines);
    addPending(facts, workspace.offices);
    addPending(facts, workspace.forms);
    addPending(facts, workspace.laws);
    addPending(facts, workspace.channels);
    addPending(facts, workspace.notices);
    addPending(facts, workspace.calendars);
    return facts;
}

} // namespace Hall
