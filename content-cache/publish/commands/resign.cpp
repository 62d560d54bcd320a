#include "publish/sign/resign.h"

#include "publish/commands/command.h"
#include "publish/commands/commands.h"
#include "publish/commands/optionforms.h"

#include <QTextStream>
#include <cstdio>

namespace Hall {

namespace {

    QString remedy(Role role)
    {
        return role == Role::Root
            ? QStringLiteral("提醒：root 快到期，带离线密钥运行 keys renew。\n")
            : QStringLiteral("提醒：targets 快到期，带 targets 密钥运行 build --repo --force。\n");
    }

    Exit runResign(const Arguments &arguments)
    {
        const SigningPlace place = placeOf(arguments);
        const Result<TreeEnds> ends = resignTree(place);
        if (!ends) {
            return complain(ends.failure());
        }
        QTextStream out(stdout);
        out << QStringLiteral("签名已续期：timestamp 到 %1，snapshot 到 %2，targets 到 %3，root 到 "
                              "%4。\n")
                   .arg(dayOf(ends.value().timestamp), dayOf(ends.value().snapshot),
                       dayOf(ends.value().targets), dayOf(ends.value().root));
        const QList<Role> soon = ends.value().near(place.now);
        for (const Role role : soon) {
            out << remedy(role);
        }
        return soon.isEmpty() ? Exit::Fine : Exit::ContentProblems;
    }

} // namespace

QList<Command> resignCommands()
{
    return { { "resign", "", 0, 0, "每天续签，只要 snapshot 和 timestamp 的密钥", "只写选项",
        { kRepo, kKeys, kOfflineKeys }, runResign, nullptr,
        "可以重复运行，也可以和 build 同时安排：撞上时返回 3，下次再来。\n"
        "签好了但 root 或 targets 快到期，返回 1，要有人带离线密钥来。\n" } };
}

} // namespace Hall
