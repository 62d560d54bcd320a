#include "kiosk.h"
#include "sync/durablefile.h"
#include "sync/overlay.h"
#include "trust/compression.h"
#include "trust/digest.h"

#include <QTest>

using namespace Hall;
using namespace Hall::Test;

namespace {

const QString county = QStringLiteral("xinbin");

Files overlayWith(const QString &words)
{
    return {
        { QStringLiteral("release.db"), databaseWith(words) },
        { QStringLiteral("pages/hall.png"), "the hall of " + words.toUtf8() },
    };
}

Files both(const Files &city, const Files &overlay)
{
    Files files = city;
    for (auto it = overlay.cbegin(); it != overlay.cend(); ++it)
        files.insert(QStringLiteral("overlay/") + it.key(), it.value());
    return files;
}

} // namespace

/// A county bureau lays its own facts over the city's release, and can never hold it up.
class OverlayTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void liesOverTheRelease();
    void aMachineWithoutOneIgnoresIt();
    void newOverlayUnderTheSameRelease();
    void newReleaseKeepsTheOverlay();
    void nothingNewAsksForNothing();
    void badOverlayNeverHoldsUpTheCity_data();
    void badOverlayNeverHoldsUpTheCity();
    void staysOverRestartsWithoutTheServer();
    void neverGoesBack();
    void withdrawnDelegation();
    void comesBackAfterTheNetworkDid();
    void otherCountysKey();
    void cityAloneWhenTheTreesDoNotFit();
    void pinWhileTheOverlayComes();
    void cancelWhileTheOverlayComes();
    void comesThoughTheCitysReleaseWaits();
    void switchedOffOnTheMachine();

private:
    QStringList warnings() const { return kiosk->board.status().warnings; }

    std::unique_ptr<Kiosk> kiosk;
    Files city;
    Files overlay;
};

void OverlayTest::init()
{
    kiosk = std::make_unique<Kiosk>();
    kiosk->overlay = county;
    city = releaseWith(QStringLiteral("city"));
    overlay = overlayWith(QStringLiteral("county"));
    kiosk->publisher.publish(city);
    kiosk->publisher.publishOverlay(county, overlay);
    QCOMPARE(kiosk->refusal(), QStringLiteral("fine"));
    QCOMPARE(kiosk->shown(), both(city, overlay));
    kiosk->server.takeRequests();
}

void OverlayTest::cleanup()
{
    // Whatever happened: the next good city release arrives.
    const Files next = releaseWith(QStringLiteral("afterwards"));
    kiosk->publisher.publish(next);
    QCOMPARE(kiosk->refusal(), QStringLiteral("fine"));
    const Files shown = kiosk->shown();
    for (auto it = next.cbegin(); it != next.cend(); ++it)
        QCOMPARE(shown.value(it.key()), it.value());
}

void OverlayTest::liesOverTheRelease()
{
    QCOMPARE(kiosk->shownRelease(), 42);
    QVERIFY(warnings().isEmpty());
    QVERIFY(Generations(kiosk->cache).intact(Generations(kiosk->cache).current()));
}

void OverlayTest::aMachineWithoutOneIgnoresIt()
{
    Kiosk other;
    other.publisher.publish(city);
    other.publisher.publishOverlay(county, overlay);
    QVERIFY(other.sync().ok());
    QCOMPARE(other.shown(), city);
    QVERIFY(other.server.takeRequests().filter(county).isEmpty());
}

void OverlayTest::newOverlayUnderTheSameRelease()
{
    const QString before = Generations(kiosk->cache).current();
    const Files next = overlayWith(QStringLiteral("county, changed"));
    kiosk->publisher.publishOverlay(county, next);
    QCOMPARE(kiosk->refusal(), QStringLiteral("fine"));
    QCOMPARE(kiosk->shown(), both(city, next));
    QCOMPARE(kiosk->shownRelease(), 42);
    QVERIFY(Generations(kiosk->cache).current() != before);
    // Only what changed was fetched.
    QCOMPARE(kiosk->server.takeRequests().filter(QStringLiteral("o/")).size(), 2);
}

