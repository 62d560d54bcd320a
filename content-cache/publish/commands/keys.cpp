#include "publish/commands/commands.h"
#include "publish/sign/keyfolder.h"

#include <QTextStream>
#include <cstdio>

namespace Hall {

Exit runKeys(const Arguments &arguments)
{
    const QString directory = arguments.operands.last();
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

} // namespace Hall
