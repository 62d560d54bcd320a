#include "publish/workspace/noticefile.h"

#include "publish/workspace/markdown.h"
#include "publish/workspace/yamlreader.h"

#include <QFileInfo>

namespace Hall {

std::optional<Sourced<Notice>> readNotice(
    const QString &text, const QString &file, Problems &problems)
{
    const QString fence = QStringLiteral("---");
    const QStringList lines = text.split(u'\n');
    const auto end = lines.first().trimmed() == fence ? lines.indexOf(fence, 1) : -1;
    if (end < 0) {
        problems.error({ file, 1 }, QStringLiteral("开头没有用 --- 括起来的说明"),
            QStringLiteral(
                "第一行写 ---，接着写 title、from、to 等，再写一行 ---；文件可能没有存完"));
        return std::nullopt;
    }
    const QString head = lines.mid(1, end - 1).join(u'\n');
    const auto map = parseYaml(head, file, problems, 2);
    if (!map) {
        return std::nullopt;
    }
    Sourced<Notice> notice = readYamlRecord<Notice>(*map, file, problems);
    notice.value.id = QFileInfo(file).completeBaseName();
    const QString body = lines.mid(end + 1).join(u'\n');
    if (body.trimmed().isEmpty()) {
        problems.error({ file, static_cast<int>(end) + 1 }, QStringLiteral("通知没有正文"),
            QStringLiteral("在第二个 --- 下面写正文"));
    }
    const RenderedMarkdown rendered = renderMarkdown(body);
    notice.value.html = rendered.html;
    notice.value.text = rendered.text;
    return notice;
}

} // namespace Hall
