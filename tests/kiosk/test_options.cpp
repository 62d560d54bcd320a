#include "kiosk/options.h"

#include <QTest>

using namespace Hall;

class TestOptions : public QObject {
    Q_OBJECT

private Q_SLOTS:

    void readsEveryWord()
    {
        const auto parsed = parseOptions({ QStringLiteral("--content"), QStringLiteral("/c"),
            QStringLiteral("--role"), QStringLiteral("lobby"), QStringLiteral("--hall"),
            QStringLiteral("h1"), QStringLiteral("--panel-mm"), QStringLiteral("476x268.5"),
            QStringLiteral("--size"), QStringLiteral("1280x720"), QStringLiteral("--portrait"),
            QStringLiteral("--reading-distance"), QStringLiteral("8000"),
            QStringLiteral("--bottom-edge-mm"), QStringLiteral("600") });
        QVERIFY(parsed.ok());
        const Options &options = parsed.value();
        QCOMPARE(options.role, Role::Lobby);
        QCOMPARE(options.panelMm, QSizeF(476, 268.5));
        QCOMPARE(options.windowSize(), QSize(720, 1280));
        QCOMPARE(options.readingDistanceMm, 8000.0);
        QCOMPARE(options.bottomEdgeMm, 600.0);
        QCOMPARE(options.hall, QStringLiteral("h1"));
    }

    void isFullScreenUnlessAsked()
    {
        QVERIFY(!parseOptions({}).value().windowSize().isValid());
        QCOMPARE(
            parseOptions({ QStringLiteral("--windowed") }).value().windowSize(), QSize(1920, 1080));
    }

    void refusesWhatItCannotRead_data()
    {
        QTest::addColumn<QStringList>("arguments");
        const auto row = [](const char *option, const char *value) {
            QTest::newRow(option) << QStringList { QLatin1String(option), QLatin1String(value) };
        };
        row("--role", "kitchen");
        row("--size", "big");
        row("--panel-mm", "0x0");
        row("--reading-distance", "far");
        row("--now", "tomorrow");
        row("--no-such-option", "1");
        QTest::newRow("a loose word") << QStringList { QStringLiteral("content") };
    }

    void refusesWhatItCannotRead()
    {
        QFETCH(QStringList, arguments);
        const auto parsed = parseOptions(arguments);
        QVERIFY(!parsed.ok());
        QVERIFY(!parsed.failure().why.isEmpty());
    }

    void namesTheOptionAndItsValues()
    {
        const auto parsed = parseOptions({ QStringLiteral("--role"), QStringLiteral("foo") });
        QVERIFY(!parsed.ok());
        QCOMPARE(parsed.failure().where, QStringLiteral("--role"));
        QVERIFY(parsed.failure().why.contains(QStringLiteral("touch|lobby")));
    }

    void helpNeedsNoDisplay()
    {
        const auto parsed = parseOptions(
            { QStringLiteral("-platform"), QStringLiteral("offscreen"), QStringLiteral("--help") });
        QVERIFY(!parsed.ok());
        QCOMPARE(parsed.failure().where, QStringLiteral("help"));
        QVERIFY(parsed.failure().why.contains(QStringLiteral("--self-test")));
        QVERIFY(parsed.failure().why.contains(QStringLiteral("Exit codes")));
    }
};

QTEST_APPLESS_MAIN(TestOptions)
#include "test_options.moc"
