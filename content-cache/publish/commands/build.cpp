#include "publish/commands/commands.h"
#include "publish/release/build.h"

#include <QFileInfo>
#include <QTextStream>
#include <cstdio>

namespace Hall {

namespace {

    Exit buildPlainRelease(const Arguments &arguments, const Workspace &workspace)
    {
        Progress progress;
        const Result<ReleaseContent> content = buildPlain(workspace,
            { arguments.today, arguments.publicUrl, arguments.release }, arguments.out,
            arguments.cache, progress);
        if (!content) {
            return complain(content.failure());
        }
        QTextStream(stdout) << QStringLiteral("已生成 %1：事项 %2 个，收费 %3 项，表格 %4 份。\n")
                                   .arg(arguments.out)
                                   .arg(content.value().items.size())
                                   .arg(content.value().fees.size())
                                   .arg(content.value().forms.size());
        return Exit::Fine;
    }

} // namespace

Exit runBuild(const Arguments &arguments)
{
    const QString directory = arguments.operands.first();
    if (!QFileInfo(directory).isDir()) {
        return complain({ directory, QStringLiteral("没有这个文件夹") });
    }
    const auto workspace = loadChecked(arguments, directory);
    if (!workspace) {
        return Exit::ContentProblems;
    }
    return buildPlainRelease(arguments, *workspace);
}

} // namespace Hall
