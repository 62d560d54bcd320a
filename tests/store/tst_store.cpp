#include "publish/releasewriter.h"
#include "store/contentstore.h"
#include "store/generation.h"
#include "store/schema.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

using namespace Hall;

namespace {

const QDate kToday(2026, 11, 22);

Item item(const QString &id, const QString &title)
{
    Item one;
    one.id = id;
    one.title = title;
    one.kind = QStringLiteral("service");
    one.disclosure = QStringLiteral("主动公开");
    one.unit = QStringLiteral("huzheng");
    one.topics = { QStringLiteral("hukou") };
    one.fees = { QStringLiteral("f40") };
    one.legalLimit = Limit { 20, LimitUnit::WorkingDay, QStringLiteral("许可法"), {} };
    return one;
}

SearchTerm term(
    const QString &id, SearchTermKind kind, const QString &text, const QString &readings)
{
    return { id, kind, text, readings };
}

ReleaseContent content(int release)
{
    ReleaseContent all;
    all.info = { release, kToday, QStringLiteral("2026-11-22T00:00:00Z") };
    all.site.bureau = QStringLiteral("抚顺市公安局");
    all.site.publicUrl = QStringLiteral("https://bs.example");
    all.items = { item(QStringLiteral("A1"), QStringLiteral("居民身份证丢失补领")),
        item(QStringLiteral("A2"), QStringLiteral("户口迁移")),
        item(QStringLiteral("A3"), QStringLiteral("过期事项")) };
    all.items[0].hot = 1;
    all.items[2].effectiveTo = kToday.addDays(-1);
    all.items[1].acceptConditions = QStringLiteral("购房、投靠亲属的可以迁入");
    Fee fee;
    fee.id = QStringLiteral("f40");
    fee.name = QStringLiteral("身份证补领");
    fee.amount = Money { 4000 };
    fee.docNo = QStringLiteral("发改价格〔2003〕2322号");
    fee.group = QStringLiteral("身份证件");
    Fee old = fee;
    old.id = QStringLiteral("f60");
    old.to = kToday.addDays(-1);
    all.fees = { fee, old };
    Topic topic;
    topic.id = QStringLiteral("hukou");
    topic.title = QStringLiteral("户口");
    all.topics = { topic };
    Notice normal;
    normal.id = QStringLiteral("n1");
    normal.title = QStringLiteral("普通");
    normal.priority = QStringLiteral("normal");
    normal.from = kToday;
    normal.to = kToday;
    Notice urgent = normal;
    urgent.id = QStringLiteral("n2");
    urgent.priority = QStringLiteral("urgent");
    Notice elsewhere = normal;
    elsewhere.id = QStringLiteral("n3");
    elsewhere.halls = { QStringLiteral("other") };
    all.notices = { normal, urgent, elsewhere };
    ServiceHall dating;
    dating.id = QStringLiteral("dating");
    dating.name = QStringLiteral("办事大厅");
    all.halls = { dating };
    Hotline police;
    police.number = QStringLiteral("110");
    police.name = QStringLiteral("报警");
    police.group = QStringLiteral("紧急");
    Hotline mayor;
    mayor.number = QStringLiteral("12345");
    mayor.name = QStringLiteral("市长热线");
    mayor.group = QStringLiteral("政务");
    all.hotlines = { police, mayor };
    all.terms
        = { term(QStringLiteral("A1"), SearchTermKind::Title, QStringLiteral("居民身份证丢失补领"),
                QStringLiteral("ju min shen fen zheng diu shi bu ling")),
              term(QStringLiteral("A2"), SearchTermKind::Title, QStringLiteral("户口迁移"),
                  QStringLiteral("hu kou qian yi")),
              term(QStringLiteral("A3"), SearchTermKind::Title, QStringLiteral("过期事项"),
                  QStringLiteral("guo qi shi xiang")) };
    return all;
}

QString makeGeneration(const QString &folder, int release)
{
    QDir().mkpath(folder);
    const auto done
        = writeReleaseDatabase(content(release), folder + QStringLiteral("/release.db"));
    return done ? QString() : done.failure().why;
}

QByteArray contentOf(const QString &file)
{
    QFile in(file);
    return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
}

ServiceHall hall(const QString &id, const QString &name)
{
    ServiceHall one;
    one.id = id;
    one.name = name;
    return one;
}

Hotline hotline(const QString &number, const QString &name, const QString &group)
{
    Hotline one;
    one.number = number;
    one.name = name;
    one.group = group;
    return one;
}

// What a county bureau lays over release `folder`: a hall of its own and one in the city's place.
QString layOver(const QString &folder)
{
    ReleaseContent county;
    county.site.bureau = QStringLiteral("新宾满族自治县公安局");
    county.halls = { hall(QStringLiteral("xinbin"), QStringLiteral("新宾办事大厅")) };
    Office office;
    office.id = QStringLiteral("xinbin-1");
    office.hall = QStringLiteral("xinbin");
    office.name = QStringLiteral("新宾户政窗口");
    county.offices = { office };
    county.hotlines = { hotline(QStringLiteral("110"), QStringLiteral("新宾报警"),
                            QStringLiteral("紧急")),
        hotline(QStringLiteral("55020000"), QStringLiteral("新宾值班"), QStringLiteral("紧急")) };
    Notice notice;
    notice.id = QStringLiteral("n1");
    notice.title = QStringLiteral("新宾停电");
    notice.priority = QStringLiteral("urgent");
    notice.from = kToday;
    notice.to = kToday;
    county.notices = { notice };
    county.items = { item(QStringLiteral("A9"), QStringLiteral("县里不能加的事项")) };
    QDir().mkpath(folder + QStringLiteral("/overlay"));
    const auto done = writeReleaseDatabase(county, folder + QStringLiteral("/overlay/release.db"));
    return done ? QString() : done.failure().why;
}

// The manifest the synchroniser would keep of a generation with this database.
QByteArray manifestOf(const QByteArray &database)
{
    const QByteArray digest
        = QCryptographicHash::hash(database, QCryptographicHash::Sha256).toHex();
    return R"({"files":[{"path":"pages/1.png","sha256":"00","size":1},)"
           R"({"path":"release.db","sha256":")"
        + digest + R"(","size":)" + QByteArray::number(database.size())
        + R"(}],"release":1,"schema":1})";
}

