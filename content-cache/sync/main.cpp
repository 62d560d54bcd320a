#include "options.h"
#include "syncprogram.h"

#include <QCoreApplication>
#include <cstdio>

using namespace Hall;

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("hall-sync"));
    QCoreApplication::setApplicationVersion(QStringLiteral(HALL_VERSION));

    const Result<Options> options = parseOptions(QCoreApplication::arguments());
    if (!options) {
        std::fprintf(stderr, "hall-sync: %s: %s\n", qUtf8Printable(options.failure().where),
            qUtf8Printable(options.failure().why));
        return 2;
    }
    SyncProgram program(
        options.value(), QDateTime::fromString(QStringLiteral(HALL_BUILT_AT), Qt::ISODate));
    if (const Synced<Done> prepared = program.prepare(); !prepared) {
        std::fprintf(stderr, "hall-sync: %s\n", qUtf8Printable(sentence(prepared.failure())));
        return exitCode(prepared.failure().error);
    }
    return program.run();
}
