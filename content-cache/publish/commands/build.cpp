#include "publish/release/build.h"

#include "publish/commands/commands.h"
#include "publish/sign/publish.h"

#include <QFileInfo>
#include <QTextStream>
#include <cstdio>

namespace Hall {

namespace {

    Exit buildPlainRelease(const Arguments &arguments, const Workspace &workspace)
    {
        Progress progress;
        const Result<ReleaseContent> content
            = buildPlain(workspace, { arguments.today, arguments.publicUrl, arguments.release },
                arguments.out, arguments.cache, progress);
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

    QString outcomeText(const Publication &publication, const QString &channel)
    {
        const QString restored = publication.restored > 0
            ? QStringLiteral("修复了手机页面和表格 %1 个。\n").arg(publication.restored)
            : QString();
        switch (publication.outcome) {
        case PublishOutcome::Unchanged:
            return QStringLiteral("内容没有变化，仍是第 %1 版，没有发布。\n")
                       .arg(publication.release)
                + restored;
        case PublishOutcome::Renewed:
            return QStringLiteral("内容没有变化，仍是第 %1 版，签名已续期。\n")
                       .arg(publication.release)
                + restored;
        case PublishOutcome::Published:
            break;
        }
        return QStringLiteral("已发布第 %1 版（%2）：事项 %3 个，文件 %4 个，共 %5 KB。\n")
            .arg(publication.release)
            .arg(channel)
            .arg(publication.items)
            .arg(publication.files)
            .arg(publication.bytes / 1024);
    }

    Exit publishSignedRelease(const Arguments &arguments, const Workspace &workspace)
    {
        Progress progress;
        const PublishSettings settings { { arguments.today, arguments.publicUrl,
                                             arguments.release },
            arguments.repo, arguments.keys, arguments.channel, arguments.cache,
            QDateTime::currentDateTimeUtc(), arguments.force };
        const Result<Publication> publication = publishRelease(workspace, settings, progress);
        if (!publication) {
            return complain(publication.failure());
        }
        QTextStream(stdout) << outcomeText(publication.value(), arguments.channel);
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
    return arguments.repo.isEmpty() ? buildPlainRelease(arguments, *workspace)
                                    : publishSignedRelease(arguments, *workspace);
}

} // namespace Hall
