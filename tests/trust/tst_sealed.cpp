#include "trust/kioskmessage.h"
#include "trust/sealedbox.h"

#include <QTest>

using namespace Hall;

/// What kiosks tell the bureau: only the bureau reads it, and only as what it was sealed as.
class SealedTest : public QObject {
    Q_OBJECT

private slots:
    void opensWithTheSecretHalfOnly();
    void anyChangedBitIsNoticed();
    void keysAsText();
    void refusesOtherText_data();
    void refusesOtherText();
    void messageKeepsItsHead();
    void names_data();
    void names();
    void refusesWhatIsNoMessage_data();
    void refusesWhatIsNoMessage();
};

void SealedTest::opensWithTheSecretHalfOnly()
{
    const OpenKey key = OpenKey::generate();
    const QByteArray message = "{\"release\":43}";
    const QByteArray sealed = key.publicKey().seal(message);
    QCOMPARE(key.open(sealed), std::optional(message));
    QVERIFY(!sealed.contains("release"));
    QVERIFY(sealed != key.publicKey().seal(message)); // a fresh key of its own each time
    QVERIFY(!OpenKey::generate().open(sealed));
    QCOMPARE(key.open(key.publicKey().seal({})), std::optional(QByteArray("")));
}

void SealedTest::anyChangedBitIsNoticed()
{
    const OpenKey key = OpenKey::generate();
    const QByteArray sealed = key.publicKey().seal("{}");
    for (qsizetype i = 0; i < sealed.size(); ++i) {
        QByteArray other = sealed;
        other[i] = char(other[i] ^ 4);
        QVERIFY(!key.open(other));
        QVERIFY(!key.open(sealed.left(i)));
    }
}

void SealedTest::keysAsText()
{
    const OpenKey key = OpenKey::generate();
    const OpenKey older = OpenKey::generate();
    const QString where = QStringLiteral("key");
    const auto seal = SealKey::fromText("# the bureau\n\n" + key.publicKey().toText(), where);
    QVERIFY(seal.ok());
    QVERIFY(seal.value() == key.publicKey());
    const auto all = OpenKey::fromText(key.toText() + older.toText(), where);
    QVERIFY(all.ok());
    QCOMPARE(all.value().size(), 2);
    QCOMPARE(all.value().at(1).open(older.publicKey().seal("x")), std::optional(QByteArray("x")));
}

void SealedTest::refusesOtherText_data()
{
    QTest::addColumn<QByteArray>("text");
    const OpenKey key = OpenKey::generate();
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("comment") << QByteArray("# nothing\n");
    QTest::newRow("secret on a kiosk") << key.toText();
    QTest::newRow("two") << key.publicKey().toText() + key.publicKey().toText();
    QTest::newRow("short") << QByteArray("hall-seal-public 1 QUJD\n");
    QTest::newRow("no base64") << QByteArray("hall-seal-public 1 ") + QByteArray(44, '!');
    QTest::newRow("other version") << key.publicKey().toText().replace(" 1 ", " 2 ");
    QTest::newRow("html") << QByteArray("<html>");
}

void SealedTest::refusesOtherText()
{
    QFETCH(QByteArray, text);
    QVERIFY(!SealKey::fromText(text, QStringLiteral("file")).ok());
}

void SealedTest::messageKeepsItsHead()
{
    const KioskMessage message { QStringLiteral("fs-01"), QStringLiteral("shown"),
        QStringLiteral("43-ab"), "{\"a\":\"x\\ny\"}" };
    const auto read = KioskMessage::unpacked(message.packed(), QStringLiteral("file"));
    QVERIFY(read.ok());
    QVERIFY(read.value() == message);
}

void SealedTest::names_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("kind");
    QTest::addColumn<bool>("id");
    QTest::addColumn<bool>("kiosk");
    const auto row = [](const QString &text, bool kind, bool id, bool kiosk) {
        QTest::newRow(qPrintable(QStringLiteral("'%1'").arg(text))) << text << kind << id << kiosk;
    };
    row(QStringLiteral("usage"), true, true, true);
    row(QStringLiteral("2026-11-23.a_B"), false, true, true);
    row(QStringLiteral("-a"), false, true, false);
    row({}, false, false, false);
    row(QStringLiteral("."), false, false, false);
    row(QStringLiteral(".."), false, false, false);
    row(QStringLiteral(".hidden"), false, false, false);
    row(QStringLiteral("a/b"), false, false, false);
    row(QStringLiteral("a\n"), false, false, false);
    row(QStringLiteral("中"), false, false, false);
    row(QString(31, u'a'), true, true, true);
    row(QString(32, u'a'), false, true, true);
    row(QString(80, u'a'), false, true, false);
    row(QString(81, u'a'), false, false, false);
}

void SealedTest::names()
{
    QFETCH(QString, text);
    QTEST(isMessageKind(text), "kind");
    QTEST(isMessageId(text), "id");
    QTEST(isKioskId(text), "kiosk");
}

void SealedTest::refusesWhatIsNoMessage_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("json alone") << QByteArray("{}");
    QTest::newRow("other version") << QByteArray("hall-message 2\na\nb\nc\n{}");
    QTest::newRow("no end of head") << QByteArray("hall-message 1\na\nb");
    QTest::newRow("bad kind") << QByteArray("hall-message 1\na\n../b\nc\n{}");
    QTest::newRow("array") << QByteArray("hall-message 1\na\nb\nc\n[]");
    QTest::newRow("half") << QByteArray("hall-message 1\na\nb\nc\n{\"a\":");
    QTest::newRow("too long") << QByteArray("hall-message 1\na\nb\nc\n{\"a\":\"")
            + QByteArray(300'000, 'x') + "\"}";
}

void SealedTest::refusesWhatIsNoMessage()
{
    QFETCH(QByteArray, bytes);
    QVERIFY(!KioskMessage::unpacked(bytes, QStringLiteral("file")).ok());
}

QTEST_GUILESS_MAIN(SealedTest)
#include "tst_sealed.moc"
