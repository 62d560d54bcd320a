#include "trust/boundedread.h"

#include <QBuffer>
#include <QFile>
#include <QTest>

using namespace Hall;

/// Reading with a generous limit costs what the source holds, not what the limit allows.
class BoundedReadTest : public QObject {
    Q_OBJECT

private slots:
    void endsAtTheLimit();
    void endsWithTheSource();
    void takesLittleMemoryForLittle();
    void goesOnWhereItStands();
    void readsWhatHasNoSize();
};

namespace {

/// Like a pipe: its size is not known before it ends.
class Pipe : public QBuffer {
public:
    using QBuffer::QBuffer;

    bool isSequential() const override { return true; }
};

const QByteArray text = QByteArray(50'000, 'a') + QByteArray(50'000, 'b');

} // namespace

void BoundedReadTest::endsAtTheLimit()
{
    QBuffer source;
    source.setData(text);
    QVERIFY(source.open(QIODevice::ReadOnly));
    QCOMPARE(readAtMost(source, 60'000), text.left(60'000));
}

void BoundedReadTest::endsWithTheSource()
{
    QBuffer source;
    source.setData(text);
    QVERIFY(source.open(QIODevice::ReadOnly));
    QCOMPARE(readAtMost(source, 32 << 20), text);
    QCOMPARE(readAtMost(source, 32 << 20), QByteArray());
}

void BoundedReadTest::takesLittleMemoryForLittle()
{
    QBuffer source;
    source.setData(text);
    QVERIFY(source.open(QIODevice::ReadOnly));
    const QByteArray read = readAtMost(source, 32 << 20);
    QVERIFY2(read.capacity() < 2 * text.size(), qPrintable(QString::number(read.capacity())));
}

void BoundedReadTest::goesOnWhereItStands()
{
    QBuffer source;
    source.setData(text);
    QVERIFY(source.open(QIODevice::ReadOnly));
    QVERIFY(source.seek(50'000));
    QCOMPARE(readAtMost(source, 100'000), text.mid(50'000));
}

void BoundedReadTest::readsWhatHasNoSize()
{
    Pipe source;
    source.setData(text);
    QVERIFY(source.open(QIODevice::ReadOnly));
    QCOMPARE(readAtMost(source, 100'001), text);
    QFile none(QStringLiteral("/proc/self/cmdline"));
    QVERIFY(none.open(QIODevice::ReadOnly));
    QVERIFY(readAtMost(none, 1 << 20).contains("boundedread"));
}

QTEST_GUILESS_MAIN(BoundedReadTest)
#include "tst_boundedread.moc"
