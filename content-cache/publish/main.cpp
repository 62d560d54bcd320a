// hall-publish — checks an editor's workspace and makes releases of it.
#include "publish/commands/command.h"

#include <QCoreApplication>

int main(int argc, char *argv[])
{
    using namespace Hall;
    const QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("hall-publish"));
    Exit exit = Exit::Fine;
    const auto call = readArguments(QCoreApplication::arguments(), exit);
    return static_cast<int>(call ? call->first.run(call->second) : exit);
}
