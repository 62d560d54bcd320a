#include <QtCore/QCommandLineParser>
#include <QtCore/QDir>
#include <QtGui/QGuiApplication>
#include <QtGui/QImage>
#include <QtQml/QQmlEngine>
#include <QtQml/qqmlextensionplugin.h>
#include <QtQuick/QQuickView>
#include <array>
#include <cstdio>

Q_IMPORT_QML_PLUGIN(Hall_UiPlugin)

namespace {

/** One way of showing the gallery: panel size in px, px per mm, and the session's modes. */
struct Mode {
    const char *name;
    QSize size;
    double pxPerMm;
    bool elder;
    bool highContrast;
};

constexpr std::array<Mode, 6> modes = { {
    { "landscape", { 1920, 1080 }, 4.03, false, false },
    { "portrait", { 1080, 1920 }, 4.03, false, false },
    { "landscape-elder", { 1920, 1080 }, 4.03, true, false },
    { "portrait-elder", { 1080, 1920 }, 4.03, true, false },
    { "landscape-contrast", { 1920, 1080 }, 4.03, false, true },
    { "large-panel-4k", { 3840, 2160 }, 3.15, false, false },
} };

bool shoot(const Mode &mode, const QString &sheet, const QString &folder)
{
    QQuickView view;
    view.engine()->addImportPath(QStringLiteral("qrc:/qt/qml"));
    view.setResizeMode(QQuickView::SizeRootObjectToView);
    view.setInitialProperties(
        { { QStringLiteral("pxPerMm"), mode.pxPerMm }, { QStringLiteral("elder"), mode.elder },
            { QStringLiteral("highContrast"), mode.highContrast },
            { QStringLiteral("sheet"), sheet } });
    view.resize(mode.size);
    view.setSource(QUrl::fromLocalFile(QStringLiteral(HALL_GALLERY_DIR "/Gallery.qml")));
    view.show();
    QCoreApplication::processEvents();
    QCoreApplication::processEvents();
    const QString path
        = QStringLiteral("%1/%2-%3.png").arg(folder, sheet, QString::fromLatin1(mode.name));
    const bool saved = view.status() == QQuickView::Ready && view.grabWindow().save(path);
    std::fprintf(stdout, "%s %s\n", saved ? "wrote" : "FAILED", qPrintable(path));
    return saved;
}

}

int main(int argc, char *argv[])
{
    QGuiApplication app(argc, argv);
    QCommandLineParser parser;
    parser.addPositionalArgument(QStringLiteral("folder"), QStringLiteral("where the pictures go"));
    parser.addPositionalArgument(QStringLiteral("sheet"), QStringLiteral("only this sheet"));
    parser.process(app);
    const QStringList given = parser.positionalArguments();
    const QString folder = given.value(0, QStringLiteral("."));
    if (!QDir().mkpath(folder))
        return 3;
    const QStringList sheets = given.size() > 1
        ? QStringList { given.at(1) }
        : QStringList { QStringLiteral("home"), QStringLiteral("guide"), QStringLiteral("list"),
              QStringLiteral("search"), QStringLiteral("take"), QStringLiteral("table"),
              QStringLiteral("icons"), QStringLiteral("dialog"), QStringLiteral("lobby") };
    bool fine = true;
    for (const Mode &mode : modes) {
        for (const QString &sheet : sheets)
            fine = shoot(mode, sheet, folder) && fine;
    }
    return fine ? 0 : 1;
}
