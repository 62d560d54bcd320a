#pragma once

#include <QString>

namespace Hall {

/// A Markdown text for screens: `html` uses only the tags Qt Quick's StyledText knows, `text` has
/// no marks at all (for read-aloud and search).
struct RenderedMarkdown {
    QString html;
    QString text;
};

/// Renders CommonMark without raw HTML; pictures become their description, links keep their words.
RenderedMarkdown renderMarkdown(const QString &markdown);

} // namespace Hall
