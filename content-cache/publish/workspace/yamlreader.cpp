#include "publish/workspace/yamlreader.h"

namespace Hall {

namespace {

    struct ProvenanceFields {
        Provenance &value;
    };

    template <typename V> void visitFields(V &v, ProvenanceFields &x)
    {
        v.field("owner", x.value.owner);
        v.field("source", x.value.source);
        v.field("verifiedOn", x.value.verifiedOn);
        v.field("reviewDue", x.value.reviewDue);
        v.field("disclosure", x.value.disclosure);
    }

} // namespace

YamlReader::YamlReader(const YamlNode &map, const QString &path, Origin &origin, Problems &problems)
    : m_map(map)
    , m_path(path)
    , m_origin(origin)
    , m_problems(problems)
{
}

ReadOutcome YamlReader::read(const YamlNode &node, QList<DayName> &value, const QString &path)
{
    if (const auto early = withoutContent(node)) {
        return *early;
    }
    if (!node.isMap()) {
        return refuse(node, path, QStringLiteral("这里应是“日期: 名称”"),
            QStringLiteral("如 2026-01-01: 元旦"));
    }
    for (const YamlNode *key : node.keys()) {
        DayName day;
        const YamlNode &name = *(key + 1);
        if (!fromText(key->text.trimmed(), day.date) || !name.isScalar()) {
            refuse(*key, path, QStringLiteral("“%1”不对").arg(key->text.left(40)),
                QStringLiteral("应写%1，后面是名称").arg(formOf(day.date)));
            continue;
        }
        day.name = name.text.trimmed();
        value.append(day);
    }
    return ReadOutcome::Read;
}

void YamlReader::reportUnknown() const
{
    for (const YamlNode *key : m_map.keys()) {
        if (!key->isScalar() || (m_known.contains(key->text) && !m_computed.contains(key->text))) {
            continue;
        }
        const Place place { m_origin.file, key->line, key->column, key->text };
        if (m_computed.contains(key->text)) {
            m_problems.error(place, QStringLiteral("这个字段由发布程序计算，不能手写"),
                QStringLiteral("删掉这一行"));
            continue;
        }
        const QString nearest = nearestWord(key->text, m_known);
        m_problems.error(place, QStringLiteral("没有这个字段"),
            nearest.isEmpty() ? QStringLiteral("删掉它，或对照说明改成正确的字段名")
                              : QStringLiteral("是不是想写 %1？").arg(nearest));
    }
}

std::optional<ReadOutcome> YamlReader::withoutContent(const YamlNode &node)
{
    if (node.kind == YamlNode::Kind::Nothing) {
        return ReadOutcome::Absent;
    }
    if (!node.isScalar()) {
        return std::nullopt;
    }
    const QString text = node.text.trimmed();
    if (text == pendingWord()) {
        return ReadOutcome::Pending;
    }
    return text.isEmpty() ? std::optional(ReadOutcome::Absent) : std::nullopt;
}

ReadOutcome YamlReader::refuse(
    const YamlNode &node, const QString &path, const QString &what, const QString &remedy)
{
    m_problems.error({ m_origin.file, node.line, node.column, path }, what, remedy);
    return ReadOutcome::Refused;
}

ReadOutcome YamlReader::tooLong(const YamlNode &node, const QString &path, const QString &text)
{
    const QString field = path.section(u'.', -1).section(u'[', 0, 0);
    return refuse(node, path,
        QStringLiteral("有 %1 个字，超过上限 %2 个").arg(text.size()).arg(maxLengthOf(field)),
        QStringLiteral("缩短它；长的说明写到别的字段里"));
}

bool YamlReader::isMarkedLow(const QString &field) const
{
    const auto mark = m_origin.confidence.fields.constFind(field);
    return mark != m_origin.confidence.fields.cend() && m_origin.confidence.hides(field);
}

void YamlReader::note(const QString &path, const QString &word, ReadOutcome outcome, Need need)
{
    if (outcome == ReadOutcome::Pending) {
        m_origin.pending << path;
        m_lacksRequired = m_lacksRequired || need == Need::Required;
    }
    if (outcome == ReadOutcome::Absent && need == Need::Required) {
        Place place = m_origin.at(path);
        place.line = m_map.find(word) ? place.line : m_map.line;
        m_problems.error(
            place, QStringLiteral("缺少必填字段"), QStringLiteral("补上它；还不知道就写 待核"));
    }
    // A refused value is reported already; the part around it must not look complete.
    m_lacksRequired
        = m_lacksRequired || (outcome == ReadOutcome::Refused && need == Need::Required);
}

void readConfidence(const YamlNode &map, Origin &origin, Problems &problems)
{
    const YamlNode *node = map.find(QStringLiteral("confidence"));
    if (!node || node->kind == YamlNode::Kind::Nothing) {
        return;
    }
    const auto take = [&](const YamlNode &mark, QString &target) {
        if (!mark.isScalar() || !isConfidenceMark(mark.text)) {
            problems.error({ origin.file, mark.line, mark.column, QStringLiteral("confidence") },
                QStringLiteral("“%1”不是置信标记").arg(mark.text.left(20)),
                QStringLiteral("写 S、S2、MH、MM、ML 或 \"?\"（问号要加引号）"));
            return;
        }
        target = mark.text;
    };
    if (!node->isMap()) {
        take(*node, origin.confidence.standard);
        return;
    }
    for (const YamlNode *key : node->keys()) {
        QString mark;
        take(*(key + 1), mark);
        if (key->text == QLatin1String("default")) {
            origin.confidence.standard = mark;
        } else if (!map.find(key->text)) {
            problems.warning({ origin.file, key->line, key->column, QStringLiteral("confidence") },
                QStringLiteral("标记的字段 %1 在这条记录里没有").arg(key->text),
                QStringLiteral("改正字段名，或去掉这个标记"));
        } else {
            origin.confidence.fields.insert(key->text, mark);
        }
    }
}

void readProvenance(
    const YamlNode &map, const QStringList &ownFields, Origin &origin, Problems &problems)
{
    // What the record itself has as a field is reported when the record is read.
    Origin scratch;
    scratch.file = origin.file;
    Problems found;
    YamlReader reader(map, {}, scratch, found);
    ProvenanceFields fields { origin.provenance };
    visitFields(reader, fields);
    const QList<Problem> list = found.sorted();
    for (const Problem &problem : list) {
        if (!ownFields.contains(problem.place.field)) {
            problems.error(problem.place, problem.what, problem.remedy);
        }
    }
    for (const QString &field : std::as_const(scratch.pending)) {
        if (!ownFields.contains(field)) {
            origin.pending << field;
        }
    }
    for (auto place = scratch.fields.cbegin(); place != scratch.fields.cend(); ++place) {
        origin.fields.insert(place.key(), place.value());
    }
}

QString recordName(const YamlNode &map)
{
    for (const char *key : { "id", "title", "name" }) {
        const YamlNode *node = map.find(QLatin1String(key));
        if (node && node->isScalar()) {
            return node->text.trimmed().left(60);
        }
    }
    return {};
}

} // namespace Hall
