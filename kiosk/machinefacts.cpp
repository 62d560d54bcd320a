#include "kiosk/machinefacts.h"

#include <QDateTime>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <algorithm>

namespace Hall {

namespace {

    constexpr qint64 kMostBytes = 256 * 1024;

    QString momentOf(const QJsonValue &value)
    {
        const QDateTime at = QDateTime::fromString(value.toString(), Qt::ISODate);
        return at.isValid() ? at.toLocalTime().toString(QStringLiteral("yyyy-MM-dd HH:mm"))
                            : QStringLiteral("从未");
    }

    QString phaseOf(const QString &phase)
    {
        return phase == u"checking"  ? QStringLiteral("正在检查")
            : phase == u"fetching"   ? QStringLiteral("正在下载")
            : phase == u"installing" ? QStringLiteral("正在安装")
                                     : QStringLiteral("空闲");
    }

    // Only what the source knows is a line.
    void add(QList<MachineFact> &facts, const QString &label, const QString &value)
    {
        if (!value.trimmed().isEmpty()) {
            facts.append({ label, value.trimmed(), false });
        }
    }

    void addBad(QList<MachineFact> &facts, const QString &label, const QString &value)
    {
        add(facts, label, value);
        if (!facts.isEmpty() && facts.constLast().value == value.trimmed()) {
            facts.last().bad = true;
        }
    }

    // Lines of `NAME: STATE`; the fallback page alone is well where it does not run.
    bool isBadUnit(const QString &line)
    {
        const bool active = line.endsWith(u": active");
        return line.startsWith(u"hall-fallback:") ? active : !active;
    }

    void addUnits(QList<MachineFact> &facts, const QString &units)
    {
        QStringList bad;
        QStringList good;
        const QStringList lines = units.split(u'\n', Qt::SkipEmptyParts);
        for (const QString &line : lines) {
            (isBadUnit(line) ? bad : good).append(line);
        }
        addBad(facts, QStringLiteral("服务异常"), bad.join(u'\n'));
        add(facts, QStringLiteral("服务"), good.join(u'\n'));
    }

} // namespace

QList<MachineFact> syncFacts(const QJsonObject &status)
{
    QList<MachineFact> facts;
    if (status.isEmpty()) {
        return { { QStringLiteral("更新"), QStringLiteral("读不到 hall-sync 的状态"), true } };
    }
    const qint64 shown = status[u"release_shown"].toInteger();
    const qint64 wanted = status[u"release_wanted"].toInteger();
    add(facts, QStringLiteral("本机编号"), status[u"kiosk"].toString());
    add(facts, QStringLiteral("发布通道"), status[u"channel"].toString());
    add(facts, QStringLiteral("内容"),
        shown > 0 ? QStringLiteral("第 %1 版，服务器上第 %2 版").arg(shown).arg(wanted)
                  : QStringLiteral("出厂内容，服务器上第 %1 版").arg(wanted));
    add(facts, QStringLiteral("更新"), phaseOf(status[u"phase"].toString()));
    add(facts, QStringLiteral("上次成功"), momentOf(status[u"last_ok"]));
    const QJsonObject error = status[u"last_error"].toObject();
    addBad(facts, QStringLiteral("最近错误"), error[u"sentence_zh"].toString());
    addBad(facts, QStringLiteral("处理办法"), error[u"advice_zh"].toString());
    const QJsonArray warnings = status[u"warnings_zh"].toArray();
    for (const QJsonValue &warning : warnings) {
        addBad(facts, QStringLiteral("提醒"), warning.toString());
    }
    return facts;
}

QList<MachineFact> reportFacts(const QJsonObject &report)
{
    QList<MachineFact> facts;
    add(facts, QStringLiteral("修复"), report[u"repair"].toString());
    add(facts, QStringLiteral("网络"), report[u"network"].toString());
    add(facts, QStringLiteral("磁盘"), report[u"disks"].toString());
    addUnits(facts, report[u"units"].toString());
    add(facts, QStringLiteral("软件包"), report[u"packages"].toString());
    add(facts, QStringLiteral("声卡"), report[u"sound"].toString());
    const QString clock = report[u"clock"].toString();
    if (clock == u"no") {
        addBad(facts, QStringLiteral("校时"), QStringLiteral("没有同步"));
    } else {
        add(facts, QStringLiteral("校时"), clock == u"yes" ? QStringLiteral("已同步") : clock);
    }
    return facts;
}

QJsonObject jsonIn(const QString &file)
{
    QFile source(file);
    if (file.isEmpty() || !source.open(QIODevice::ReadOnly)) {
        return {};
    }
    return QJsonDocument::fromJson(source.read(kMostBytes)).object();
}

void MachineFacts::set(const QList<MachineFact> &facts)
{
    QList<MachineFact> sorted = facts;
    std::stable_partition(
        sorted.begin(), sorted.end(), [](const MachineFact &fact) { return fact.bad; });
    if (sorted != m_facts) {
        beginResetModel();
        m_facts = sorted;
        endResetModel();
    }
}

int MachineFacts::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_facts.size());
}

QVariant MachineFacts::data(const QModelIndex &index, int role) const
{
    const bool there = checkIndex(index, CheckIndexOption::IndexIsValid);
    if (!there) {
        return {};
    }
    const MachineFact &fact = m_facts.at(index.row());
    switch (role) {
    case Qt::UserRole:
        return fact.label;
    case Qt::UserRole + 1:
        return fact.value;
    case Qt::UserRole + 2:
        return fact.bad;
    default:
        return {};
    }
}

QHash<int, QByteArray> MachineFacts::roleNames() const
{
    return { { Qt::UserRole, "label" }, { Qt::UserRole + 1, "value" },
        { Qt::UserRole + 2, "bad" } };
}

} // namespace Hall
