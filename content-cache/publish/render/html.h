#pragma once

#include <QString>

namespace Hall {

/// A clerk's plain text as HTML: escaped, a blank line starts a paragraph, lines beginning with "-
/// " become a list.
QString textToHtml(const QString &text);

/// <tag>escaped text</tag>, or nothing where the text is empty.
QString element(const QString &tag, const QString &text);

/// <tag>html</tag> around finished HTML, or nothing where it is empty.
QString wrapped(const QString &tag, const QString &html);

} // namespace Hall
