#include "publish/workspace/csvreader.h"

#include <QRegularExpression>

namespace Hall {

CsvReader::CsvReader(const CsvTable &table, const CsvRow &row, Origin &origin, Problems &problems)
    : m_table(table)
    , m_row(row)
    , m_origin(origin)
    , m_problems(problems)
{
}

void CsvReader::read(const QString &cell, QStringList &value, const QString &)
{
    static const QRegularExpression separator(QStringLiteral("[;；]"));
    const QStringList parts = cell.split(separator, Qt::SkipEmptyParts);
    for (const QString &part : parts) {
        value << part.trimmed().normalized(QString::NormalizationForm_C);
    }
}

void CsvReader::noteEmpty(const QString &column, Need need)
{
    if (need == Need::Required) {
        m_problems.error(m_origin.at(column), QStringLiteral("这一格必须填写"),
            QStringLiteral("填上它；还不知道就写 待核"));
    }
}

void CsvReader::refuse(const QString &column, const QString &what, const QString &remedy)
{
    m_problems.error(m_origin.at(column), what, remedy);
}

void checkHeading(const CsvTable &table, const FieldList &fields, const QStringList &editorial,
    Problems &problems)
{
    const QStringList known = fields.names + editorial;
    const QStringList &columns = table.heading.cells;
    for (const QString &name : fields.names) {
        if (columns.contains(name)) {
            continue;
        }
        const Place place { table.file, table.heading.line, 0, name };
        const QString what = QStringLiteral("表头缺少列 %1").arg(name);
        const QString remedy = QStringLiteral("在第一行加上这一列");
        if (fields.required.contains(name)) {
            problems.error(place, what, remedy);
        } else {
            problems.warning(place, what, remedy);
        }
    }
    for (int i = 0; i < columns.size(); ++i) {
        const QString name = columns.at(i);
        const Place place { table.file, table.heading.line, i + 1, name };
        if (columns.indexOf(name) < i) {
            problems.error(place, QStringLiteral("列名重复"), QStringLiteral("只保留一列"));
        } else if (!known.contains(name)) {
            const QString nearest = nearestWord(name, known);
            problems.error(place, QStringLiteral("没有这一列"),
                nearest.isEmpty() ? QStringLiteral("删掉这一列，或改成正确的列名")
                                  : QStringLiteral("是不是想写 %1？").arg(nearest));
        }
    }
}

void readRowProvenance(const CsvTable &table, const CsvRow &row, Origin &origin, Problems &problems)
{
    const auto cell = [&](const char *name) {
        const auto column = table.heading.cells.indexOf(QLatin1String(name));
        return column < 0 ? QString() : row.cells.at(column);
    };
    Provenance &provenance = origin.provenance;
    provenance.owner = cell("owner");
    provenance.source = cell("source");
    const auto date = [&](const char *name, QDate &day) {
        const QString text = cell(name);
        const int column = static_cast<int>(table.heading.cells.indexOf(QLatin1String(name))) + 1;
        if (!text.isEmpty() && text != pendingWord() && !fromText(text, day)) {
            problems.error({ table.file, row.line, column, QLatin1String(name) },
                QStringLiteral("“%1”不对").arg(text.left(40)),
                QStringLiteral("应写%1").arg(formOf(day)));
        }
    };
    date("verifiedOn", provenance.verifiedOn);
    date("reviewDue", provenance.reviewDue);
    const QString mark = cell("confidence");
    if (!mark.isEmpty() && !isConfidenceMark(mark)) {
        problems.error({ table.file, row.line, 0, QStringLiteral("confidence") },
            QStringLiteral("“%1”不是置信标记").arg(mark.left(20)),
            QStringLiteral("写 S、S2、MH、MM、ML 或 ?"));
    }
    origin.confidence.standard = mark;
}

} // namespace Hall
