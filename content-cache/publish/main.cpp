// hall-publish — checks an editor's workspace and makes releases of it.
#include "publish/commands/commands.h"

#include <QCoreApplication>
#include <QHash>

int main(int argc, char *argv[])
{
    using namespace Hall;
    const QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("hall-publish"));
    Exit exit = Exit::Fine;
    const std::optional<Arguments> arguments = readArguments(QCoreApplication::arguments(), exit);
    if (!arguments) {
        return static_cast<int>(exit);
    }
    const QHash<QString, Exit (*)(const Arguments &)> commands {
        { QStringLiteral("check"), runCheck },
        { QStringLiteral("build"), runBuild },
        { QStringLiteral("verify"), runVerify },
        { QStringLiteral("find"), runFind },
        { QStringLiteral("readings"), runReadings },
        { QStringLiteral("keys"), runKeys },
    };
    return static_cast<int>(commands.value(arguments->command)(*arguments));
}
