#include "kiosk.h"
#include "sync/durablefile.h"
#include "sync/scrub.h"
#include "trust/digest.h"

#include <QTest>
#include <limits>

using namespace Hall;
using namespace Hall::Test;

/// Disks that change bits without a word, found while the program runs.
class ScrubTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void nothingToFind();
    void aChangedObjectComesBack_data();
    void aChangedObjectComesBack();
    void offlineTheScreenKeepsAPicture();
    void aForeignFileInTheShownGeneration();
    void damageOfThePreviousRelease();
    void damageThatNobodyCanMendIsGivenUp();
    void goesOnWhereItWas();
    void prunedUnderItsHands();
    void rate();

private:
    static constexpr qint64 everything = std::numeric_limits<qint64>::max();
    static void flip(const QString &path);
    QString object(const QString &path) const;
    Scrub::Finds find() const;

    std::unique_ptr<Kiosk> kiosk;
    Files previous, good;
};

void ScrubTest::init()
{
    kiosk = std::make_unique<Kiosk>();
    kiosk->publisher.publish(releaseWith(QStringLiteral("1")));
    QVERIFY(kiosk->sync().ok());
    previous = kiosk->shown();
    kiosk->publisher.publish(releaseWith(QStringLiteral("2")));
    QVERIFY(kiosk->poll().ok());
    good = kiosk->shown();
}

void ScrubTest::flip(const QString &path)
{
    QFile file(path);
    QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
        && file.open(QIODevice::ReadWrite) && file.seek(file.size() - 1));
    const QByteArray last = file.peek(1);
    QCOMPARE(file.write(QByteArray(1, static_cast<char>(last.at(0) ^ 1))), 1);
}

QString ScrubTest::object(const QString &path) const
{
    return kiosk->cache.object(sha256Hex(good.value(path)));
}

Scrub::Finds ScrubTest::find() const
{
    Synced<Scrub::Finds> finds = Scrub(kiosk->cache).readOn(everything);
    return finds ? finds.take() : Scrub::Finds {};
}

void ScrubTest::nothingToFind()
{
    Scrub scrub(kiosk->cache);
    QVERIFY(scrub.readOn(everything).value().empty());
    QCOMPARE(scrub.passes(), 1);
    QCOMPARE(kiosk->shown(), good);
}

void ScrubTest::aChangedObjectComesBack_data()
{
    QTest::addColumn<QString>("path");
    for (const QString &path : releaseWith({}).keys())
        QTest::newRow(qPrintable(path)) << path;
}

void ScrubTest::aChangedObjectComesBack()
{
    QFETCH(QString, path);
    const QString digest = sha256Hex(good.value(path));
    flip(object(path));
    const Scrub::Finds finds = find();
    QCOMPARE(finds.objects, QSet<QString> { digest });
    QCOMPARE(kiosk->entries(kiosk->cache.quarantine()), QStringList { digest });
    QVERIFY(kiosk->updater().noteDamage(finds.objects, finds.generations).ok());
    QVERIFY(kiosk->shownRelease() > 0);
    kiosk->server.takeRequests();
    QVERIFY(kiosk->poll().ok());
    QCOMPARE(kiosk->shown(), good);
    QVERIFY(find().empty());
    QVERIFY(kiosk->poll().value() == UpdateResult::NothingNew);
}

void ScrubTest::offlineTheScreenKeepsAPicture()
{
    const QString path = QStringLiteral("pages/F-HZ-02-1.png");
    flip(object(path));
    const Scrub::Finds finds = find();
    const Files served = std::exchange(kiosk->publisher.served, {});
    QVERIFY(kiosk->updater().noteDamage(finds.objects, finds.generations).ok());
    QVERIFY(!kiosk->poll().ok());
    // The facts are whole, so they stay; the picture is there, if not as it was.
    QCOMPARE(kiosk->shownRelease(), 43);
    QCOMPARE(kiosk->shown().keys(), good.keys());
    kiosk->publisher.served = served;
    QVERIFY(kiosk->poll().ok());
    QCOMPARE(kiosk->shown(), good);
}

