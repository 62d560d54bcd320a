#pragma once

#include "publish/workspace/csvtable.h"
#include "publish/workspace/fieldlist.h"
#include "publish/workspace/origin.h"
#include "publish/workspace/scalars.h"

namespace Hall {

/// Fills a record from one row by walking the record's field list, as YamlReader does for maps.
class CsvReader {
public:
    CsvReader(const CsvTable &table, const CsvRow &row, Origin &origin, Problems &problems);

    void refuseComputed(const QStringList &names) { m_computed = names; }

    template <typename T> void field(const char *name, T &value, Need need = Need::Optional)
    {
        const QString word = QLatin1String(name);
        const auto column = m_table.heading.cells.indexOf(word);
        if (column < 0 || m_computed.contains(word)) {
            return;
        }
        m_origin.fields.insert(word, { m_row.line, static_cast<int>(column) + 1 });
        const QString cell = m_row.cells.at(column);
        if (cell == pendingWord()) {
            m_origin.pending << word;
        } else if (cell.isEmpty()) {
            noteEmpty(word, need);
        } else {
            read(cell, value, word);
        }
    }

private:
    void read(const QString &cell, QStringList &value, const QString &column);

    template <typename T>
    void read(const QString &cell, std::optional<T> &value, const QString &column)
    {
        T inner {};
        read(cell, inner, column);
        value = inner;
    }

    template <ScalarValue T> void read(const QString &cell, T &value, const QString &column)
    {
        if (!scalarFrom(cell, value)) {
            refuse(column, QStringLiteral("“%1”不对").arg(cell.left(40)),
                QStringLiteral("应写%1").arg(scalarForm(value)));
        } else if (cell.size() > maxLengthOf(column)) {
            refuse(column,
                QStringLiteral("有 %1 个字，超过上限 %2 个")
                    .arg(cell.size())
                    .arg(maxLengthOf(column)),
                QStringLiteral("缩短它"));
        }
    }

    void noteEmpty(const QString &column, Need need);
    void refuse(const QString &column, const QString &what, const QString &remedy);

    const CsvTable &m_table;
    const CsvRow &m_row;
    Origin &m_origin;
    Problems &m_problems;
    QStringList m_computed;
};

/// Checks the heading against the fields of a type: missing, unknown and repeated columns by name.
void checkHeading(const CsvTable &table, const FieldList &fields, const QStringList &editorial,
    Problems &problems);

/// Reads the row's confidence and provenance cells into the origin.
void readRowProvenance(
    const CsvTable &table, const CsvRow &row, Origin &origin, Problems &problems);

/// Reads every row of a table as a record.
template <typename T> QList<Sourced<T>> readCsvRecords(const CsvTable &table, Problems &problems)
{
    const RecordRules rules = rulesOf<T>();
    checkHeading(table, editableFields<T>(), provenanceFields() + rules.editorial, problems);
    QList<Sourced<T>> records;
    for (const CsvRow &row : table.rows) {
        Sourced<T> record;
        record.origin.file = table.file;
        record.origin.line = row.line;
        record.origin.record = row.cells.value(0).left(60);
        readRowProvenance(table, row, record.origin, problems);
        CsvReader reader(table, row, record.origin, problems);
        reader.refuseComputed(rules.computed);
        visitFields(reader, record.value);
        record.origin.hidden = record.origin.confidence.hidesAll();
        for (const QString &field : rules.essential) {
            record.origin.hidden = record.origin.hidden || record.origin.pending.contains(field);
        }
        records.append(record);
    }
    return records;
}

} // namespace Hall
