#include "publish/commands/command.h"
#include "publish/commands/commands.h"
#include "publish/commands/optionforms.h"
#include "publish/sign/takedown.h"

#include <QTextStream>
#include <cstdio>

namespace Hall {

namespace {

    Exit restore(const Arguments &arguments)
    {
        const Result<QStringList> restored
            = restoreIn(placeOf(arguments), arguments.text("channel"), arguments.operands());
        if (!restored) {
            return complain(restored.failure());
        }
        QTextStream(stdout) << QStringLiteral(
            "可以再发布了：%1。下次 build --repo 后屏幕上就有。\n")
                                   .arg(restored.value().join(QStringLiteral("、")));
        return Exit::Fine;
    }

    Exit runWithdraw(const Arguments &arguments)
    {
        if (arguments.has("restore")) {
            return restore(arguments);
        }
        const Result<TakeDown> done
            = withdrawFrom(placeOf(arguments), arguments.text("channel"), arguments.operands());
        if (!done) {
            return complain(done.failure());
        }
        QTextStream out(stdout);
        out << QStringLiteral("已撤下：%1。\n").arg(done.value().ids.join(QStringLiteral("、")));
        const QMap<QString, qint64> &releases = done.value().releases;
        for (auto release = releases.cbegin(); release != releases.cend(); ++release) {
            out << QStringLiteral("%1：已发布第 %2 版。\n").arg(release.key()).arg(release.value());
        }
        out << QStringLiteral("以后的 build 也不会发布它们，直到 withdraw --restore。"
                              "旧版本的文件还在发布目录里，要清掉用 prune --keep 1。\n");
        return Exit::Fine;
    }

} // namespace

QList<Command> withdrawCommands()
{
    return { { "withdraw", "ID…", 1, -1, "马上撤下事项或通知，不用编辑的文件夹", "事项或通知的编号",
        { kRepo, kKeys, kOfflineKeys,
            { "channel", "渠道", "只在这个渠道，默认所有渠道", "", OptionForm::channel },
            { "restore", nullptr, "取消撤下：以后的 build 可以再发布" } },
        runWithdraw, nullptr,
        "撤下的编号签在发布目录里，换一台机器或换一个文件夹来 build 也不会放回去。\n" } };
}

} // namespace Hall