void ScrubTest::aForeignFileInTheShownGeneration()
{
    const QString name = Generations(kiosk->cache).current();
    const QString path = kiosk->cache.current() + QStringLiteral("/pages/F-HZ-02-1.png");
    QVERIFY(QFile::remove(path) && writeDurably(path, "picture\0tw0").ok());
    const Scrub::Finds finds = find();
    QVERIFY(finds.objects.isEmpty());
    QCOMPARE(finds.generations, QStringList { name });
    QVERIFY(kiosk->updater().noteDamage(finds.objects, finds.generations).ok());
    kiosk->server.takeRequests();
    QVERIFY(kiosk->poll().ok());
    QCOMPARE(kiosk->shown(), good);
    // The object itself is sound: nothing has to come over the line.
    QVERIFY(kiosk->server.takeRequests().filter(QStringLiteral("o/")).isEmpty());
}

void ScrubTest::damageOfThePreviousRelease()
{
    flip(kiosk->cache.object(sha256Hex(previous.value(QStringLiteral("release.db")))));
    const Scrub::Finds finds = find();
    QCOMPARE(finds.objects.size(), 1);
    QVERIFY(kiosk->updater().noteDamage(finds.objects, finds.generations).ok());
    QCOMPARE(kiosk->shown(), good);
    QVERIFY(kiosk->poll().ok());
    QCOMPARE(kiosk->shown(), good);
    QVERIFY(find().empty());
    // It is whole again and can be gone back to.
    QVERIFY(kiosk->updater().pin(42).ok());
    QCOMPARE(kiosk->shown(), previous);
}

void ScrubTest::damageThatNobodyCanMendIsGivenUp()
{
    const QString digest = sha256Hex(previous.value(QStringLiteral("release.db")));
    flip(kiosk->cache.object(digest));
    kiosk->publisher.served.remove(ServedTree::object(digest));
    kiosk->publisher.served.remove(ServedTree::compressedObject(digest));
    const Scrub::Finds finds = find();
    QVERIFY(kiosk->updater().noteDamage(finds.objects, finds.generations).ok());
    QVERIFY(kiosk->poll().ok());
    QVERIFY(kiosk->poll().value() == UpdateResult::NothingNew);
    QCOMPARE(kiosk->shown(), good);
}

void ScrubTest::goesOnWhereItWas()
{
    const QStringList all = kiosk->entries(kiosk->cache.objects());
    QCOMPARE(all.size(), 4);
    {
        Scrub scrub(kiosk->cache);
        for (int i = 0; i < 2; ++i)
            QVERIFY(scrub.readOn(6000).ok());
        QCOMPARE(scrub.passes(), 0);
        QVERIFY(scrub.pause().ok());
    }
    // What lies before the mark is left for the next pass.
    flip(kiosk->cache.objects() + u'/' + all.constFirst());
    flip(kiosk->cache.objects() + u'/' + all.constLast());
    Scrub scrub(kiosk->cache);
    QCOMPARE(scrub.readOn(everything).value().objects,
        QSet<QString> { QFileInfo(all.constLast()).fileName() });
    QCOMPARE(scrub.passes(), 1);
    QCOMPARE(scrub.readOn(everything).value().objects,
        QSet<QString> { QFileInfo(all.constFirst()).fileName() });
    // A damaged mark costs no more than a pass from the beginning.
    QVERIFY(writeDurably(kiosk->cache.scrub(), "{broken").ok());
    QVERIFY(Scrub(kiosk->cache).readOn(everything).ok());
}

void ScrubTest::prunedUnderItsHands()
{
    Scrub scrub(kiosk->cache);
    QVERIFY(scrub.readOn(1).ok());
    for (int i = 3; i < 6; ++i) {
        kiosk->publisher.publish(releaseWith(QString::number(i)));
        QVERIFY(kiosk->poll().ok());
    }
    QVERIFY(scrub.readOn(everything).value().empty());
}

void ScrubTest::rate()
{
    QCOMPARE(Scrub::rateFor(0), 256 * 1024);
    QCOMPARE(Scrub::rateFor(qint64(144) << 30), (qint64(144) << 30) / 14400);
    QCOMPARE(Scrub::rateFor(qint64(1) << 50), 16 * 1024 * 1024);
}

QTEST_GUILESS_MAIN(ScrubTest)
#include "tst_scrub.moc"
