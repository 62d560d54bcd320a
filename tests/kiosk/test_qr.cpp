#include "kiosk/qrcode.h"
#include "kiosk/qritem.h"

#include <QImage>
#include <QPainter>
#include <QProcess>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace Hall;

class TestQr : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    static QImage drawn(QrItem &item)
    {
        QImage image(item.side(), item.side(), QImage::Format_RGB32);
        image.fill(Qt::gray);
        QPainter painter(&image);
        item.paint(&painter);
        return image;
    }

private Q_SLOTS:

    void raisesTheLevelWhileTheVersionStays_data()
    {
        QTest::addColumn<int>("bytes");
        QTest::addColumn<int>("version");
        QTest::addColumn<char>("level");
        QTest::newRow("short") << 30 << 3 << 'Q';
        QTest::newRow("preferred") << 42 << 3 << 'M';
        QTest::newRow("longest address") << 62 << 4 << 'M';
        QTest::newRow("tiny") << 7 << 1 << 'H';
    }

    void raisesTheLevelWhileTheVersionStays()
    {
        QFETCH(int, bytes);
        QFETCH(int, version);
        QFETCH(char, level);
        const auto code = encodeQr(QString(bytes, QLatin1Char('a')));
        QVERIFY(code.ok());
        QCOMPARE(code.value().version, version);
        QCOMPARE(code.value().level, level);
        QCOMPARE(code.value().side, 17 + 4 * version);
    }

    void modulesAreWholePixelsAndTwoMillimetres_data()
    {
        QTest::addColumn<double>("pxPerMm");
        QTest::addColumn<int>("px");
        QTest::newRow("21.5 inch") << 4.03 << 9;
        QTest::newRow("32 inch") << 2.71 << 6;
        QTest::newRow("43 inch") << 2.02 << 5;
        QTest::newRow("55 inch") << 1.58 << 4;
        QTest::newRow("exact") << 4.0 << 8;
    }

    void modulesAreWholePixelsAndTwoMillimetres()
    {
        QFETCH(double, pxPerMm);
        QFETCH(int, px);
        QCOMPARE(modulePixels(pxPerMm, 2.0), px);
        QVERIFY(px / pxPerMm >= 2.0 - 1e-9 && px >= 4);
    }

    void hasAWhiteQuietZoneAndTwoColours()
    {
        QrItem item;
        item.setPayload(QStringLiteral("https://bs.example/f/abcdef"));
        const QImage image = drawn(item);
        const int quiet = 4 * item.modulePx();
        for (int at = 0; at < image.width(); ++at) {
            for (int depth = 0; depth < quiet; ++depth) {
                QCOMPARE(image.pixelColor(at, depth), QColor(Qt::white));
                QCOMPARE(image.pixelColor(depth, at), QColor(Qt::white));
            }
        }
        QCOMPARE(image.pixelColor(quiet, quiet), QColor(Qt::black));
        QVERIFY(!item.smooth() && !item.antialiasing());
    }

    void readsBack_data()
    {
        QTest::addColumn<QString>("payload");
        QTest::newRow("form") << QStringLiteral("https://bs.example/f/abcdef");
        QTest::newRow("longest") << QStringLiteral(
            "https://www.a-rather-long-name.gov.example.cn/guides/g/abcdef2");
        QTest::newRow("telephone") << QStringLiteral("tel:12345");
        QTest::newRow("checklist")
            << QStringLiteral("身份证丢了、坏了\n1.居民户口簿\n2.居民身份证申领登记表");
    }

    void readsBack()
    {
        if (QStandardPaths::findExecutable(QStringLiteral("zbarimg")).isEmpty()) {
            QSKIP("zbarimg is not installed");
        }
        QFETCH(QString, payload);
        QrItem item;
        item.setPayload(payload);
        const QString file = m_folder.filePath(QStringLiteral("code.png"));
        QVERIFY(drawn(item).save(file));
        QProcess reader;
        reader.start(QStringLiteral("zbarimg"),
            { QStringLiteral("--quiet"), QStringLiteral("--raw"), QStringLiteral("-Sbinary"),
                file });
        QVERIFY(reader.waitForFinished());
        QCOMPARE(QString::fromUtf8(reader.readAllStandardOutput()), payload);
    }

    void refusesWhatNoPhoneCouldRead()
    {
        QrItem item;
        QSignalSpy refused(&item, &QrItem::refused);
        item.setPayload(QString(400, QLatin1Char('a')));
        QCOMPARE(refused.count(), 1);
        QVERIFY(!item.ready());
        QCOMPARE(item.side(), 0);
        item.setPayload(QString());
        QCOMPARE(refused.count(), 1);
        item.setPayload(QStringLiteral("tel:12345"));
        QVERIFY(item.ready());
    }
};

QTEST_MAIN(TestQr)
#include "test_qr.moc"
