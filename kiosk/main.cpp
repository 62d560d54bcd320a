#include "kiosk/kiosk.h"
#include "kiosk/selftest.h"
#include "kiosk/tour.h"

#include <QGuiApplication>
#include <QQmlApplicationEngine>
#include <QQuickWindow>
#include <QScreen>
#include <QTextStream>

namespace {

constexpr int kUsage = 2;
constexpr int kEnvironment = 3;

QUrl mainFile(Hall::Role role)
{
    const QString module
        = role == Hall::Role::Lobby ? QStringLiteral("Lobby") : QStringLiteral("Touch");
    return QUrl(QStringLiteral("qrc:/qt/qml/Hall/%1/Main.qml").arg(module));
}

void show(QQuickWindow *window, const Hall::Options &options)
{
    if (options.windowSize().isValid()) {
        window->resize(options.windowSize());
        window->show();
    } else {
        // Without a window manager (VNC, bare X11) the state alone gives it no size.
        window->setGeometry(window->screen()->geometry());
        window->showFullScreen();
    }
}

} // namespace

int main(int argc, char *argv[])
{
    // Most kiosks have no GPU; the software scene graph is smaller and quicker there.
    if (!qEnvironmentVariableIsSet("QT_QUICK_BACKEND")) {
        qputenv("QT_QUICK_BACKEND", "software");
    }
    QGuiApplication app(argc, argv);
    const auto parsed = Hall::parseOptions(QGuiApplication::arguments().mid(1));
    if (!parsed) {
        const bool help = parsed.failure().where == QLatin1String("help");
        QTextStream(help ? stdout : stderr) << parsed.failure().why << Qt::endl;
        return help ? 0 : kUsage;
    }
    const Hall::Options &options = parsed.value();
    Hall::watchQmlWarnings();

    Hall::Kiosk kiosk(options, Hall::panelOf(options), Hall::timeOf(options));
    QQmlApplicationEngine engine;
    kiosk.attach(&engine);
    kiosk.start();
    engine.load(mainFile(options.role));
    auto *window = qobject_cast<QQuickWindow *>(engine.rootObjects().value(0));
    if (!window) {
        return kEnvironment;
    }
    show(window, options);

    Hall::SelfTest selfTest(kiosk, window, options.shots);
    Hall::Tour tour(window, options.tour, options.shots);
    const auto quit = [](int code) { QCoreApplication::exit(code); };
    QObject::connect(&selfTest, &Hall::SelfTest::finished, &app, quit);
    QObject::connect(&tour, &Hall::Tour::finished, &app, quit);
    if (options.selfTest) {
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
