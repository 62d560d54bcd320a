#include "publish/commands/command.h"
#include "publish/commands/commands.h"
#include "publish/commands/optionforms.h"
#include "publish/sign/keyfolder.h"

#include <QTextStream>
#include <cstdio>

namespace Hall {

namespace {

    /// Makes the role keys and the first root.
    Exit runInit(const Arguments &arguments)
    {
        const QString directory = arguments.operand();
        const Result<Done> made = makeKeyFolder(directory, QDateTime::currentDateTimeUtc());
        if (!made) {
            return complain(made.failure());
        }
        QTextStream(stdout) << QStringLiteral(
            "密钥已生成在 %1。root-1、root-2、root-3 分开离线保存（三把中两把才能换钥匙），"
            "root.json 随屏幕程序一起安装。\n")
                                   .arg(directory);
        return Exit::Fine;
    }

} // namespace

QList<Command> keysCommands()
{
    return { { "keys init", "DIR", 1, 1, "生成密钥和第一份 root.json", "一个文件夹", {},
        runInit } };
}

} // namespace Hall
