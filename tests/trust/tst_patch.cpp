#include "trust/compression.h"
#include "trust/patch.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Hall;

/// Patches between two contents of a file.
class PatchTest : public QObject {
    Q_OBJECT

private slots:
    void leadsFromOneContentToTheOther_data();
    void leadsFromOneContentToTheOther();
    void reachesBackOverTheWholeFile();
    void anotherBaseIsNoticed();
    void isBoundedByTheSignedSize();
    void damageIsNoCrash();
    void windowsBeyondTheTextAreRefused();

private:
    static QByteArray noise(qsizetype size, quint32 seed);

    const QString m_where = QStringLiteral("p/x.zst");
};

QByteArray PatchTest::noise(qsizetype size, quint32 seed)
{
    QRandomGenerator random(seed);
    QByteArray bytes(size, Qt::Uninitialized);
    for (char &byte : bytes)
        byte = static_cast<char>(random.generate());
    return bytes;
}

void PatchTest::leadsFromOneContentToTheOther_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<int>("most");
    const QByteArray old = noise(300'000, 1);
    QByteArray changed = old;
    changed[150'000] = static_cast<char>(changed.at(150'000) ^ 1);
    QTest::newRow("one byte changed") << old << changed << 120;
    QTest::newRow("grown") << old << old + "some more" << 120;
    QTest::newRow("cut") << old << old.mid(1000).chopped(1000) << 120;
    QTest::newRow("moved about") << old << old.mid(200'000) + old.left(200'000) << 160;
    QTest::newRow("from nothing") << QByteArray() << old << 301'000;
    QTest::newRow("to nothing") << old << QByteArray() << 30;
    QTest::newRow("nothing in common") << old << noise(1000, 2) << 1100;
}

void PatchTest::leadsFromOneContentToTheOther()
{
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QFETCH(int, most);
    const QByteArray patch = makePatch(from, to);
    QVERIFY2(patch.size() <= most, QByteArray::number(patch.size()).constData());
    QCOMPARE(applyPatch(patch, from, to.size(), m_where).value(), to);
}

void PatchTest::reachesBackOverTheWholeFile()
{
    // Farther than the window of any level without a patch.
    const QByteArray from = noise(20'000'000, 3);
    const QByteArray to = from.mid(1'000'000) + from.left(1'000'000);
    const QByteArray patch = makePatch(from, to, 3);
    // zstd 1.5.4 writes less than 20,000 bytes, 1.5.7 30,841; what is out of reach would cost a
    // million.
    QVERIFY2(patch.size() < 40'000, QByteArray::number(patch.size()).constData());
    QCOMPARE(applyPatch(patch, from, to.size(), m_where).value(), to);
}

void PatchTest::anotherBaseIsNoticed()
{
    const QByteArray from = noise(100'000, 4);
    const QByteArray to = from + "x";
    const QByteArray patch = makePatch(from, to);
    for (const QByteArray &other : { QByteArray(), noise(100'000, 5), noise(50'000, 4) }) {
        const Result<QByteArray> applied = applyPatch(patch, other, to.size(), m_where);
        QVERIFY(!applied || applied.value() != to);
    }
}

void PatchTest::isBoundedByTheSignedSize()
{
    const QByteArray from("old");
    const QByteArray bomb = makePatch(from, QByteArray(largestPatched, ' '), 1);
    QVERIFY(bomb.size() < 64 * 1024);
    QVERIFY(!applyPatch(bomb, from, 100'000, m_where).ok());
    QVERIFY(applyPatch(bomb, from, largestPatched, m_where).ok());
    QVERIFY(!applyPatch(bomb, from, largestPatched - 1, m_where).ok());
}

void PatchTest::damageIsNoCrash()
{
    const QByteArray from = noise(3000, 6);
    const QByteArray to = from.left(1000) + "something else altogether" + from.mid(1200);
    const QByteArray patch = makePatch(from, to);
    QVERIFY(!applyPatch(patch + 'x', from, to.size(), m_where).ok());
    for (qsizetype at = 0; at < patch.size(); ++at) {
        QVERIFY(!applyPatch(patch.left(at), from, to.size(), m_where).ok());
        for (int bit = 0; bit < 8; ++bit) {
            QByteArray damaged = patch;
            damaged[at] = static_cast<char>(damaged.at(at) ^ (1 << bit));
            const Result<QByteArray> applied = applyPatch(damaged, from, to.size(), m_where);
            QVERIFY(!applied || applied.value().size() <= to.size());
        }
    }
}

void PatchTest::windowsBeyondTheTextAreRefused()
{
    // RFC 8878 §3.1.1: no announced size, a window of 128 MiB, one raw block of one byte.
    const QByteArray frame = QByteArray::fromHex("28b52ffd0088090000") + 'x';
    QVERIFY(!decompress(frame, 1, m_where).ok());
    QVERIFY(decompress(frame, 128 * 1024 * 1024, m_where).ok());
}

QTEST_GUILESS_MAIN(PatchTest)
#include "tst_patch.moc"
