// hallctl — asks and directs the hall-sync of this machine.
#include "ctl.h"

#include <QCoreApplication>
#include <unistd.h>

using namespace Hall;

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("hallctl"));
    QCoreApplication::setApplicationVersion(QStringLiteral(HALL_VERSION));

    const Result<CtlOptions> options = parseCtlOptions(QCoreApplication::arguments());
    if (!options) {
        std::fprintf(stderr, "hallctl: %s: %s\n", qUtf8Printable(options.failure().where),
            qUtf8Printable(options.failure().why));
        return 2;
    }
    return Ctl(options.value(), stdout, ::isatty(STDOUT_FILENO) == 1).run();
}
