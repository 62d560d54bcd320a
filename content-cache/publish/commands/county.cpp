#include "publish/checks/checks.h"
#include "publish/commands/command.h"
#include "publish/commands/commands.h"
#include "publish/commands/optionforms.h"
#include "publish/sign/overlays.h"

#include <QFileInfo>
#include <QTextStream>
#include <cstdio>

namespace Hall {

namespace {

    constexpr Option kName { "name", "NAME", "分县局的名字，如 xinbin", "", OptionForm::county,
        true };

    Exit runDelegate(const Arguments &arguments)
    {
        const QString name = arguments.operand();
        const Result<Done> done = arguments.has("revoke")
            ? revokeDelegation(placeOf(arguments), name)
            : delegateTo(placeOf(arguments), name, arguments.text("public"));
        if (!done) {
            return complain(done.failure());
        }
        QTextStream(stdout) << (arguments.has("revoke")
                ? QStringLiteral("已撤销 %1：屏幕下次更新后不再显示它的内容。\n").arg(name)
                : QStringLiteral("已登记 %1：它签的网点、办公时间、电话和通知可以放进来。\n")
                      .arg(name));
        return Exit::Fine;
    }

    QString delegateProblem(const Arguments &arguments)
    {
        const QString problem = OptionForm::county(arguments.operand());
        if (!problem.isEmpty()) {
            return QStringLiteral("名字") + problem;
        }
        return arguments.has("revoke") != arguments.has("public")
            ? QString()
            : QStringLiteral("delegate 需要 --public 公钥文件，或 --revoke");
    }

    QString countsOf(const OverlayBundle &bundle)
    {
        return QStringLiteral("大厅 %1 个，窗口 %2 个，电话 %3 个，通知 %4 条，有效到 %5")
            .arg(bundle.halls)
            .arg(bundle.offices)
            .arg(bundle.hotlines)
            .arg(bundle.notices)
            .arg(dayOf(bundle.expires));
    }

    Exit runBuildOverlay(const Arguments &arguments)
    {
        const QString directory = arguments.operand();
        if (!QFileInfo(directory).isDir()) {
            return complain({ directory, QStringLiteral("没有这个文件夹") });
        }
        Problems problems;
        const Workspace workspace = loadCountyWorkspace(directory, problems);
        checkWorkspace(workspace, { arguments.today(), {} }, problems);
        QTextStream(stderr) << problemsText(problems);
        if (problems.hasErrors()) {
            QTextStream(stderr) << QStringLiteral("有错误，什么也没有写。\n");
            return Exit::ContentProblems;
        }
        const QString name = arguments.text(kName.name);
        const Result<OverlayBundle> made = buildOverlay(workspace, { arguments.today(), {}, 0 },
            name, arguments.text(kKeys.name), arguments.text("out"), arguments.number("version"),
            QDateTime::currentDateTimeUtc());
        if (!made) {
            return complain(made.failure());
        }
        QTextStream(stdout) << QStringLiteral("%1 第 %2 号已签好：%3。把 %4 整个交给市局。\n")
                                   .arg(name)
                                   .arg(made.value().version)
                                   .arg(countsOf(made.value()), arguments.text("out"));
        return Exit::Fine;
    }

    Exit runAccept(const Arguments &arguments)
    {
        const QString name = arguments.text(kName.name);
        const Result<OverlayBundle> accepted
            = acceptOverlay(placeOf(arguments), arguments.operand(), name);
        if (!accepted) {
            return complain(accepted.failure());
        }
        QTextStream(stdout) << QStringLiteral("已放入 %1 第 %2 号：%3。\n")
                                   .arg(name)
                                   .arg(accepted.value().version)
                                   .arg(countsOf(accepted.value()));
        return Exit::Fine;
    }

} // namespace

QList<Command> countyCommands()
{
    return {
        { "delegate", "NAME", 1, 1, "登记或撤销一个分县局", "分县局的名字，如 xinbin",
            { kRepo, kKeys, kOfflineKeys, { "public", "FILE", "分县局的公钥 NAME.pub.json" },
                { "revoke", nullptr, "撤销" } },
            runDelegate, delegateProblem },
        { "overlay build", "DIR", 1, 1, "分县局：检查并签好自己的内容", "分县局的文件夹",
            { kName, kKeys, { "out", "BUNDLE", "内容包放在哪里", "", nullptr, true }, kToday,
                { "version", "N", "至少用这个编号，只在密钥文件夹丢过编号时写", "0",
                    OptionForm::positive } },
            runBuildOverlay },
        { "overlay accept", "BUNDLE", 1, 1, "市局：核对并放入分县局的内容包", "内容包",
            { kName, kRepo, kKeys, kOfflineKeys }, runAccept },
    };
}

} // namespace Hall
