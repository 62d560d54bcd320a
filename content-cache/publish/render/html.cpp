#include "publish/render/html.h"

#include <QStringList>

namespace Hall {

namespace {

    /// Gathers the lines of a paragraph or a list until the other kind begins.
    class TextBlocks {
    public:
        void add(const QString &line)
        {
            const bool isEntry = line.startsWith(QLatin1String("- "));
            if (line.isEmpty() || isEntry != m_isList) {
                flush();
            }
            m_isList = isEntry;
            if (!line.isEmpty()) {
                m_lines << (isEntry ? line.mid(2).trimmed() : line).toHtmlEscaped();
            }
        }

        QString html()
        {
            flush();
            return m_html;
        }

    private:
        void flush()
        {
            if (m_lines.isEmpty()) {
                return;
            }
            m_html += m_isList
                ? QStringLiteral("<ul><li>%1</li></ul>")
                      .arg(m_lines.join(QStringLiteral("</li><li>")))
                : QStringLiteral("<p>%1</p>").arg(m_lines.join(QStringLiteral("<br>")));
            m_lines.clear();
        }

        QString m_html;
        QStringList m_lines;
        bool m_isList = false;
    };

} // namespace

QString textToHtml(const QString &text)
{
    TextBlocks blocks;
    const QStringList lines = text.split(u'\n');
    for (const QString &line : lines) {
        blocks.add(line.trimmed());
    }
    return blocks.html();
}

QString element(const QString &tag, const QString &text)
{
    return wrapped(tag, text.toHtmlEscaped());
}

QString wrapped(const QString &tag, const QString &html)
{
    const QString name = tag.section(u' ', 0, 0);
    return html.isEmpty()
        ? QString()
        : QStringLiteral("<%1>").arg(tag) + html + QStringLiteral("</%1>\n").arg(name);
}

} // namespace Hall