void OverlayTest::newReleaseKeepsTheOverlay()
{
    const Files next = releaseWith(QStringLiteral("city, changed"));
    kiosk->publisher.publish(next);
    QCOMPARE(kiosk->refusal(), QStringLiteral("fine"));
    QCOMPARE(kiosk->shown(), both(next, overlay));
    QVERIFY(kiosk->server.takeRequests().filter(county).isEmpty());
}

void OverlayTest::nothingNewAsksForNothing()
{
    kiosk->publisher.resign();
    QVERIFY(kiosk->sync().value() == UpdateResult::NothingNew);
    QVERIFY(kiosk->poll().value() == UpdateResult::NothingNew);
    QCOMPARE(kiosk->server.takeRequests().filter(county), QStringList());
}

void OverlayTest::badOverlayNeverHoldsUpTheCity_data()
{
    using Damage = std::function<void(RepositoryBuilder &)>;
    QTest::addColumn<Damage>("damage");
    QTest::addColumn<QString>("word");
    const auto row = [](const char *name, const char *word, const Damage &damage) {
        QTest::newRow(name) << damage << QString::fromLatin1(word);
    };
    const auto path = [](const RepositoryBuilder &publisher) {
        return ServedTree::delegatedMetadata(
            county, publisher.counties.value(county).targets.version);
    };
    row("expired", "expired", [](RepositoryBuilder &publisher) {
        publisher.counties[county].targets.expires = publisher.now.addSecs(-1);
        publisher.serveCounty(county);
    });
    row("foreign signature", "signature", [](RepositoryBuilder &publisher) {
        publisher.counties[county].keys = { SigningKey::generate() };
        publisher.serveCounty(county);
    });
    row("metadata is gone", "deliver", [path](RepositoryBuilder &publisher) {
        publisher.serveCounty(county);
        publisher.served.remove(path(publisher));
    });
    row("metadata is a web page", "metadata", [path](RepositoryBuilder &publisher) {
        publisher.serveCounty(county);
        QByteArray &file = publisher.served[path(publisher)];
        file = QByteArray("<html>").leftJustified(file.size(), ' ');
    });
    row("manifest is gone", "deliver", [](RepositoryBuilder &publisher) {
        publisher.publishOverlay(county, overlayWith(QStringLiteral("lost")));
        for (const QString &name : publisher.served.keys()) {
            if (name.contains(QStringLiteral(".overlay-")))
                publisher.served.remove(name);
        }
    });
    row("objects are gone", "deliver", [](RepositoryBuilder &publisher) {
        publisher.compressObjects = false;
        publisher.publishOverlay(county, overlayWith(QStringLiteral("lost")));
        publisher.served.remove(
            ServedTree::object(sha256Hex(databaseWith(QStringLiteral("lost")))));
        publisher.compressObjects = true;
    });
    row("database is none", "signed", [](RepositoryBuilder &publisher) {
        publisher.publishOverlay(county,
            { { QStringLiteral("release.db"), QByteArray("not a database ").repeated(400) } });
    });
    row("no database", "release.db", [](RepositoryBuilder &publisher) {
        publisher.publishOverlay(county, { { QStringLiteral("a.png"), "a" } });
    });
    row("newer schema", "schema", [](RepositoryBuilder &publisher) {
        publisher.publishOverlayManifest(county, { 9, 2, {} });
    });
    row("hostile path", "path", [](RepositoryBuilder &publisher) {
        publisher.publishOverlayManifest(
            county, { 9, 1, { { QStringLiteral("../../evil"), QString(64, u'a'), 1, {} } } });
    });
    row("too large", "16 MiB", [](RepositoryBuilder &publisher) {
        publisher.publishOverlay(
            county, { { QStringLiteral("release.db"), QByteArray(16 * 1024 * 1024 + 1, 'x') } });
    });
    row("bomb", "manifest", [](RepositoryBuilder &publisher) {
        CountyRole &role = publisher.counties[county];
        const QByteArray bomb = compress(QByteArray(64 * 1024 * 1024, ' '), 3);
        role.release.rawSize = 1000;
        ++role.release.release;
        role.targets.targets[QStringLiteral("overlay-xinbin.manifest.zst")]
            = Target::of(bomb, role.release.toJson());
        publisher.served.insert(
            ServedTree::manifest(QStringLiteral("overlay-xinbin"), sha256Hex(bomb)), bomb);
        publisher.serveCounty(county);
    });
}

