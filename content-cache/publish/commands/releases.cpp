#include "publish/commands/command.h"
#include "publish/commands/commands.h"
#include "publish/commands/optionforms.h"
#include "publish/sign/history.h"

#include <QTextStream>
#include <cstdio>

namespace Hall {

namespace {

    QString lineOf(const PastRelease &release)
    {
        QStringList notes;
        if (release.present) {
            notes << QStringLiteral("现在的版本");
        }
        if (release.notes.rolloutPercent < 100) {
            notes << QStringLiteral("给 %1% 的屏幕").arg(release.notes.rolloutPercent);
        }
        if (release.notes.notBefore.isValid()) {
            notes << QStringLiteral("%1 起").arg(
                release.notes.notBefore.toLocalTime().toString(Qt::ISODate));
        }
        if (!release.notes.minApp.isEmpty()) {
            notes << QStringLiteral("程序至少 %1").arg(release.notes.minApp);
        }
        if (!release.notes.withdrawn.isEmpty()) {
            notes << QStringLiteral("撤下 %1").arg(
                release.notes.withdrawn.join(QStringLiteral("、")));
        }
        if (!release.whole) {
            notes << QStringLiteral("文件不全");
        }
        return QStringLiteral("  第 %1 版  %2  %3\n")
            .arg(release.release)
            .arg(release.since.toLocalTime().toString(QStringLiteral("yyyy-MM-dd HH:mm")),
                notes.join(QStringLiteral("，")));
    }

    Exit runReleases(const Arguments &arguments)
    {
        const auto session = TreeSession::open(placeOf(arguments), {});
        if (!session) {
            return complain(session.failure());
        }
        QTextStream out(stdout);
        QString channel;
        const QList<PastRelease> releases = releasesOf(*session.value());
        for (const PastRelease &release : releases) {
            if (channel != release.channel) {
                channel = release.channel;
                out << channel << '\n';
            }
            out << lineOf(release);
        }
        return Exit::Fine;
    }

    Exit runRollout(const Arguments &arguments)
    {
        const QString channel = arguments.text(kChannel.name);
        const int percent = arguments.operand().toInt();
        const Result<qint64> before = changeRollout(placeOf(arguments), channel, percent);
        if (!before) {
            return complain(before.failure());
        }
        QTextStream out(stdout);
        out << QStringLiteral("%1：从 %2% 的屏幕改为 %3%。\n")
                   .arg(channel)
                   .arg(before.value())
                   .arg(percent);
        if (percent < before.value()) {
            out << QStringLiteral("已经换上的屏幕不会换回去；要换回去用 rollback。\n");
        }
        return Exit::Fine;
    }

    QString percentOperand(const Arguments &arguments)
    {
        const QString problem = OptionForm::percent(arguments.operand());
        return problem.isEmpty() ? QString() : QStringLiteral("百分比") + problem;
    }

    Exit runRollback(const Arguments &arguments)
    {
        const QString channel = arguments.text(kChannel.name);
        const Result<Rollback> done = rollBack(placeOf(arguments), channel, arguments.number("to"));
        if (!done) {
            return complain(done.failure());
        }
        QTextStream out(stdout);
        out << QStringLiteral("%1：已发布第 %2 版，内容同第 %3 版。\n")
                   .arg(channel)
                   .arg(done.value().release)
                   .arg(done.value().contentOf);
        if (!done.value().withdrawn.isEmpty()) {
            out << QStringLiteral("撤下的仍不显示：%1。\n")
                       .arg(done.value().withdrawn.join(QStringLiteral("、")));
        }
        out << QStringLiteral("先改好编辑的文件夹再 build，否则会把现在的内容又发布出去。\n");
        return Exit::Fine;
    }

    Exit runPrune(const Arguments &arguments)
    {
        const Result<Pruned> pruned = pruneTree(
            placeOf(arguments), arguments.number("keep"), arguments.number("grace-hours"));
        if (!pruned) {
            return complain(pruned.failure());
        }
        QTextStream(stdout) << QStringLiteral("已清理 %1 个文件，共 %2 KB。\n")
                                   .arg(pruned.value().files)
                                   .arg(pruned.value().bytes / 1024);
        return Exit::Fine;
    }

} // namespace

QList<Command> releasesCommands()
{
    return {
        { "releases", "", 0, 0, "发布目录里有哪些版本", "只写选项", { kRepo, kRoot }, runReleases },
        { "rollout", "PERCENT", 1, 1, "现在的版本给百分之几的屏幕", "一个百分比",
            { kRepo, kKeys, kOfflineKeys, kChannel }, runRollout, percentOperand },
        { "rollback", "", 0, 0, "用旧版本的内容再发布一版", "只写选项",
            { kRepo, kKeys, kOfflineKeys, kChannel,
                { "to", "N", "用第几版的内容，默认上一种内容", "0", OptionForm::positive } },
            runRollback },
        { "prune", "", 0, 0, "清理旧版本的文件", "只写选项",
            { kRepo, kRoot,
                { "keep", "N", "每个渠道留最后几版，默认 5", "5", OptionForm::positive },
                { "grace-hours", "N", "这么多小时内用过的都留着，默认 72", "72",
                    OptionForm::number } },
            runPrune, nullptr,
            "旧版本一直留着，直到清理；清理以后不能再退回（rollback）到那些版本。\n"
            "正在下载旧版本的屏幕不受影响，只要它在上面的小时数内下载完。\n" },
    };
}

} // namespace Hall
