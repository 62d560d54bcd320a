#include "publish/release/build.h"

#include "publish/commands/command.h"
#include "publish/commands/commands.h"
#include "publish/commands/optionforms.h"
#include "publish/sign/publish.h"

#include <QFileInfo>
#include <QStandardPaths>
#include <QTextStream>
#include <cstdio>

namespace Hall {

namespace {

    BuildSettings buildSettings(const Arguments &arguments)
    {
        return { arguments.today(), arguments.text(kPublicUrl.name), arguments.number("release"),
            {} };
    }

    QString cacheOf(const Arguments &arguments)
    {
        const QString usual
            = QStandardPaths::writableLocation(QStandardPaths::GenericCacheLocation);
        return arguments.has("cache") ? arguments.text("cache")
                                      : usual + QStringLiteral("/hall-publish/pages");
    }

    Exit buildPlainRelease(const Arguments &arguments, const Workspace &workspace)
    {
        Progress progress;
        const Result<ReleaseContent> content = buildPlain(workspace, buildSettings(arguments),
            arguments.text("out"), cacheOf(arguments), progress);
        if (!content) {
            return complain(content.failure());
        }
        QTextStream(stdout) << QStringLiteral("已生成 %1：事项 %2 个，收费 %3 项，表格 %4 份。\n")
                                   .arg(arguments.text("out"))
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
        const QString withdrawn = publication.withdrawn.isEmpty()
            ? QString()
            : QStringLiteral("撤下的没有发布：%1。恢复用 withdraw --restore。\n")
                  .arg(publication.withdrawn.join(QStringLiteral("、")));
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
                   .arg(publication.bytes / 1024)
            + withdrawn;
    }

    Exit publishSignedRelease(const Arguments &arguments, const Workspace &workspace)
    {
        Progress progress;
        const PublishSettings settings { buildSettings(arguments), placeOf(arguments),
            arguments.text(kChannel.name), cacheOf(arguments), arguments.has("force"),
            arguments.number("rollout"), arguments.time("not-before"), arguments.text("min-app") };
        const Result<Publication> publication = publishRelease(workspace, settings, progress);
        if (!publication) {
            return complain(publication.failure());
        }
        QTextStream(stdout) << outcomeText(publication.value(), settings.channel);
        return Exit::Fine;
    }

    /// Checks, then makes a plain build or a signed release.
    Exit runBuild(const Arguments &arguments)
    {
        const QString directory = arguments.operand();
        if (!QFileInfo(directory).isDir()) {
            return complain({ directory, QStringLiteral("没有这个文件夹") });
        }
        const auto workspace = loadChecked(arguments, directory);
        if (!workspace) {
            return Exit::ContentProblems;
        }
        return !arguments.has("repo") ? buildPlainRelease(arguments, *workspace)
                                      : publishSignedRelease(arguments, *workspace);
    }

    QString destinationProblem(const Arguments &arguments)
    {
        if (arguments.has("out") == arguments.has("repo")) {
            return QStringLiteral("build 需要 --out 或 --repo 之一");
        }
        if (arguments.has("repo") && !arguments.has("keys")) {
            return QStringLiteral("--repo 还需要 --keys 密钥文件夹");
        }
        for (const char *option :
            { "keys", "offline-keys", "channel", "force", "rollout", "not-before", "min-app" }) {
            if (arguments.has("out") && arguments.has(option)) {
                return QStringLiteral("--%1 只和 --repo 一起用").arg(QLatin1String(option));
            }
        }
        return {};
    }

} // namespace

QList<Command> buildCommands()
{
    return { { "build", "DIR", 1, 1, "检查并生成内容（--out），或签名发布一版（--repo）",
        "一个文件夹",
        { { "out", "GENDIR", "只生成内容，不签名" }, { "repo", "TREE", "签名发布到这个目录" },
            { "keys", "DIR", "密钥文件夹，和 --repo 一起用" }, kOfflineKeys, kChannel,
            { "rollout", "PERCENT", "先给百分之几的屏幕，默认 100", "100", OptionForm::percent },
            { "not-before", "时刻", "屏幕到这个时刻才换上", "", OptionForm::moment },
            { "min-app", "版本", "屏幕程序至少是这个版本", "", OptionForm::version }, kToday,
            kPublicUrl, { "release", "N", "版本号，默认上一版加一", "0", OptionForm::number },
            { "cache", "DIR", "表格图片的缓存" }, { "force", nullptr, "内容没有变化也发布一版" } },
        runBuild, destinationProblem } };
}

} // namespace Hall