void writeBytes(const QString &file, qint64 at, const QByteArray &bytes)
{
    QFile out(file);
    QVERIFY(out.open(QIODevice::ReadWrite));
    out.seek(at);
    out.write(bytes);
}

} // namespace

class StoreTest : public QObject {
    Q_OBJECT

private slots:

    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        QVERIFY(m_dir->isValid());
    }

    void questionsAnswerWhatIsValidToday()
    {
        QCOMPARE(makeGeneration(path("g"), 7), QString());
        auto opened = ContentStore::open(path("g"));
        QVERIFY2(opened.ok(), qPrintable(opened ? QString() : opened.failure().why));
        const auto store = opened.take();
        QCOMPARE(store->info().release, 7);
        QCOMPARE(store->items(kToday).size(), 2);
        QCOMPARE(store->items(kToday.addDays(-1)).size(), 3);
        QCOMPARE(store->itemsOfTopic(QStringLiteral("hukou"), kToday).size(), 2);
        QCOMPARE(store->itemsOfTopic(QStringLiteral("none"), kToday).size(), 0);
        QCOMPARE(store->hotItems(kToday, 8).first().id, QStringLiteral("A1"));
        QCOMPARE(store->items(kToday).first().feeText, QStringLiteral("40元"));
        QCOMPARE(store->items(kToday).first().limitText, QStringLiteral("20个工作日"));
        QCOMPARE(store->fees(kToday).size(), 1);
        QCOMPARE(
            store
                ->feesById({ QStringLiteral("f60"), QStringLiteral("f40"), QStringLiteral("none") },
                    kToday)
                .size(),
            1);
        QCOMPARE(store->guide(QStringLiteral("A1")).value().item.title,
            QStringLiteral("居民身份证丢失补领"));
        QVERIFY(store->guide(QStringLiteral("A1"))
                    .value()
                    .guideUrl.startsWith(QStringLiteral("https://bs.example/g/")));
        QVERIFY(!store->guide(QStringLiteral("Z9")).ok());
    }

    void noticesAreForThisHallUrgentFirst()
    {
        QCOMPARE(makeGeneration(path("g"), 1), QString());
        const auto store = ContentStore::open(path("g")).take();
        const QList<Notice> notices = store->notices(kToday, QStringLiteral("main"));
        QCOMPARE(notices.size(), 2);
        QCOMPARE(notices.first().id, QStringLiteral("n2"));
        // Of one urgency, what is of this hall alone comes first.
        const QList<Notice> other = store->notices(kToday, QStringLiteral("other"));
        QCOMPARE(other.size(), 3);
        QCOMPARE(other.at(1).id, QStringLiteral("n3"));
        QCOMPARE(store->notices(kToday.addDays(1), QStringLiteral("main")).size(), 0);
    }

    void searchFindsTitlesLettersAndBodies()
    {
        QCOMPARE(makeGeneration(path("g"), 1), QString());
        const auto store = ContentStore::open(path("g")).take();
        const auto first = [&](const char *query) {
            const auto hits = store->search(QString::fromUtf8(query), kToday, 5);
            return hits.isEmpty() ? QString() : hits.first().itemId;
        };
        QCOMPARE(first("身份证"), QStringLiteral("A1"));
        QCOMPARE(first("sfz"), QStringLiteral("A1"));
        QCOMPARE(first("hukou"), QStringLiteral("A2"));
        QCOMPARE(first("购房"), QStringLiteral("A2"));
        QCOMPARE(first("房"), QStringLiteral("A2"));
        QCOMPARE(first("过期"), QString()); // no longer valid
        QCOMPARE(first("\"'; DROP TABLE item"), QString());
        QCOMPARE(first(""), QString());
    }

    void theDatabaseLeavesNoSideFilesAndIsStable()
    {
        QCOMPARE(makeGeneration(path("one"), 1), QString());
        QCOMPARE(makeGeneration(path("two"), 1), QString());
        QFile one(path("one/release.db"));
        QFile two(path("two/release.db"));
        QVERIFY(one.open(QIODevice::ReadOnly) && two.open(QIODevice::ReadOnly));
        QVERIFY(one.readAll() == two.readAll());
        const auto store = ContentStore::open(path("one")).take();
        QVERIFY(!store->search(QStringLiteral("sfz"), kToday, 3).isEmpty());
        QCOMPARE(
            QDir(path("one")).entryList(QDir::Files), QStringList { QStringLiteral("release.db") });
    }

    void damagedDatabasesAreRefusedWithASentence()
    {
        QVERIFY(!ContentStore::open(path("none")).ok());
        QCOMPARE(makeGeneration(path("short"), 1), QString());
        QVERIFY(QFile::resize(path("short/release.db"), 5000));
        QVERIFY(!ContentStore::open(path("short")).ok());
        QCOMPARE(makeGeneration(path("noise"), 1), QString());
        writeBytes(path("noise/release.db"), 0, QByteArray(4096, 'x'));
        QVERIFY(!ContentStore::open(path("noise")).failure().why.isEmpty());
        QCOMPARE(makeGeneration(path("middle"), 1), QString());
        writeBytes(path("middle/release.db"), 4096 * 3, QByteArray(4096, '\x7f'));
        QVERIFY(!ContentStore::open(path("middle")).ok());
        QCOMPARE(makeGeneration(path("foreign"), 1), QString());
        writeBytes(path("foreign/release.db"), 60, QByteArray::fromHex("00000063"));
        const auto foreign = ContentStore::open(path("foreign"));
        QVERIFY(foreign.failure().why.contains(QStringLiteral("99")));
    }

    void aDamagedGenerationGivesWayToThePreviousThenToTheFactory()
    {
        QCOMPARE(makeGeneration(path("cache/gen/1-aaaa"), 1), QString());
        QCOMPARE(makeGeneration(path("cache/gen/2-bbbb"), 2), QString());
        QCOMPARE(makeGeneration(path("cache/gen/3-cccc.tmp"), 3), QString());
        QCOMPARE(makeGeneration(path("factory"), 0), QString());
        QVERIFY(QFile::link(QStringLiteral("gen/2-bbbb"), path("cache/current")));
        const ContentSource source { path("cache"), path("factory") };
        QCOMPARE(openBestRelease(source).value().store->info().release, 2);
        writeBytes(path("cache/gen/2-bbbb/release.db"), 0, QByteArray(4096, 'x'));
        const auto previous = openBestRelease(source);
        QCOMPARE(previous.value().store->info().release, 1);
        QCOMPARE(previous.value().warnings.size(), 1);
        QVERIFY(QFile::remove(path("cache/gen/1-aaaa/release.db")));
        QCOMPARE(openBestRelease(source).value().store->info().release, 0);
        QVERIFY(QFile::remove(path("factory/release.db")));
        QVERIFY(!openBestRelease(source).ok());
    }

    void aFlippedBitThatSqliteOverlooksIsNotShown()
    {
        makeCacheOfTwo();
        const ContentSource source { path("cache"), path("factory") };
        QCOMPARE(openBestRelease(source).value().store->info().release, 2);
        QVERIFY(openBestRelease(source).value().warnings.isEmpty());
        const QByteArray amount("身份证补领");
        const QString database = path("cache/gen/2-bbbb/release.db");
        const qint64 at = contentOf(database).lastIndexOf(amount);
        QVERIFY(at > 0);
        writeBytes(database, at + 2, QByteArray(1, static_cast<char>(amount.at(2) ^ 1)));
        QVERIFY(ContentStore::open(path("cache/gen/2-bbbb")).ok());
        const auto previous = openBestRelease(source);
        QCOMPARE(previous.value().store->info().release, 1);
        QCOMPARE(previous.value().warnings.size(), 1);
        QVERIFY(previous.value().warnings.first().contains(QStringLiteral("校验值")));
        writeBytes(path("cache/gen/1-aaaa/release.db"), at + 2, "?");
        const auto factory = openBestRelease(source);
        QCOMPARE(factory.value().store->info().release, 0);
        QCOMPARE(factory.value().warnings.size(), 2);
    }

    void aManifestThatSaysNothingOfTheDatabaseIsNoProof()
    {
        makeCacheOfTwo();
        const ContentSource source { path("cache"), path("factory") };
        for (const QByteArray &broken : { QByteArray(), QByteArray("{\"files\":[{\"path\""),
                 QByteArray("{\"files\":[]}"), QByteArray("[7]") }) {
            QVERIFY(QFile::remove(path("cache/manifests/2-bbbb.json")));
            writeBytes(path("cache/manifests/2-bbbb.json"), 0, broken);
            QCOMPARE(openBestRelease(source).value().store->info().release, 1);
        }
        // A cache nothing was synchronised into has no manifests and is taken as it is.
        QVERIFY(QDir(path("cache/manifests")).removeRecursively());
        QCOMPARE(openBestRelease(source).value().store->info().release, 2);
    }

    void aCountysOverlayAddsAndReplaces()
    {
        QCOMPARE(makeGeneration(path("gen"), 7), QString());
        QCOMPARE(layOver(path("gen")), QString());
        const auto store = ContentStore::open(path("gen")).take();
        QCOMPARE(store->info().release, 7);
        QCOMPARE(store->site().bureau, QStringLiteral("抚顺市公安局"));
        QCOMPARE(store->halls().size(), 2);
        QCOMPARE(store->halls().first().id, QStringLiteral("dating"));
        QCOMPARE(store->hall(QStringLiteral("xinbin")).name, QStringLiteral("新宾办事大厅"));
        QCOMPARE(store->hall(QStringLiteral("dating")).name, QStringLiteral("办事大厅"));
        QCOMPARE(store->office(QStringLiteral("xinbin-1")).hall, QStringLiteral("xinbin"));
        QCOMPARE(store->offices().size(), 1);
        // In place of the city's of the same number; a new one below its own heading.
        QStringList hotlines;
        for (const Hotline &one : store->hotlines()) {
            hotlines << one.number + one.name;
        }
        QCOMPARE(hotlines,
            QStringList({ QStringLiteral("110新宾报警"), QStringLiteral("55020000新宾值班"),
                QStringLiteral("12345市长热线") }));
        const QList<Notice> notices = store->notices(kToday, QStringLiteral("xinbin"));
        QCOMPARE(notices.size(), 2);
        QCOMPARE(notices.first().title, QStringLiteral("新宾停电"));
        // Nothing else of an overlay counts.
        QVERIFY(!store->guide(QStringLiteral("A9")).ok());
        QCOMPARE(store->items(kToday).size(), 2);
    }

    void anOverlayThatCannotBeReadLeavesTheCitysRelease()
    {
        QCOMPARE(makeGeneration(path("gen"), 7), QString());
        QVERIFY(QDir().mkpath(path("gen/overlay")));
        writeBytes(path("gen/overlay/release.db"), 0, "no database");
        const auto store = ContentStore::open(path("gen")).take();
        QCOMPARE(store->halls().size(), 1);
        QVERIFY(store->overlayProblem().contains(QStringLiteral("overlay/release.db")));
        const auto opened = openBestRelease({ path("gen"), {} });
        QCOMPARE(opened.value().warnings.size(), 1);
    }

    // The overlay is held against the manifest like the release itself.
    void aChangedOverlayIsNotShown()
    {
        makeCacheOfTwo();
        const ContentSource source { path("cache"), path("factory") };
        QCOMPARE(layOver(path("cache/gen/2-bbbb")), QString());
        QCOMPARE(openBestRelease(source).value().store->info().release, 1);
        const QByteArray database = contentOf(path("cache/gen/2-bbbb/overlay/release.db"));
        QByteArray manifest = contentOf(path("cache/manifests/2-bbbb.json"));
        manifest.replace("{\"path\":\"release.db\"",
            "{\"path\":\"overlay/release.db\",\"sha256\":\""
                + QCryptographicHash::hash(database, QCryptographicHash::Sha256).toHex()
                + "\"},{\"path\":\"release.db\"");
        QVERIFY(QFile::remove(path("cache/manifests/2-bbbb.json")));
        writeBytes(path("cache/manifests/2-bbbb.json"), 0, manifest);
        const auto whole = openBestRelease(source).value();
        QCOMPARE(whole.store->info().release, 2);
        QCOMPARE(whole.store->halls().size(), 2);
        const QByteArray name("新宾值班");
        const qint64 at = database.lastIndexOf(name);
        QVERIFY(at > 0);
        writeBytes(path("cache/gen/2-bbbb/overlay/release.db"), at + 2,
            QByteArray(1, static_cast<char>(name.at(2) ^ 1)));
        QVERIFY(ContentStore::open(path("cache/gen/2-bbbb")).value()->overlayProblem().isEmpty());
        QCOMPARE(openBestRelease(source).value().store->info().release, 1);
        QVERIFY(QFile::remove(path("cache/gen/2-bbbb/overlay/release.db")));
        QCOMPARE(openBestRelease(source).value().store->info().release, 1);
    }

    void aLeaseHoldsItsGenerationUntilLetGo()
    {
        QDir().mkpath(path("cache/leases"));
        QFile lock(path("cache/leases/2-bbbb"));
        QVERIFY(lock.open(QIODevice::WriteOnly));
        {
            const Lease lease = Lease::take(path("cache"), QStringLiteral("2-bbbb"));
            QVERIFY(lease.held());
            QVERIFY(::flock(lock.handle(), LOCK_EX | LOCK_NB) != 0);
        }
        QCOMPARE(::flock(lock.handle(), LOCK_EX | LOCK_NB), 0);
        QVERIFY(!Lease::take(path("cache"), QStringLiteral("none")).held());
    }

private:
    // Releases 1 and 2 with their manifests, 2 shown, and factory content.
    void makeCacheOfTwo() const
    {
        QCOMPARE(makeGeneration(path("cache/gen/1-aaaa"), 1), QString());
        QCOMPARE(makeGeneration(path("cache/gen/2-bbbb"), 2), QString());
        QCOMPARE(makeGeneration(path("factory"), 0), QString());
        QVERIFY(QDir().mkpath(path("cache/manifests")));
        writeBytes(path("cache/manifests/1-aaaa.json"), 0,
            manifestOf(contentOf(path("cache/gen/1-aaaa/release.db"))));
        writeBytes(path("cache/manifests/2-bbbb.json"), 0,
            manifestOf(contentOf(path("cache/gen/2-bbbb/release.db"))));
        QVERIFY(QFile::link(QStringLiteral("gen/2-bbbb"), path("cache/current")));
    }

    QString path(const char *name) const { return m_dir->filePath(QLatin1String(name)); }

    std::unique_ptr<QTemporaryDir> m_dir;
};

QTEST_APPLESS_MAIN(StoreTest)
#include "tst_store.moc"
