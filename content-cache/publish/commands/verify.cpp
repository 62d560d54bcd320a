#include "publish/commands/commands.h"
#include "publish/sign/verifytree.h"

#include <QTextStream>
#include <cstdio>

namespace Hall {

Exit runVerify(const Arguments &arguments)
{
    const Result<TreeReport> report
        = verifyTree(arguments.operands.first(), arguments.root, QDateTime::currentDateTimeUtc());
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

} // namespace Hall
