#include "options.h"
#include "syncprogram.h"
#include "tufoptions.h"

#include <QCoreApplication>
#include <cstdio>

using namespace Hall;

namespace {

int complain(const Failure &failure)
{
    std::fprintf(
        stderr, "hall-sync: %s: %s\n", qUtf8Printable(failure.where), qUtf8Printable(failure.why));
    return 2;
}

int runTuf(QStringList arguments)
{
    arguments.removeAt(1);
    const Result<TufRequest> request = parseTufOptions(arguments);
    if (!request)
        return complain(request.failure());
    const Synced<Done> done = TufClient(request.value(), QDateTime::currentDateTimeUtc()).run();
    if (!done)
        std::fprintf(stderr, "hall-sync: %s\n", qUtf8Printable(sentence(done.failure())));
    return done ? 0 : 1;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("hall-sync"));
    QCoreApplication::setApplicationVersion(QStringLiteral(HALL_VERSION));

    if (QCoreApplication::arguments().value(1) == u"tuf")
        return runTuf(QCoreApplication::arguments());
    const Result<Options> options = parseOptions(QCoreApplication::arguments());
    if (!options)
        return complain(options.failure());
    SyncProgram program(
        options.value(), QDateTime::fromString(QStringLiteral(HALL_BUILT_AT), Qt::ISODate));
    if (const Synced<Done> prepared = program.prepare(); !prepared) {
        std::fprintf(stderr, "hall-sync: %s\n", qUtf8Printable(sentence(prepared.failure())));
        return exitCode(prepared.failure().error);
    }
    return program.run();
}
