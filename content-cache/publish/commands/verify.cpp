#include "publish/commands/command.h"
#include "publish/commands/commands.h"
#include "publish/commands/optionforms.h"
#include "publish/sign/verifytree.h"

#include <QTextStream>
#include <cstdio>

namespace Hall {

namespace {

    /// Checks a served tree against its signatures and names every wrong file.
    Exit runVerify(const Arguments &arguments)
    {
        const Result<TreeReport> report = verifyTree(
            arguments.operand(), arguments.text(kRoot.name), QDateTime::currentDateTimeUtc());
        if (!report) {
            return complain(report.failure());
        }
        QTextStream out(stdout);
        const QList<TreeFault> &faults = report.value().faults;
        for (const TreeFault &fault : faults) {
            out << QStringLiteral("%1：%2。\n").arg(fault.file, fault.what);
        }
        if (faults.isEmpty()) {
            out << QStringLiteral("发布目录完好，核对了 %1 个文件。\n").arg(report.value().files);
            return Exit::Fine;
        }
        out << QStringLiteral("有问题的 %1 处；用 build --repo 再发布一次，手机页面会修好，"
                              "其余从备份恢复，或加 --force 重发。\n")
                   .arg(faults.size());
        return Exit::ContentProblems;
    }

} // namespace

QList<Command> verifyCommands()
{
    return { { "verify", "TREE", 1, 1, "按签名核对整个发布目录", "发布目录", { kRoot },
        runVerify } };
}

} // namespace Hall
