#include "publish/checks/checks.h"
#include "publish/workspace/scalars.h"

#include <QRegularExpression>

namespace Hall {

namespace {

    QString withoutDigits(const QString &id)
    {
        static const QRegularExpression digits(QStringLiteral("[0-9]+"));
        return QString(id).toCaseFolded().remove(digits);
    }

    /// The ids of one kind of record, to look references up in.
    class Register {
    public:
        Register(const QString &what, Problems &problems)
            : m_what(what)
            , m_problems(problems)
        {
        }

        template <typename T> void addAll(const QList<Sourced<T>> &records)
        {
            for (const Sourced<T> &record : records) {
                add(record.value.id, record.origin.at(QStringLiteral("id")));
            }
        }

        void add(const QString &id, const Place &place)
        {
            if (id.isEmpty()) {
                return;
            }
            if (m_places.contains(id)) {
                const Place first = m_places.value(id);
                m_problems.error(place, QStringLiteral("编号 %1 重复").arg(id),
                    QStringLiteral("第一次出现在 %1 第 %2 行，改掉其中一个")
                        .arg(first.file)
                        .arg(first.line));
                return;
            }
            m_places.insert(id, place);
        }

        void require(const QString &id, const Place &place)
        {
            if (id.isEmpty() || m_places.contains(id)) {
                return;
            }
            QString nearest = nearestWord(id, m_places.keys());
            // A neighbouring number is as near as chance has it: HZ10 for HZ09 would send people to
            // the wrong guide.
            if (withoutDigits(nearest) == withoutDigits(id)) {
                nearest.clear();
            }
            m_problems.error(place, QStringLiteral("没有编号为 %1 的%2").arg(id, m_what),
                nearest.isEmpty() ? QStringLiteral("改正编号，或先把它补进去")
                                  : QStringLiteral("是不是想写 %1？").arg(nearest));
        }

        void requireAll(const QStringList &ids, const Place &place)
        {
            for (const QString &id : ids) {
                require(id, place);
            }
        }

    private:
        QString m_what;
        Problems &m_problems;
        QHash<QString, Place> m_places;
    };

    /// All registers of a workspace, filled; filling them finds ids used twice.
    struct Registers {
        explicit Registers(const Workspace &workspace, Problems &problems)
            : items(QStringLiteral("事项"), problems)
            , units(QStringLiteral("部门"), problems)
            , tiles(QStringLiteral("主题、人群或人生事件"), problems)
            , fees(QStringLiteral("收费项目"), problems)
            , offices(QStringLiteral("窗口或办公地点"), problems)
            , halls(QStringLiteral("大厅"), problems)
            , forms(QStringLiteral("表格"), problems)
            , laws(QStringLiteral("法律文件"), problems)
            , channels(QStringLiteral("渠道"), problems)
        {
            items.addAll(workspace.items);
            // What cannot be read is reported already; its references are not wrong for that.
            for (const QString &id : workspace.unreadableItems) {
                items.add(id, { QStringLiteral("items") });
            }
            units.addAll(workspace.units);
            fees.addAll(workspace.fees);
            offices.addAll(workspace.offices);
            halls.addAll(workspace.halls);
            forms.addAll(workspace.forms);
            laws.addAll(workspace.laws);
            channels.addAll(workspace.channels);
        }

        Register items;
        Register units;
        Register tiles;
        Register fees;
        Register offices;
        Register halls;
        Register forms;
        Register laws;
        Register channels;
    };

    Register tilesOf(
        const Workspace &workspace, TopicKind kind, const QString &what, Problems &problems)
    {
        Register tiles(what, problems);
        for (const Sourced<Topic> &topic : workspace.topics) {
            if (topic.value.kind == kind) {
                tiles.add(topic.value.id, topic.origin.at(QStringLiteral("id")));
            }
        }
        return tiles;
    }

    QString entry(const char *list, qsizetype index, const char *field)
    {
        return QStringLiteral("%1[%2].%3")
            .arg(QLatin1String(list))
            .arg(index + 1)
            .arg(QLatin1String(field));
    }

