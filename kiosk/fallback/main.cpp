#include "kiosk/fallback/displaywatch.h"
#include "kiosk/fallback/fallbackpage.h"
#include "kiosk/fallback/fallbackwindow.h"

#include <QCommandLineParser>
#include <QGuiApplication>
#include <QImage>
#include <QPainter>
#include <QRegularExpression>
#include <QScreen>
#include <QTextStream>

namespace {

QSizeF pairOf(const QString &text)
{
    static const QRegularExpression form(
        QStringLiteral("\\A([1-9][0-9]{0,4})x([1-9][0-9]{0,4})\\z"));
    const auto match = form.match(text);
    return match.hasMatch() ? QSizeF(match.captured(1).toInt(), match.captured(2).toInt())
                            : QSizeF();
}

void declare(QCommandLineParser &parser)
{
    parser.setApplicationDescription(QStringLiteral(
        "Shows numbers to call while hall-kiosk cannot. 显示备用页面：电话号码和提示。"));
    parser.addHelpOption();
    parser.addOptions({ { QStringLiteral("text"),
                            QStringLiteral("the page's text; the first complete file counts"),
                            QStringLiteral("FILE") },
        { QStringLiteral("panel-mm"), QStringLiteral("visible size of the panel in millimetres"),
            QStringLiteral("WxH") },
        { QStringLiteral("picture"), QStringLiteral("write the page as a picture and end"),
            QStringLiteral("FILE") },
        { QStringLiteral("size"), QStringLiteral("size of that picture in pixels (1920x1080)"),
            QStringLiteral("WxH") } });
}

} // namespace

int main(int argc, char *argv[])
{
    Hall::watchForDisplay("hall-fallback");
    QGuiApplication app(argc, argv);
    Hall::displayOpened();
    QGuiApplication::setDesktopFileName(QStringLiteral("hall-fallback"));
    QCommandLineParser parser;
    declare(parser);
    parser.process(app);

    const QScreen *screen = QGuiApplication::primaryScreen();
    const bool picture = parser.isSet(QStringLiteral("picture"));
    QSizeF pixels = screen ? QSizeF(screen->size()) : QSizeF();
    if (picture) {
        pixels = parser.isSet(QStringLiteral("size")) ? pairOf(parser.value(QStringLiteral("size")))
                                                      : QSizeF(1920, 1080);
    }
    const QSizeF millimetres = pairOf(parser.value(QStringLiteral("panel-mm")));
    if (pixels.isEmpty() || (parser.isSet(QStringLiteral("panel-mm")) && millimetres.isEmpty())) {
        QTextStream(stderr) << "hall-fallback: a size is written WxH, see --help" << Qt::endl;
        return 2;
    }
    const Hall::FallbackPage page(Hall::FallbackText::best(parser.values(QStringLiteral("text"))),
        Hall::panelPxPerMm(pixels, millimetres));
    if (picture) {
        QImage image(pixels.toSize(), QImage::Format_RGB32);
        QPainter painter(&image);
        page.paint(painter, image.size());
        painter.end();
        return image.save(parser.value(QStringLiteral("picture"))) ? 0 : 1;
    }
    Hall::FallbackWindow window(page);
    window.showFullScreen();
    return QGuiApplication::exec();
}
