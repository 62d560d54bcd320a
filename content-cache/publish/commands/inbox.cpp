#include "publish/commands/command.h"
#include "publish/commands/commands.h"
#include "publish/inbox/collect.h"
#include "publish/release/progress.h"

#include <QFileInfo>
#include <QTextStream>
#include <cstdio>

namespace Hall {

namespace {

    constexpr qint64 kMostSheetRows = 1'048'576; // of Excel and WPS

    QString outForm(const QString &value)
    {
        const QString suffix = QFileInfo(value).suffix();
        return suffix == QLatin1String("db") || suffix == QLatin1String("csv")
            ? QString()
            : QStringLiteral("应以 .db 或 .csv 结尾");
    }

    InboxSettings settingsFrom(const Arguments &arguments)
    {
        InboxSettings settings;
        settings.drop = arguments.text("drop");
        settings.keyFile = arguments.text("key");
        settings.prune = arguments.has("prune");
        const QString out = arguments.text("out");
        const QFileInfo info(out);
        settings.database = info.path() + u'/' + info.completeBaseName() + QStringLiteral(".db");
        settings.csv = info.suffix() == QLatin1String("csv") ? out : QString();
        return settings;
    }

    Exit runInbox(const Arguments &arguments)
    {
        Progress progress;
        const InboxSettings settings = settingsFrom(arguments);
        const Result<InboxReport> result = collectInbox(settings, progress);
        if (!result) {
            return complain(result.failure());
        }
        QTextStream out(stdout);
        const InboxReport &report = result.value();
        for (const QString &fault : report.faults) {
            out << fault << QStringLiteral("。\n");
        }
        out << QStringLiteral("共 %1 个文件，新收 %2 条，记在 %3。\n")
                   .arg(report.found)
                   .arg(report.fresh)
                   .arg(settings.database);
        if (settings.prune) {
            out << QStringLiteral("收件文件夹里删去 %1 个。\n").arg(report.pruned);
        }
        if (!settings.csv.isEmpty()) {
            out << QStringLiteral("表格 %1 有 %2 行。\n").arg(settings.csv).arg(report.csvRows);
        }
        if (report.csvRows >= kMostSheetRows) {
            out << QStringLiteral("表格超过 %1 行，WPS 和 Excel 只显示前面的，请直接查数据库。\n")
                       .arg(kMostSheetRows);
        }
        return report.faults.isEmpty() ? Exit::Fine : Exit::ContentProblems;
    }

    Exit runInboxKeys(const Arguments &arguments)
    {
        const QString directory = arguments.operand();
        const Result<Done> made = makeInboxKeys(directory);
        if (!made) {
            return complain(made.failure());
        }
        QTextStream(stdout) << QStringLiteral(
            "收件密钥已生成在 %1。inbox.pub 装到每台终端（--seal-to），"
            "inbox.key 只留在收件的电脑上，另存一份备份。\n")
                                   .arg(directory);
        return Exit::Fine;
    }

} // namespace

QList<Command> inboxCommands()
{
    return {
        { "inbox", "", 0, 0, "收取各终端发回的文件，解密后汇成一张表", "只写选项",
            { { "drop", "DIR", "服务器存放终端文件的文件夹", "", nullptr, true },
                { "key", "FILE", "收件密钥 inbox.key", "", nullptr, true },
                { "out", "FILE", "结果：FILE.db，或 FILE.csv（旁边仍有 .db）", "", outForm, true },
                { "prune", nullptr, "收下后从收件文件夹删去" } },
            runInbox },
        { "inbox keys", "DIR", 1, 1, "生成收件密钥", "一个文件夹", {}, runInboxKeys }
    };
}

} // namespace Hall
