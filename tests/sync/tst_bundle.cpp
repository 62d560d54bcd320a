#include "kiosk.h"
#include "sync/bundletransport.h"
#include "sync/durablefile.h"

#include <QTest>

using namespace Hall;
using namespace Hall::Test;

/// An update whose small files come in one answer, and what becomes of it when that is not as it
/// should be.
class BundleTest : public QObject {
    Q_OBJECT

private slots:
    void init();

    void oneFactInThreeRequests();
    void newSignaturesAlone();
    void nothingNewAsksForNone();
    void withoutABundle();
    void fromAnEarlierRelease();
    void damaged_data();
    void damaged();
    void filesOfAnotherUpdate();
    void rewrittenFiles_data();
    void rewrittenFiles();
    void filesOfOthersAreNotTaken();
    void bomb();

private:
    Synced<UpdateResult> poll();
    QString bundlePath() const;
    BundleBase baseOfTheKiosk() const;
    void publishNext();
    void arrivesNevertheless();

    std::unique_ptr<Kiosk> kiosk;
    std::unique_ptr<BundleTransport> bundles;
    std::unique_ptr<Updater> updater;
    Files next;
};

void BundleTest::init()
{
    updater.reset();
    bundles.reset();
    kiosk = std::make_unique<Kiosk>();
    kiosk->publisher.makePatches = kiosk->publisher.makeBundles = true;
    UpdaterSettings settings;
    settings.shippedRoot = kiosk->publisher.shippedRoot;
    settings.space = [this](const QString &) { return kiosk->space; };
    bundles
        = std::make_unique<BundleTransport>(kiosk->server, kiosk->cache, QStringLiteral("stable"));
    updater = std::make_unique<Updater>(*bundles, kiosk->cache, settings, kiosk->board);
    kiosk->publisher.publish(releaseWith(QStringLiteral("10 元")));
    QVERIFY(updater->prepare().ok());
    QVERIFY(poll().ok());
    kiosk->server.takeRequests();
    kiosk->server.unexpected.clear();
}

Synced<UpdateResult> BundleTest::poll() { return updater->run(kiosk->clock); }

QString BundleTest::bundlePath() const
{
    const QStringList paths = kiosk->publisher.served.keys();
    const QString begin = QStringLiteral("u/%1.stable.").arg(kiosk->publisher.timestamp.version);
    for (const QString &path : paths) {
        if (path.startsWith(begin))
            return path;
    }
    return {};
}

void BundleTest::publishNext()
{
    next = releaseWith(QStringLiteral("20 元"));
    kiosk->publisher.publish(next);
    QVERIFY(!bundlePath().isEmpty());
}

void BundleTest::arrivesNevertheless()
{
    const Synced<UpdateResult> result = poll();
    QVERIFY2(result.ok(), qPrintable(result ? QString() : sentence(result.failure())));
    QCOMPARE(kiosk->shown(), next);
    QVERIFY(kiosk->entries(kiosk->cache.parts()).isEmpty());
}

void BundleTest::oneFactInThreeRequests()
{
    publishNext();
    arrivesNevertheless();
    const QStringList requests = kiosk->server.takeRequests();
    QCOMPARE(requests,
        (QStringList { QStringLiteral("meta/timestamp.json"), QStringLiteral("meta/2.root.json"),
            bundlePath() }));
    QVERIFY(kiosk->publisher.served.value(bundlePath()).size() < 900);
}

void BundleTest::newSignaturesAlone()
{
    kiosk->publisher.resign();
    QVERIFY(poll().ok());
    QCOMPARE(kiosk->server.takeRequests().size(), 3);
}

void BundleTest::nothingNewAsksForNone()
{
    QVERIFY(poll().ok());
    QCOMPARE(kiosk->server.takeRequests(), QStringList(QStringLiteral("meta/timestamp.json")));
}

void BundleTest::withoutABundle()
{
    publishNext();
    kiosk->publisher.served.remove(bundlePath());
    arrivesNevertheless();
    // Asked for once, then the single files.
    QCOMPARE(kiosk->server.takeRequests().size(), 7);
}

void BundleTest::fromAnEarlierRelease()
{
    kiosk->publisher.publish(releaseWith(QStringLiteral("15 元")));
    publishNext();
    arrivesNevertheless();
    QCOMPARE(kiosk->server.unexpected.size(), 1);
    QVERIFY(kiosk->server.unexpected.constFirst().startsWith(QStringLiteral("u/")));
}