void OverlayTest::badOverlayNeverHoldsUpTheCity()
{
    QFETCH(std::function<void(RepositoryBuilder &)>, damage);
    QFETCH(QString, word);
    damage(kiosk->publisher);
    const Files next = releaseWith(QStringLiteral("city, changed"));
    kiosk->publisher.publish(next);
    QCOMPARE(kiosk->refusal(), QStringLiteral("fine"));
    QCOMPARE(kiosk->shown(), both(next, overlay));
    QCOMPARE(kiosk->shownRelease(), 43);
    QCOMPARE(warnings().size(), 1);
    QVERIFY2(warnings().constFirst().contains(word), qPrintable(warnings().constFirst()));
    // And once the county has put it right, its new overlay comes.
    CountyRole &role = kiosk->publisher.counties[county];
    role.release.release = std::max(role.release.release, qint64(20));
    const Files good = overlayWith(QStringLiteral("right again"));
    kiosk->publisher.publishOverlay(county, good);
    QCOMPARE(kiosk->refusal(), QStringLiteral("fine"));
    QCOMPARE(kiosk->shown(), both(next, good));
    QVERIFY(warnings().isEmpty());
}

void OverlayTest::staysOverRestartsWithoutTheServer()
{
    CountyRole &role = kiosk->publisher.counties[county];
    role.targets.expires = kiosk->publisher.now.addSecs(-1);
    kiosk->publisher.serveCounty(county);
    kiosk->publisher.resign();
    for (int i = 0; i < 3; ++i) {
        QCOMPARE(kiosk->refusal(), QStringLiteral("fine"));
        QCOMPARE(kiosk->shown(), both(city, overlay));
        QCOMPARE(warnings().size(), 1);
    }
}

void OverlayTest::neverGoesBack()
{
    const Files next = overlayWith(QStringLiteral("second"));
    kiosk->publisher.publishOverlay(county, next);
    QVERIFY(kiosk->sync().ok());
    // The county's key signs its first release again, under higher versions.
    kiosk->publisher.counties[county].release.release = 0;
    kiosk->publisher.publishOverlay(county, overlay);
    QCOMPARE(kiosk->refusal(), QStringLiteral("fine"));
    QCOMPARE(kiosk->shown(), both(city, next));
    QVERIFY(warnings().constFirst().contains(QStringLiteral("older than")));
    // Not even by way of a withdrawal.
    kiosk->publisher.withdrawOverlay(county);
    QVERIFY(kiosk->sync().ok());
    QCOMPARE(kiosk->shown(), city);
    kiosk->publisher.counties[county].release.release = 0;
    kiosk->publisher.publishOverlay(county, overlay);
    QVERIFY(kiosk->sync().ok());
    QCOMPARE(kiosk->shown(), city);
    QVERIFY(warnings().constFirst().contains(QStringLiteral("older than")));
}

void OverlayTest::withdrawnDelegation()
{
    kiosk->publisher.withdrawOverlay(county);
    QCOMPARE(kiosk->refusal(), QStringLiteral("fine"));
    QCOMPARE(kiosk->shown(), city);
    QVERIFY(warnings().isEmpty());
    kiosk->publisher.publishOverlay(county, overlayWith(QStringLiteral("anew")));
    QCOMPARE(kiosk->refusal(), QStringLiteral("fine"));
    QCOMPARE(kiosk->shown(), both(city, overlayWith(QStringLiteral("anew"))));
}

void OverlayTest::comesBackAfterTheNetworkDid()
{
    const Files next = overlayWith(QStringLiteral("late"));
    kiosk->publisher.publishOverlay(county, next);
    const QString path = ServedTree::delegatedMetadata(county, 2);
    kiosk->server.failures.insert(
        path, { SyncError::Offline, path, QStringLiteral("connection reset") });
    QVERIFY(kiosk->sync().ok());
    QCOMPARE(kiosk->shown(), both(city, overlay));
    QVERIFY(kiosk->poll().ok());
    QCOMPARE(kiosk->shown(), both(city, overlay));
    kiosk->server.failures.clear();
    // After a second failure one poll is let pass. The timestamp is still the same.
    QVERIFY(kiosk->poll().ok());
    QCOMPARE(kiosk->shown(), both(city, overlay));
    QVERIFY(kiosk->poll().ok());
    QCOMPARE(kiosk->shown(), both(city, next));
}