    void checkCases(const Item &item, const Origin &origin, Problems &problems)
    {
        Register cases(QStringLiteral("情形"), problems);
        for (qsizetype i = 0; i < item.cases.size(); ++i) {
            cases.add(item.cases.at(i).id, origin.at(entry("cases", i, "id")));
        }
        for (qsizetype i = 0; i < item.materials.size(); ++i) {
            cases.requireAll(item.materials.at(i).cases, origin.at(entry("materials", i, "cases")));
        }
    }

    void checkParts(const Item &item, const Origin &origin, Registers &known)
    {
        for (qsizetype i = 0; i < item.legalBasis.size(); ++i) {
            known.laws.require(item.legalBasis.at(i).law, origin.at(entry("legalBasis", i, "law")));
        }
        for (qsizetype i = 0; i < item.materials.size(); ++i) {
            known.forms.require(
                item.materials.at(i).form, origin.at(entry("materials", i, "form")));
        }
        for (qsizetype i = 0; i < item.locations.size(); ++i) {
            known.offices.require(
                item.locations.at(i).office, origin.at(entry("locations", i, "office")));
        }
        for (qsizetype i = 0; i < item.cases.size(); ++i) {
            known.fees.requireAll(item.cases.at(i).fees, origin.at(entry("cases", i, "fees")));
        }
        known.fees.requireAll(item.fees, origin.at(QStringLiteral("fees")));
        known.units.require(item.unit, origin.at(QStringLiteral("unit")));
    }

    void checkItems(const Workspace &workspace, Registers &known, Problems &problems)
    {
        Register topics = tilesOf(workspace, TopicKind::Topic, QStringLiteral("主题"), problems);
        Register people = tilesOf(workspace, TopicKind::People, QStringLiteral("人群"), problems);
        Register events
            = tilesOf(workspace, TopicKind::LifeEvent, QStringLiteral("人生事件"), problems);
        for (const Sourced<Item> &item : workspace.items) {
            const Origin &origin = item.origin;
            topics.requireAll(item.value.topics, origin.at(QStringLiteral("topics")));
            people.requireAll(item.value.people, origin.at(QStringLiteral("people")));
            events.requireAll(item.value.lifeEvents, origin.at(QStringLiteral("lifeEvents")));
            checkParts(item.value, origin, known);
            checkCases(item.value, origin, problems);
        }
    }

    void checkOffices(const Workspace &workspace, Registers &known, Problems &problems)
    {
        for (const Sourced<Office> &office : workspace.offices) {
            known.halls.require(office.value.hall, office.origin.at(QStringLiteral("hall")));
            known.units.require(office.value.unit, office.origin.at(QStringLiteral("unit")));
            Register floors(QStringLiteral("楼层"), problems);
            for (const Sourced<ServiceHall> &hall : workspace.halls) {
                for (const Floor &floor :
                    hall.value.id == office.value.hall ? hall.value.floors : QList<Floor>()) {
                    floors.add(floor.id, hall.origin.at(QStringLiteral("floors")));
                }
            }
            if (!office.value.hall.isEmpty()) {
                floors.require(office.value.floor, office.origin.at(QStringLiteral("floor")));
            }
        }
    }

    void checkOthers(const Workspace &workspace, Registers &known)
    {
        for (const Sourced<Form> &form : workspace.forms) {
            known.items.requireAll(form.value.items, form.origin.at(QStringLiteral("items")));
        }
        for (const Sourced<Alias> &alias : workspace.aliases) {
            known.items.require(alias.value.target, alias.origin.at(QStringLiteral("target")));
        }
        for (const Sourced<Law> &law : workspace.laws) {
            known.laws.require(law.value.replacedBy, law.origin.at(QStringLiteral("replacedBy")));
        }
        for (const Sourced<Unit> &unit : workspace.units) {
            known.units.require(unit.value.parent, unit.origin.at(QStringLiteral("parent")));
        }
        for (const Sourced<Notice> &notice : workspace.notices) {
            known.halls.requireAll(notice.value.halls, notice.origin.at(QStringLiteral("halls")));
        }
    }

} // namespace

void checkReferences(const Workspace &workspace, Problems &problems)
{
    Registers known(workspace, problems);
    for (const Sourced<Topic> &topic : workspace.topics) {
        known.tiles.add(topic.value.id, topic.origin.at(QStringLiteral("id")));
    }
    checkItems(workspace, known, problems);
    checkOffices(workspace, known, problems);
    checkOthers(workspace, known);
}

} // namespace Hall
