#include "kiosk/fallback/displaywatch.h"
#include "kiosk/kiosk.h"
#include "kiosk/pinhash.h"
#include "kiosk/selftest.h"
#include "kiosk/startup.h"
#include "kiosk/tour.h"

#include <QGuiApplication>
#include <QQmlApplicationEngine>
#include <QQuickWindow>

namespace {

constexpr int kUsage = 2;
constexpr int kEnvironment = 3;

QUrl mainFile(Hall::Role role)
{
    const QString module
        = role == Hall::Role::Lobby ? QStringLiteral("Lobby") : QStringLiteral("Touch");
    return QUrl(QStringLiteral("qrc:/qt/qml/Hall/%1/Main.qml").arg(module));
}

} // namespace

int main(int argc, char *argv[])
{
    // Most kiosks have no GPU; the software scene graph is smaller and quicker there.
    if (!qEnvironmentVariableIsSet("QT_QUICK_BACKEND")) {
        qputenv("QT_QUICK_BACKEND", "software");
    }
    // Before the application: help and usage errors need no display.
    const auto read = Hall::readCommandLine(argc, argv);
    if (!read) {
        return read.failure();
    }
    const Hall::Options &options = read.value();
    if (options.hashPin) {
        return Hall::hashPinOfInput();
    }
    Hall::watchForDisplay("hall-kiosk");
    QGuiApplication app(argc, argv);
    Hall::displayOpened();
    Hall::watchQmlWarnings();

    Hall::Kiosk kiosk(options, Hall::panelOf(options), Hall::timeOf(options));
    QQmlApplicationEngine engine;
    kiosk.attach(&engine);
    kiosk.start();
    // By hand a wrong word is refused. In a hall a release that no longer has this hall must not
    // end in a crash loop: the screens go on without "here", and status.json tells.
    if (!kiosk.library()->knowsItsHall() && options.runDir.isEmpty()) {
        return kUsage;
    }
    engine.load(mainFile(options.role));
    auto *window = qobject_cast<QQuickWindow *>(engine.rootObjects().value(0));
    if (!window) {
        return kEnvironment;
    }
    Hall::openWindow(window, options, kiosk);

    Hall::SelfTest selfTest(kiosk, window, options.shots);
    Hall::Tour tour(window, options.tour, options.shots);
    const auto quit = [](int code) { QCoreApplication::exit(code); };
    QObject::connect(&selfTest, &Hall::SelfTest::finished, &app, quit);
    QObject::connect(&tour, &Hall::Tour::finished, &app, quit);
    if (options.selfTest) {
        selfTest.passWithoutContent(options.withoutContent);
        options.role == Hall::Role::Lobby ? selfTest.planLobby() : selfTest.planTouch();
        selfTest.start();
    } else if (!options.tour.isEmpty()) {
        if (!tour.load()) {
            return kUsage;
        }
        tour.start();
    }
    return QGuiApplication::exec();
}
