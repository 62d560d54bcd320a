#include "publish/workspace/csvtable.h"

namespace Hall {

namespace {

    /// Takes RFC 4180 apart character by character; quotes may hold commas and line ends.
    class CsvParser {
    public:
        CsvParser(const QString &text, const QString &file, Problems &problems)
            : m_text(text)
            , m_file(file)
            , m_problems(problems)
        {
        }

        QList<CsvRow> rows()
        {
            m_row.line = 1;
            while (m_at < m_text.size()) {
                const QChar c = m_text.at(m_at++);
                m_line += c == u'\n' ? 1 : 0;
                m_quoted ? insideQuotes(c) : outside(c);
            }
            if (m_quoted) {
                m_problems.error({ m_file, m_quoteLine },
                    QStringLiteral("引号没有结束，后面的行都读不出来"),
                    QStringLiteral("补上右引号；文件可能没有存完"));
                return {};
            }
            endRow();
            return m_rows;
        }

    private:
        void insideQuotes(QChar c)
        {
            if (c != u'"') {
                m_cell += c;
            } else if (m_at < m_text.size() && m_text.at(m_at) == u'"') {
                m_cell += c;
                ++m_at;
            } else {
                m_quoted = false;
                m_closed = true;
            }
        }

        void outside(QChar c)
        {
            if (c == u',') {
                endCell();
            } else if (c == u'\n') {
                endRow();
            } else if (c == u'"' && m_cell.isEmpty() && !m_closed) {
                m_quoted = true;
                m_quoteLine = m_line;
            } else {
                if (c == u'"' || m_closed) {
                    m_problems.error({ m_file, m_line, static_cast<int>(m_row.cells.size()) + 1 },
                        QStringLiteral("单元格里的引号用得不对"),
                        QStringLiteral("整个单元格用双引号括起来，里面的双引号写两遍"));
                }
                m_cell += c;
            }
        }

        void endCell()
        {
            m_row.cells << m_cell.trimmed();
            m_cell.clear();
            m_closed = false;
        }

        void endRow()
        {
            endCell();
            if (!m_row.cells.join(QString()).isEmpty()) {
                m_rows.append(m_row);
            }
            m_row = CsvRow { m_line, {} };
        }

        const QString &m_text;
        QString m_file;
        Problems &m_problems;
        qsizetype m_at = 0;
        int m_line = 1;
        int m_quoteLine = 1;
        bool m_quoted = false;
        bool m_closed = false;
        QString m_cell;
        CsvRow m_row;
        QList<CsvRow> m_rows;
    };

    void fitToHeading(CsvTable &table, Problems &problems)
    {
        const auto columns = table.heading.cells.size();
        for (CsvRow &row : table.rows) {
            while (row.cells.size() > columns && row.cells.last().isEmpty()) {
                row.cells.removeLast();
            }
            if (row.cells.size() != columns) {
                problems.error({ table.file, row.line },
                    QStringLiteral("这一行有 %1 格，表头有 %2 列")
                        .arg(row.cells.size())
                        .arg(columns),
                    QStringLiteral("补上或去掉多余的逗号；含逗号的内容要用双引号括起来"));
            }
        }
        table.rows.removeIf([&](const CsvRow &row) { return row.cells.size() != columns; });
    }

} // namespace

std::optional<CsvTable> parseCsv(const QString &text, const QString &file, Problems &problems)
{
    QList<CsvRow> rows = CsvParser(text, file, problems).rows();
    if (rows.isEmpty()) {
        problems.error({ file, 1 }, QStringLiteral("表是空的，没有表头"),
            QStringLiteral("第一行写列名；没有内容也要保留表头"));
        return std::nullopt;
    }
    CsvTable table { file, rows.takeFirst(), rows };
    while (!table.heading.cells.isEmpty() && table.heading.cells.last().isEmpty()) {
        table.heading.cells.removeLast();
    }
    fitToHeading(table, problems);
    return table;
}

} // namespace Hall
