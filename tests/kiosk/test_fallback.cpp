#include "kiosk/clock.h"
#include "kiosk/fallback/fallbackpage.h"
#include "kiosk/fallbackwriter.h"
#include "kiosk/library.h"
#include "samplecontent.h"

#include <QFile>
#include <QImage>
#include <QPainter>
#include <QTemporaryDir>
#include <QTest>

using namespace Hall;

class TestFallback : public QObject {
    Q_OBJECT

private:
    static QString fileWith(const QTemporaryDir &dir, const QString &name, const QByteArray &bytes)
    {
        QFile file(dir.filePath(name));
        const bool written = file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
        return written ? file.fileName() : QString();
    }

private Q_SLOTS:

    void textComesBackAsItWasWritten()
    {
        const FallbackText text { QStringLiteral("某某局"), { QStringLiteral("请到窗口。") },
            { { QStringLiteral("110"), QStringLiteral("报警") } } };
        QCOMPARE(FallbackText::fromFile(text.toFile()), text);
    }

    void whateverStandsInTheFileThePageStaysReadable()
    {
        QByteArray hostile = "# 说明\n\n标题\x07\x1b[2J\n";
        for (int i = 0; i < 1000; ++i) {
            hostile += "句子" + QByteArray(500, 'x') + '\n';
            hostile += QByteArray::number(100 + i) + '\t' + QByteArray(500, 'n') + '\n';
        }
        hostile += "\t无号码\n\xff\xfe\tx\n";
        const FallbackText text = FallbackText::fromFile(hostile);
        QCOMPARE(text.title, QStringLiteral("标题[2J"));
        QCOMPARE(text.sentences.size(), 4);
        QCOMPARE(text.numbers.size(), 12);
        QVERIFY(text.numbers.last().name.size() <= 60);
    }

    void theFirstCompleteFileCounts()
    {
        QTemporaryDir dir;
        const QString none = dir.filePath(QStringLiteral("none"));
        const QString half = fileWith(dir, QStringLiteral("half"), "只有标题\n");
        const QString whole = fileWith(dir, QStringLiteral("whole"), "标题\n024\t值班\n");
        QCOMPARE(FallbackText::best({ none, half, whole }).title, QStringLiteral("标题"));
        const FallbackText own = FallbackText::best({ none, half });
        QVERIFY(own.complete());
        QCOMPARE(own.numbers.first().number, QStringLiteral("110"));
    }

    void everythingFitsOnSmallAndUprightPanels()
    {
        const FallbackText text = FallbackText::best({});
        for (const QSize &size : { QSize(1920, 1080), QSize(1080, 1920), QSize(1024, 768),
                 QSize(800, 480), QSize(3840, 2160) }) {
            QImage image(size, QImage::Format_RGB32);
            QPainter painter(&image);
            const FallbackPage page(text, size.width() > 3000 ? 8.06 : 4.03);
            QVERIFY(page.typeFor(painter, size) >= 24);
            page.paint(painter, size);
            painter.end();
            // The lowest and the outermost right rows are ground: nothing is cut off.
            const QRgb ground = image.pixel(0, 0);
            bool drawn = false;
            for (int y = 0; y < size.height(); ++y) {
                QCOMPARE(image.pixel(size.width() - 1, y), ground);
                drawn = drawn || image.pixel(size.width() / 8, y) != ground;
            }
            for (int x = 0; x < size.width(); ++x) {
                QCOMPARE(image.pixel(x, size.height() - 1), ground);
            }
            QVERIFY(drawn);
        }
    }

    void namesStandOnOneLineWhereThePanelAllows()
    {
        const FallbackText text = FallbackText::best({});
        for (const QSize &size : { QSize(1280, 800), QSize(1366, 768), QSize(1920, 1080),
                 QSize(1080, 1920), QSize(800, 1280) }) {
            QImage image(size, QImage::Format_RGB32);
            QPainter painter(&image);
            const int longer = std::max(size.width(), size.height());
            const FallbackPage page(text, longer / 476.0);
            QVERIFY2(page.namesFit(size, page.typeFor(painter, size)),
                qPrintable(QStringLiteral("%1x%2").arg(size.width()).arg(size.height())));
        }
    }

    void theReleaseGivesTheWords()
    {
        QTemporaryDir dir;
        Sample::write(Sample::content(), dir.filePath(QStringLiteral("content")));
        const Clock clock([] { return QDateTime::currentDateTime(); }, nullptr);
        Library library({ dir.filePath(QStringLiteral("content")), {} }, {}, clock, nullptr);
        const QString path = dir.filePath(QStringLiteral("fallback.txt"));
        const FallbackWriter writer(path, library, nullptr);
        QVERIFY(!QFile::exists(path)); // nothing to say yet
        QVERIFY(library.open());
        const FallbackText text = FallbackText::best({ path });
        QCOMPARE(text.title, library.bureau());
        QCOMPARE(text.numbers.first().number, QStringLiteral("110"));
    }
};

QTEST_MAIN(TestFallback)
#include "test_fallback.moc"