void OverlayTest::otherCountysKey()
{
    RepositoryBuilder &publisher = kiosk->publisher;
    publisher.publishOverlay(QStringLiteral("qingyuan"), overlayWith(QStringLiteral("other")));
    // The neighbour speaks for this county: its role is not even asked.
    CountyRole &other = publisher.counties[QStringLiteral("qingyuan")];
    other.targets.targets.insert(QStringLiteral("overlay-xinbin.manifest.zst"),
        other.targets.targets.value(QStringLiteral("overlay-qingyuan.manifest.zst")));
    publisher.serveCounty(QStringLiteral("qingyuan"));
    publisher.counties[county].targets.targets.clear();
    publisher.serveCounty(county);
    publisher.resign();
    QCOMPARE(kiosk->refusal(), QStringLiteral("fine"));
    QCOMPARE(kiosk->shown(), city);
}

void OverlayTest::cityAloneWhenTheTreesDoNotFit()
{
    Files next = city;
    next.insert(QStringLiteral("overlay/release.db"), databaseWith(QStringLiteral("the city's")));
    kiosk->publisher.publish(next);
    // Also at the cycles that bring nothing new somebody is told.
    for (int i = 0; i < 2; ++i) {
        QCOMPARE(kiosk->refusal(), QStringLiteral("fine"));
        QCOMPARE(kiosk->shown(), next);
        QCOMPARE(warnings().size(), 1);
        QVERIFY(warnings().constFirst().contains(QStringLiteral("left out")));
    }
}

void OverlayTest::pinWhileTheOverlayComes()
{
    kiosk->publisher.publishOverlay(county, overlayWith(QStringLiteral("changed")));
    kiosk->publisher.publish(releaseWith(QStringLiteral("city, changed")));
    kiosk->server.before = [this](const QString &path) {
        if (path.contains(county))
            QVERIFY(kiosk->updater().pin(0).ok());
    };
    QVERIFY(kiosk->poll().value() == UpdateResult::OnHold);
    QCOMPARE(kiosk->shown(), both(city, overlay));
    kiosk->server.before = {};
    QVERIFY(kiosk->updater().unpin().ok());
    QVERIFY(kiosk->poll().value() == UpdateResult::Installed);
}

void OverlayTest::cancelWhileTheOverlayComes()
{
    const Files next = overlayWith(QStringLiteral("changed"));
    kiosk->publisher.publishOverlay(county, next);
    const QString path = ServedTree::delegatedMetadata(county, 2);
    kiosk->server.failures.insert(
        path, { SyncError::Cancelled, path, QStringLiteral("it was asked to stop") });
    QCOMPARE(kiosk->poll().failure().error, SyncError::Cancelled);
    // The good one is not taken away, and nobody is blamed.
    QCOMPARE(kiosk->shown(), both(city, overlay));
    QVERIFY(warnings().isEmpty());
    kiosk->server.failures.clear();
    QVERIFY(kiosk->poll().value() == UpdateResult::Installed);
    QCOMPARE(kiosk->shown(), both(city, next));
}

void OverlayTest::comesThoughTheCitysReleaseWaits()
{
    const Files next = overlayWith(QStringLiteral("the hall is closed today"));
    kiosk->publisher.publishOverlay(county, next);
    kiosk->publisher.release.notBefore = kiosk->clock.now.addSecs(3600);
    kiosk->publisher.publish(releaseWith(QStringLiteral("city, tomorrow")));
    QVERIFY(kiosk->poll().value() == UpdateResult::OnHold);
    QCOMPARE(kiosk->shown(), both(city, next));
    QCOMPARE(kiosk->shownRelease(), 42);
    kiosk->publisher.release.notBefore = {};
}

void OverlayTest::switchedOffOnTheMachine()
{
    kiosk->overlay.clear();
    QCOMPARE(kiosk->refusal(), QStringLiteral("fine"));
    QCOMPARE(kiosk->shown(), city);
    kiosk->overlay = county;
    QCOMPARE(kiosk->refusal(), QStringLiteral("fine"));
    QCOMPARE(kiosk->shown(), both(city, overlay));
}

QTEST_GUILESS_MAIN(OverlayTest)
#include "tst_overlay.moc"
