#include "publish/checks/checks.h"
#include "publish/commands/command.h"
#include "publish/commands/commands.h"
#include "publish/commands/optionforms.h"

#include <QFileInfo>
#include <QTextStream>
#include <algorithm>
#include <cstdio>

namespace Hall {

namespace {

    QString summary(const Problems &problems, const QList<PendingFact> &pending)
    {
        const auto records = std::count_if(pending.cbegin(), pending.cend(),
            [](const PendingFact &fact) { return fact.wholeRecord; });
        return QStringLiteral(
            "错误 %1 处，提醒 %2 处；待核 %3 处（其中整条隐藏 %4 条），不会上屏。\n")
            .arg(problems.errors())
            .arg(problems.warnings())
            .arg(pending.size())
            .arg(records);
    }

    QString formatProblem(const QString &value)
    {
        return value == QLatin1String("text") || value == QLatin1String("json")
            ? QString()
            : QStringLiteral("只能是 text 或 json");
    }

    /// Prints every problem of a workspace and what is not confirmed yet.
    Exit runCheck(const Arguments &arguments)
    {
        const QString directory = arguments.operand();
        if (!QFileInfo(directory).isDir()) {
            return complain({ directory, QStringLiteral("没有这个文件夹") });
        }
        Problems problems;
        const Workspace workspace = loadWorkspace(directory, problems);
        checkWorkspace(workspace, { arguments.today(), arguments.text(kPublicUrl.name) }, problems);
        const QList<PendingFact> pending = pendingFacts(workspace);
        QTextStream out(stdout);
        if (arguments.text("format") == QLatin1String("json")) {
            out << QString::fromUtf8(problemsJson(problems, pending));
        } else {
            out << problemsText(problems) << summary(problems, pending);
        }
        return problems.hasErrors() ? Exit::ContentProblems : Exit::Fine;
    }

} // namespace

QList<Command> workspaceCommands()
{
    return { { "check", "DIR", 1, 1, "检查编辑的文件夹", "一个文件夹",
        { kToday, kPublicUrl,
            { "format", "text|json", "输出格式，默认 text", "text", formatProblem } },
        runCheck } };
}

SigningPlace placeOf(const Arguments &arguments)
{
    return { arguments.text(kRepo.name),
        arguments.text(arguments.has(kRoot.name) ? kRoot.name : kKeys.name),
        arguments.texts(kOfflineKeys.name), QDateTime::currentDateTimeUtc() };
}

Exit complain(const Failure &failure)
{
    QTextStream(stderr) << failure.where << QStringLiteral("：") << failure.why
                        << QStringLiteral("。\n");
    return Exit::Environment;
}

std::optional<Workspace> loadChecked(const Arguments &arguments, const QString &directory)
{
    Problems problems;
    Workspace workspace = loadWorkspace(directory, problems);
    checkWorkspace(workspace, { arguments.today(), arguments.text(kPublicUrl.name) }, problems);
    if (problems.hasErrors()) {
        QTextStream(stderr) << problemsText(problems) << summary(problems, pendingFacts(workspace))
                            << QStringLiteral("有错误，什么也没有写。\n");
        return std::nullopt;
    }
    return workspace;
}

} // namespace Hall
