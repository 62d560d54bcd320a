#include "kiosk.h"
#include "sync/largehours.h"
#include "trust/digest.h"

#include <QTest>

using namespace Hall;
using namespace Hall::Test;

/// Large files keep to their hours, and nothing else has to wait for them.
class HoursTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();

    void hoursOfADay_data();
    void hoursOfADay();
    void hoursThatAreNone();
    void waitsAndThenGoesOn();
    void aReleaseWithoutLargeFilesGoesOn();
    void anUrgentReleaseDoesNotWait();
    void aDeadClockDoesNotWait();
    void hoursThatEndWithinAFile();
    void noHoursNoWaiting();
    void hoursThatEndOnTheWay();

private:
    UpdaterSettings usual(const std::optional<LargeHours> &hours) const;
    void use(const UpdaterSettings &settings);

    Synced<UpdateResult> poll() { return updater->run(kiosk->clock); }

    static QDateTime at(const char *time);

    std::unique_ptr<Kiosk> kiosk;
    std::unique_ptr<Updater> updater;
    Files before;
    Files withFilm;
    QString film;
};

void HoursTest::initTestCase() { qputenv("TZ", "UTC"); }

QDateTime HoursTest::at(const char *time)
{
    return QDateTime::fromString(
        QStringLiteral("2026-11-22T%1Z").arg(QLatin1String(time)), Qt::ISODate);
}

void HoursTest::init()
{
    updater.reset();
    kiosk = std::make_unique<Kiosk>();
    kiosk->publisher.compressObjects = false;
    before = releaseWith(QStringLiteral("old"));
    kiosk->publisher.publish(before);
    use(usual(parseLargeHours(QStringLiteral("22:00-06:00")).value()));
    QVERIFY(poll().ok());
    withFilm = releaseWith(QStringLiteral("new"));
    withFilm.insert(QStringLiteral("film.mp4"), QByteArray(17 * 1024 * 1024, 'f'));
    film = sha256Hex(withFilm.value(QStringLiteral("film.mp4")));
}

UpdaterSettings HoursTest::usual(const std::optional<LargeHours> &hours) const
{
    UpdaterSettings settings;
    settings.shippedRoot = kiosk->publisher.shippedRoot;
    settings.space = [this](const QString &) { return kiosk->space; };
    settings.largeHours = hours;
    return settings;
}

void HoursTest::use(const UpdaterSettings &settings)
{
    updater = std::make_unique<Updater>(kiosk->server, kiosk->cache, settings, kiosk->board);
    QVERIFY(updater->prepare().ok());
}

void HoursTest::hoursOfADay_data()
{
    QTest::addColumn<QString>("hours");
    QTest::addColumn<QDateTime>("now");
    QTest::addColumn<QDateTime>("next");
    const QDateTime day = at("00:00:00").addDays(1);
    QTest::newRow("over midnight, before") << "22:00-06:00" << at("21:59:59") << at("22:00:00");
    QTest::newRow("over midnight, in") << "22:00-06:00" << at("22:00:00") << at("22:00:00");
    QTest::newRow("over midnight, morning") << "22:00-06:00" << at("05:59:59") << at("05:59:59");
    QTest::newRow("over midnight, after") << "22:00-06:00" << at("06:00:00") << at("22:00:00");
    QTest::newRow("one day, before") << "01:30-05:00" << at("00:10:00") << at("01:30:00");
    QTest::newRow("one day, after") << "01:30-05:00" << at("05:00:00") << day.addSecs(5400);
    QTest::newRow("always") << "03:00-03:00" << at("12:00:00") << at("12:00:00");
}

void HoursTest::hoursOfADay()
{
    QFETCH(QString, hours);
    QFETCH(QDateTime, now);
    QFETCH(QDateTime, next);
    const LargeHours read = parseLargeHours(hours).value();
    QCOMPARE(read.next(now), next);
    QCOMPARE(read.at(now), now == next);
    QVERIFY(read.at(next));
}

void HoursTest::hoursThatAreNone()
{
    for (const char *text : { "", "22-6", "22:00", "24:00-06:00", "22:00-06:60", "22:00 - 06:00" })
        QVERIFY2(!parseLargeHours(QString::fromLatin1(text)).ok(), text);
}

