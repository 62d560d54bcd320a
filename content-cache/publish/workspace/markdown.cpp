#include "publish/workspace/markdown.h"

#include <md4c.h>

namespace Hall {

namespace {

    QString blockTag(MD_BLOCKTYPE type, void *detail)
    {
        switch (type) {
        case MD_BLOCK_P:
            return QStringLiteral("p");
        case MD_BLOCK_UL:
            return QStringLiteral("ul");
        case MD_BLOCK_OL:
            return QStringLiteral("ol");
        case MD_BLOCK_LI:
            return QStringLiteral("li");
        case MD_BLOCK_CODE:
            return QStringLiteral("pre");
        case MD_BLOCK_H:
            return QStringLiteral("h%1").arg(static_cast<MD_BLOCK_H_DETAIL *>(detail)->level + 1);
        default:
            return {};
        }
    }

    QString spanTag(MD_SPANTYPE type)
    {
        switch (type) {
        case MD_SPAN_STRONG:
            return QStringLiteral("b");
        case MD_SPAN_EM:
            return QStringLiteral("i");
        default:
            return {};
        }
    }

    RenderedMarkdown &target(void *userData) { return *static_cast<RenderedMarkdown *>(userData); }

    void openTag(void *userData, const QString &tag)
    {
        if (!tag.isEmpty()) {
            target(userData).html += QStringLiteral("<%1>").arg(tag);
        }
    }

    void closeTag(void *userData, const QString &tag)
    {
        if (!tag.isEmpty()) {
            target(userData).html += QStringLiteral("</%1>").arg(tag);
        }
    }

    int enterBlock(MD_BLOCKTYPE type, void *detail, void *userData)
    {
        openTag(userData, blockTag(type, detail));
        if (type == MD_BLOCK_LI) {
            target(userData).text += QStringLiteral("- ");
        }
        return 0;
    }

    int leaveBlock(MD_BLOCKTYPE type, void *detail, void *userData)
    {
        closeTag(userData, blockTag(type, detail));
        QString &text = target(userData).text;
        if (type != MD_BLOCK_DOC && !text.endsWith(u'\n')) {
            text += u'\n';
        }
        return 0;
    }

    int enterSpan(MD_SPANTYPE type, void *, void *userData)
    {
        openTag(userData, spanTag(type));
        return 0;
    }

    int leaveSpan(MD_SPANTYPE type, void *, void *userData)
    {
        closeTag(userData, spanTag(type));
        return 0;
    }

    int addText(MD_TEXTTYPE type, const MD_CHAR *bytes, MD_SIZE size, void *userData)
    {
        RenderedMarkdown &rendered = target(userData);
        if (type == MD_TEXT_BR) {
            rendered.html += QStringLiteral("<br>");
            rendered.text += u'\n';
            return 0;
        }
        // A line end inside a Han paragraph is no blank between words.
        const QString words
            = type == MD_TEXT_SOFTBR ? QString() : QString::fromUtf8(bytes, static_cast<int>(size));
        rendered.html += type == MD_TEXT_ENTITY ? words : words.toHtmlEscaped();
        rendered.text += words;
        return 0;
    }

} // namespace

RenderedMarkdown renderMarkdown(const QString &markdown)
{
    MD_PARSER parser {};
    parser.flags = MD_FLAG_NOHTML;
    parser.enter_block = enterBlock;
    parser.leave_block = leaveBlock;
    parser.enter_span = enterSpan;
    parser.leave_span = leaveSpan;
    parser.text = addText;
    const QByteArray utf8 = markdown.toUtf8();
    RenderedMarkdown rendered;
    md_parse(utf8.constData(), static_cast<MD_SIZE>(utf8.size()), &parser, &rendered);
    rendered.text = rendered.text.trimmed();
    return rendered;
}

} // namespace Hall
