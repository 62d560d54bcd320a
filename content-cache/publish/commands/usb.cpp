#include "publish/commands/command.h"
#include "publish/commands/commands.h"
#include "publish/commands/optionforms.h"
#include "publish/sign/stick.h"

#include <QTextStream>
#include <csignal>
#include <cstdio>

namespace Hall {

namespace {

    volatile std::sig_atomic_t stopWanted = 0;

    void wantStop(int) { stopWanted = 1; }

    Exit runUsb(const Arguments &arguments)
    {
        const auto session = TreeSession::open(placeOf(arguments), {});
        if (!session) {
            return complain(session.failure());
        }
        std::signal(SIGINT, wantStop);
        std::signal(SIGTERM, wantStop);
        Progress progress;
        const QString channel = arguments.text(kChannel.name);
        const Result<StickCopy> copy = copyToStick(*session.value(), channel, arguments.operand(),
            progress, [] { return stopWanted != 0; });
        if (!copy) {
            return complain(copy.failure());
        }
        QTextStream(stdout) << QStringLiteral(
            "U 盘上是 %1 第 %2 版：%3 个文件，共 %4 MB，这次写入 %5 MB。可以拔下。\n")
                                   .arg(channel)
                                   .arg(copy.value().release)
                                   .arg(copy.value().files)
                                   .arg(static_cast<double>(copy.value().bytes) / 1e6, 0, 'f', 1)
                                   .arg(static_cast<double>(copy.value().copied) / 1e6, 0, 'f', 1);
        return Exit::Fine;
    }

} // namespace

QList<Command> usbCommands()
{
    return { { "usb", "DIR", 1, 1, "把一个渠道复制到 U 盘，给没有网络的屏幕", "U 盘上的一个文件夹",
        { kRepo, kRoot, kChannel }, runUsb, nullptr,
        "可以随时停下，再运行一次会接着复制。U 盘用 FAT32、exFAT 都行。\n" } };
}

} // namespace Hall
