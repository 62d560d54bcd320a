#include "kiosk/fallback/displaywatch.h"

#include <QString>
#include <QTextStream>
#include <cstdlib>

namespace Hall {

namespace {

    constexpr int kNoDisplay = 3;

    QtMessageHandler handlerBefore = nullptr;
    const char *watched = nullptr;

    void endWithoutDisplay(
        QtMsgType type, const QMessageLogContext &context, const QString &message)
    {
        if (type != QtFatalMsg) {
            handlerBefore(type, context, message);
            return;
        }
        QTextStream(stderr) << watched
                            << ": no display to show the screens on; set WAYLAND_DISPLAY "
                               "or DISPLAY, or choose -platform ("
                            << message.section(QLatin1Char('\n'), 0, 0) << ")" << Qt::endl;
        std::_Exit(kNoDisplay); // nothing is open yet, and Qt is half built
    }

} // namespace

void watchForDisplay(const char *program)
{
    watched = program;
    handlerBefore = qInstallMessageHandler(endWithoutDisplay);
}

void displayOpened() { qInstallMessageHandler(handlerBefore); }

} // namespace Hall