void BundleTest::damaged_data()
{
    QTest::addColumn<int>("place"); // per cent of its length
    for (int place = 0; place <= 100; place += 10)
        QTest::newRow(QByteArray::number(place).constData()) << place;
}

void BundleTest::damaged()
{
    QFETCH(int, place);
    publishNext();
    QByteArray &bundle = kiosk->publisher.served[bundlePath()];
    const qsizetype at = std::min(bundle.size() * place / 100, bundle.size() - 1);
    bundle[at] = static_cast<char>(bundle.at(at) ^ 4);
    arrivesNevertheless();
}

void BundleTest::filesOfAnotherUpdate()
{
    publishNext();
    const QByteArray earlier = kiosk->publisher.served.value(bundlePath());
    kiosk->publisher.publish(releaseWith(QStringLiteral("30 元")));
    next = releaseWith(QStringLiteral("30 元"));
    // The kiosk missed one; a bundle under the name it asks for holds that one.
    const QString asked = QStringLiteral("u/%1.stable.").arg(kiosk->publisher.timestamp.version);
    const QString base = kiosk->publisher.served.keys()
                             .filter(QStringLiteral("u/2.stable."))
                             .value(0)
                             .section(u'.', 2, 2);
    kiosk->publisher.served.insert(asked + base + QStringLiteral(".zst"), earlier);
    arrivesNevertheless();
}

BundleBase BundleTest::baseOfTheKiosk() const
{
    const auto kept = [](const QString &path) { return readIfPresent(path, 1'000'000); };
    return { kept(kiosk->cache.metadata(Role::Snapshot)),
        kept(kiosk->cache.metadata(Role::Targets)),
        kept(kiosk->cache.manifest(Generations(kiosk->cache).current())) };
}

void BundleTest::rewrittenFiles_data()
{
    QTest::addColumn<QString>("end");
    QTest::newRow("snapshot") << ".snapshot.json";
    QTest::newRow("targets") << ".targets.json";
    QTest::newRow("manifest") << ".manifest.json";
    QTest::newRow("patch") << ".zst";
}

void BundleTest::rewrittenFiles()
{
    QFETCH(QString, end);
    publishNext();
    const BundleBase base = baseOfTheKiosk();
    const auto files = openBundle(kiosk->publisher.served.value(bundlePath()), base, {});
    QVERIFY(files.ok());
    BundledFiles changed;
    int found = 0;
    for (auto it = files.value().cbegin(); it != files.value().cend(); ++it) {
        QByteArray bytes = it.value();
        if (it.key().endsWith(end)) {
            bytes[bytes.size() / 2] = static_cast<char>(bytes.at(bytes.size() / 2) ^ 1);
            ++found;
        }
        changed.append({ it.key(), bytes });
    }
    QCOMPARE(found, 1);
    kiosk->publisher.served[bundlePath()] = makeBundle(base, changed);
    arrivesNevertheless();
}

void BundleTest::filesOfOthersAreNotTaken()
{
    publishNext();
    const BundleBase base = baseOfTheKiosk();
    const auto files = openBundle(kiosk->publisher.served.value(bundlePath()), base, {});
    QVERIFY(files.ok());
    BundledFiles more;
    for (auto it = files.value().cbegin(); it != files.value().cend(); ++it)
        more.append({ it.key(), it.value() });
    const QStringList others { QStringLiteral("meta/3.xinbin.json"),
        QStringLiteral("meta/2.root.json"), QStringLiteral("o/ab/abcd"),
        QStringLiteral("t/ab.overlay-xinbin.manifest.json") };
    for (const QString &path : others)
        more.append({ path, "somebody's" });
    kiosk->publisher.served[bundlePath()] = makeBundle(base, more);
    arrivesNevertheless();
    for (const QString &path : others)
        QVERIFY2(!bundles->atHand(path), qPrintable(path));
}

void BundleTest::bomb()
{
    publishNext();
    kiosk->publisher.served[bundlePath()]
        = makeBundle({}, { { QStringLiteral("x"), QByteArray(60 * 1024 * 1024, ' ') } });
    arrivesNevertheless();
    init();
    publishNext();
    kiosk->publisher.served[bundlePath()] = QByteArray(largestBundle + 1, 'x');
    arrivesNevertheless();
}

QTEST_GUILESS_MAIN(BundleTest)
#include "tst_bundle.moc"
