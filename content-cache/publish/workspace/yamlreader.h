#pragma once

#include "publish/workspace/fieldlist.h"
#include "publish/workspace/origin.h"
#include "publish/workspace/scalars.h"
#include "publish/workspace/yamltree.h"

#include <optional>

namespace Hall {

/// What reading one value came to.
enum class ReadOutcome { Read, Absent, Pending, Refused };

/// Fills a record from a YAML map by walking the record's field list (model/fields.h), so that
/// names, types and required fields are known in one place. Strict: unknown fields, wrong types and
/// missing required fields are problems; reading goes on to find all of them.
class YamlReader {
public:
    /// `path` is the record's own path inside the file's record (empty for the record itself).
    YamlReader(const YamlNode &map, const QString &path, Origin &origin, Problems &problems);

    template <typename T> void field(const char *name, T &value, Need need = Need::Optional)
    {
        const QString word = QLatin1String(name);
        m_known << word;
        if (m_computed.contains(word)) {
            return;
        }
        const YamlNode *node = m_map.find(word);
        const QString path = m_path.isEmpty() ? word : m_path + u'.' + word;
        if (node) {
            m_origin.fields.insert(path, { node->line, node->column });
        }
        ReadOutcome outcome = node ? read(*node, value, path) : ReadOutcome::Absent;
        if (outcome == ReadOutcome::Read && m_path.isEmpty() && isMarkedLow(word)) {
            value = T();
            outcome = ReadOutcome::Pending;
        }
        note(path, word, outcome, need);
    }

    /// Names that stand in the file but are not fields of this type.
    void allowAlso(const QStringList &names) { m_known << names; }

    /// Fields that editors may not write.
    void refuseComputed(const QStringList &names) { m_computed = names; }

    /// Reports what stands in the map and is no field.
    void reportUnknown() const;

    /// Whether a required field is 待核: the part is not usable without it.
    bool lacksRequired() const { return m_lacksRequired; }

private:
    ReadOutcome read(const YamlNode &node, QList<DayName> &value, const QString &path);

    template <typename T>
    ReadOutcome read(const YamlNode &node, std::optional<T> &value, const QString &path)
    {
        T inner {};
        const ReadOutcome outcome = read(node, inner, path);
        if (outcome == ReadOutcome::Read) {
            value = inner;
        }
        return outcome;
    }

    template <typename T>
    ReadOutcome read(const YamlNode &node, QList<T> &value, const QString &path)
    {
        if (const auto early = withoutContent(node)) {
            return *early;
        }
        if (!node.isList()) {
            return refuse(node, path, QStringLiteral("这里应是列表"),
                QStringLiteral("写成 [甲, 乙]，或每行以 - 开头"));
        }
        int number = 0;
        for (const YamlNode &entry : node.children) {
            const QString entryPath = QStringLiteral("%1[%2]").arg(path).arg(++number);
            m_origin.fields.insert(entryPath, { entry.line, entry.column });
            T one {};
            const ReadOutcome outcome = read(entry, one, entryPath);
            if (outcome == ReadOutcome::Read) {
                value.append(one);
            } else if (outcome == ReadOutcome::Pending) {
                m_origin.pending << entryPath;
            }
        }
        return ReadOutcome::Read;
    }

    template <ScalarValue T> ReadOutcome read(const YamlNode &node, T &value, const QString &path)
    {
        if (const auto early = withoutContent(node)) {
            return *early;
        }
        if (!node.isScalar()) {
            return refuse(node, path, QStringLiteral("这里应是一个值：%1").arg(scalarForm(value)),
                QStringLiteral("不要写成列表或下一级字段"));
        }
        const QString text = node.text.trimmed();
        T inner {};
        if (!scalarFrom(text, inner)) {
            return refuse(node, path, QStringLiteral("“%1”不对").arg(text.left(40)),
                QStringLiteral("应写%1").arg(scalarForm(inner)));
        }
        if (text.size() > maxLengthOf(path.section(u'.', -1).section(u'[', 0, 0))) {
            return tooLong(node, path, text);
        }
        value = inner;
        return ReadOutcome::Read;
    }

    template <typename T>

    requires(!ScalarValue<T>) ReadOutcome read(const YamlNode &node, T &value, const QString &path)
    {
        if (const auto early = withoutContent(node)) {
            return *early;
        }
        if (!node.isMap()) {
            return refuse(node, path, QStringLiteral("这里应是一组字段"),
                QStringLiteral("写成 {字段: 值, 字段: 值}"));
        }
        T inner {};
        YamlReader reader(node, path, m_origin, m_problems);
        visitFields(reader, inner);
        reader.reportUnknown();
        if (reader.lacksRequired()) {
            return ReadOutcome::Pending;
        }
        value = inner;
        return ReadOutcome::Read;
    }

    static std::optional<ReadOutcome> withoutContent(const YamlNode &node);
    ReadOutcome refuse(
        const YamlNode &node, const QString &path, const QString &what, const QString &remedy);
    ReadOutcome tooLong(const YamlNode &node, const QString &path, const QString &text);
    bool isMarkedLow(const QString &field) const;
    void note(const QString &path, const QString &word, ReadOutcome outcome, Need need);

    const YamlNode &m_map;
    QString m_path;
    Origin &m_origin;
    Problems &m_problems;
    QStringList m_known;
    QStringList m_computed;
    bool m_lacksRequired = false;
};

/// Reads the map's `confidence` into the origin.
void readConfidence(const YamlNode &map, Origin &origin, Problems &problems);

/// Reads owner, source, dates and disclosure into the origin; `ownFields` of the record are left to
/// its own reader to report.
void readProvenance(
    const YamlNode &map, const QStringList &ownFields, Origin &origin, Problems &problems);

/// What a record is called in messages: its id, title or name.
QString recordName(const YamlNode &map);

/// Reads one record of a YAML file; a node that is no map is a problem and gives an empty record.
template <typename T>
Sourced<T> readYamlRecord(const YamlNode &node, const QString &file, Problems &problems)
{
    Sourced<T> record;
    Origin &origin = record.origin;
    origin.file = file;
    origin.line = node.line;
    if (!node.isMap()) {
        problems.error({ file, node.line, node.column }, QStringLiteral("这里应是一组字段"),
            QStringLiteral("写成 字段: 值，每行一个"));
        return record;
    }
    origin.record = recordName(node);
    readConfidence(node, origin, problems);
    readProvenance(node, editableFields<T>().names, origin, problems);
    const RecordRules rules = rulesOf<T>();
    YamlReader reader(node, {}, origin, problems);
    reader.refuseComputed(rules.computed);
    visitFields(reader, record.value);
    reader.allowAlso(provenanceFields() + rules.editorial);
    reader.reportUnknown();
    origin.hidden = origin.confidence.hidesAll();
    for (const QString &field : rules.essential) {
        origin.hidden = origin.hidden || origin.pending.contains(field);
    }
    return record;
}

} // namespace Hall