void HoursTest::waitsAndThenGoesOn()
{
    kiosk->publisher.publish(withFilm);
    kiosk->server.takeRequests();
    QVERIFY(poll().value() == UpdateResult::OnHold);
    QCOMPARE(kiosk->shown(), before);
    const std::optional<Waiting> &waiting = kiosk->board.status().waiting;
    QVERIFY(waiting.has_value());
    QCOMPARE(waiting->word, QStringLiteral("large-hours"));
    QCOMPARE(waiting->until, at("22:00:00"));
    QVERIFY(!kiosk->board.status().lastError);
    // What is small is here already.
    QVERIFY(!kiosk->server.takeRequests().contains(ServedTree::object(film)));
    QCOMPARE(kiosk->entries(kiosk->cache.objects()).size(), 4);
    // Asking goes on, and costs one request each time.
    kiosk->clock.now = kiosk->clock.now.addSecs(15);
    QVERIFY(poll().value() == UpdateResult::OnHold);
    QCOMPARE(kiosk->server.takeRequests(), QStringList(QStringLiteral("meta/timestamp.json")));
    kiosk->clock.now = at("22:00:05");
    QVERIFY(poll().value() == UpdateResult::Installed);
    QCOMPARE(kiosk->shown(), withFilm);
    QVERIFY(!kiosk->board.status().waiting);
}

void HoursTest::aReleaseWithoutLargeFilesGoesOn()
{
    kiosk->publisher.publish(withFilm);
    QVERIFY(poll().value() == UpdateResult::OnHold);
    const Files small = releaseWith(QStringLiteral("small"));
    kiosk->publisher.publish(small);
    QVERIFY(poll().value() == UpdateResult::Installed);
    QCOMPARE(kiosk->shown(), small);
}

void HoursTest::anUrgentReleaseDoesNotWait()
{
    kiosk->publisher.publish(withFilm);
    QVERIFY(poll().value() == UpdateResult::OnHold);
    kiosk->publisher.release.urgent = true;
    withFilm.insert(QStringLiteral("release.db"), databaseWith(QStringLiteral("urgent")));
    kiosk->publisher.publish(withFilm);
    QVERIFY(poll().value() == UpdateResult::Installed);
    QCOMPARE(kiosk->shown(), withFilm);
}

void HoursTest::aDeadClockDoesNotWait()
{
    // It stands at the last signed time; the night would never come.
    kiosk->clock.now = QDateTime::fromSecsSinceEpoch(0).toUTC();
    kiosk->publisher.publish(withFilm);
    QVERIFY(poll().value() == UpdateResult::Installed);
}

void HoursTest::hoursThatEndWithinAFile()
{
    qint64 passed = 0; // ms
    UpdaterSettings settings = usual(parseLargeHours(QStringLiteral("22:00-06:00")).value());
    settings.steady = [&passed] { return passed += 50; };
    use(settings);
    kiosk->publisher.publish(withFilm);
    kiosk->clock.now = at("05:59:50").addDays(1);
    QVERIFY(poll().value() == UpdateResult::OnHold);
    QCOMPARE(kiosk->board.status().waiting->until, at("22:00:00").addDays(1));
    const QString part = kiosk->cache.part(film);
    const qint64 here = QFileInfo(part).size();
    QVERIFY(here > 0 && here < 17 * 1024 * 1024);
    // The next night goes on where this one ended.
    kiosk->clock.now = at("22:00:00").addDays(1);
    settings.steady = [] { return 0; };
    use(settings);
    QVERIFY(poll().value() == UpdateResult::Installed);
    QCOMPARE(kiosk->shown(), withFilm);
}

void HoursTest::noHoursNoWaiting()
{
    use(usual(std::nullopt));
    kiosk->publisher.publish(withFilm);
    QVERIFY(poll().value() == UpdateResult::Installed);
}

void HoursTest::hoursThatEndOnTheWay()
{
    withFilm.insert(QStringLiteral("longer.mp4"), QByteArray(18 * 1024 * 1024, 'l'));
    const QString longer = sha256Hex(withFilm.value(QStringLiteral("longer.mp4")));
    UpdaterSettings settings = usual(parseLargeHours(QStringLiteral("22:00-06:00")).value());
    // The first film takes two minutes.
    settings.steady
        = [this] { return QFile::exists(kiosk->cache.object(film)) ? qint64(120'000) : qint64(0); };
    use(settings);
    kiosk->publisher.publish(withFilm);
    kiosk->clock.now = at("05:59:00").addDays(1);
    kiosk->server.takeRequests();
    QVERIFY(poll().value() == UpdateResult::OnHold);
    QCOMPARE(kiosk->shown(), before);
    const QStringList asked = kiosk->server.takeRequests();
    QVERIFY(asked.contains(ServedTree::object(film)));
    QVERIFY(!asked.contains(ServedTree::object(longer)));
    QCOMPARE(kiosk->board.status().waiting->until, at("22:00:00").addDays(1));
    // What came is not fetched twice.
    kiosk->clock.now = at("22:00:00").addDays(1);
    QVERIFY(poll().value() == UpdateResult::Installed);
    QVERIFY(!kiosk->server.takeRequests().contains(ServedTree::object(film)));
    QCOMPARE(kiosk->shown(), withFilm);
}

QTEST_GUILESS_MAIN(HoursTest)
#include "tst_hours.moc"
