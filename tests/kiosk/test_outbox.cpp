#include "kiosk/kiosk.h"
#include "kiosk/usagecount.h"
#include "samplecontent.h"

#include <QDirIterator>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>
#include <sys/stat.h>

using namespace Hall;

namespace {

const QString kTyped = QStringLiteral("qqzhongqingmarker");
const QString kShown = QStringLiteral("shown");
const QString kUsage = QStringLiteral("usage");
const QString kOften = QStringLiteral("HZ08");

} // namespace

/// What a screen tells the bureau: that a release is displayed, and counts without people.
class TestOutbox : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    QDateTime m_now;

    QString at(const QString &name) const { return m_folder->filePath(name); }

    QStringList written(const QString &kind) const
    {
        return QDir(at(QStringLiteral("outbox/") + kind)).entryList(QDir::Files | QDir::Hidden);
    }

    QJsonObject message(const QString &kind, int index = 0) const
    {
        QFile file(at(QStringLiteral("outbox/%1/%2").arg(kind, written(kind).value(index))));
        return QJsonDocument::fromJson(
            file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray())
            .object();
    }

    QJsonObject itemsOf(int index) const
    {
        return message(kUsage, index).value(QStringLiteral("items")).toObject();
    }

    void publish(int release) const
    {
        const QString name = QStringLiteral("%1-ab12cd34").arg(release);
        QDir().mkpath(at(QStringLiteral("cache/leases")));
        QFile lease(at(QStringLiteral("cache/leases/") + name));
        QVERIFY(lease.open(QIODevice::WriteOnly));
        Sample::write(Sample::content(release), at(QStringLiteral("cache/gen/") + name));
        Sample::makeCurrent(at(QStringLiteral("cache")), name);
    }

    std::unique_ptr<Kiosk> kiosk(bool withOutbox = true)
    {
        Options options;
        options.content = at(QStringLiteral("cache"));
        options.kioskId = QStringLiteral("fs-01");
        options.outbox = withOutbox ? at(QStringLiteral("outbox")) : QString();
        auto one = std::make_unique<Kiosk>(options, Metrics::Panel(), [this] { return m_now; });
        one->library()->open();
        one->clock()->tick();
        return one;
    }

    void nextDay(Kiosk &one)
    {
        m_now = m_now.addDays(1);
        one.clock()->tick();
    }

    static void visit(Kiosk &one, const QStringList &items)
    {
        one.navigator()->home();
        for (const QString &item : items) {
            one.navigator()->openGuide(item);
            one.navigator()->home();
        }
        one.navigator()->endSession();
    }

private Q_SLOTS:

    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_now = QDateTime(QDate(2026, 11, 23), QTime(10, 0));
        QVERIFY(QDir().mkpath(at(QStringLiteral("outbox"))));
        publish(1);
    }

    void aReceiptFollowsThePictureNotTheFetch()
    {
        const auto one = kiosk();
        QCOMPARE(written(kShown), QStringList());
        one->outbox()->frameShown();
        one->outbox()->frameShown();
        QCOMPARE(written(kShown).size(), 1);
        const QJsonObject first = message(kShown);
        QCOMPARE(first.value(QStringLiteral("kiosk")).toString(), QStringLiteral("fs-01"));
        QCOMPARE(first.value(QStringLiteral("hall")).toString(), QStringLiteral("shizhongxin"));
        QCOMPARE(first.value(QStringLiteral("role")).toString(), QStringLiteral("touch"));
        QCOMPARE(first.value(QStringLiteral("release")).toInt(), 1);
        QCOMPARE(
            first.value(QStringLiteral("generation")).toString(), QStringLiteral("1-ab12cd34"));
        QCOMPARE(QDateTime::fromString(first.value(QStringLiteral("at")).toString(), Qt::ISODate),
            m_now.toUTC());
        QVERIFY(!first.value(QStringLiteral("clock")).toString().isEmpty());

        // Another release is there, but a visitor is in between: nothing to tell yet.
        one->navigator()->home();
        publish(2);
        one->library()->offer();
        one->outbox()->frameShown();
        QCOMPARE(written(kShown).size(), 1);
        m_now = m_now.addSecs(60);
        one->navigator()->endSession();
        one->outbox()->frameShown();
        QCOMPARE(written(kShown).size(), 2);
        QCOMPARE(message(kShown, 1).value(QStringLiteral("release")).toInt(), 2);
        nextDay(*one);
        one->outbox()->frameShown();
        QCOMPARE(written(kShown).size(), 2);
    }

    void aRestartTellsNothingNew()
    {
        kiosk()->outbox()->frameShown();
        m_now = m_now.addSecs(60);
        kiosk()->outbox()->frameShown();
        QCOMPARE(written(kShown).size(), 1);
    }

    void countsOfADayComeWhenItIsOver()
    {
        const auto one = kiosk();
        for (int i = 0; i < 3; ++i) {
            visit(*one, { kOften });
        }
        visit(*one, { QStringLiteral("HZ12"), QStringLiteral("CR31") });
        one->navigator()->home();
        one->navigator()->openGuide(kOften);
        one->navigator()->openTakeAway();
        one->navigator()->back(); // the same guide once more is not another opening
        one->navigator()->endSession();
        QCOMPARE(written(kUsage), QStringList());
        nextDay(*one);
        QCOMPARE(written(kUsage).size(), 1);
        QVERIFY(written(kUsage).constFirst().startsWith(QStringLiteral("2026-11-23-")));
        const QJsonObject usage = message(kUsage);
        QCOMPARE(usage.value(QStringLiteral("day")).toString(), QStringLiteral("2026-11-23"));
        QCOMPARE(itemsOf(0), (QJsonObject { { kOften, 4 }, { QStringLiteral("other"), 2 } }));
        QCOMPARE(usage.value(QStringLiteral("taken_away")).toInt(), 1);
        const QJsonObject screens = usage.value(QStringLiteral("screens")).toObject();
        QCOMPARE(screens.value(QStringLiteral("takeaway")).toInt(), 1);
        QCOMPARE(screens.value(QStringLiteral("guide")).toInt(), 7);
        QVERIFY(!screens.contains(QStringLiteral("attract")));
        // A day on which nobody came is no file.
        nextDay(*one);
        QCOMPARE(written(kUsage).size(), 1);
    }

    void aKillKeepsTheCountsOfTheDay()
    {
        auto one = kiosk();
        visit(*one, { kOften, kOften });
        one->navigator()->home(); // in the middle of a visit
        one->navigator()->openGuide(kOften);
        one.reset();
        one = kiosk();
        nextDay(*one);
        // Back and forth between home and the same guide is one opening in a visit.
        QCOMPARE(itemsOf(0).value(QStringLiteral("other")).toInt(), 2);
        // Switched off over night, the report comes with the next start.
        visit(*one, { kOften });
        one.reset();
        m_now = m_now.addDays(2);
        one = kiosk();
        QCOMPARE(written(kUsage).size(), 2);
    }

    void aKillBetweenReportAndNewDayCountsOnce()
    {
        auto one = kiosk();
        visit(*one, { kOften });
        const QString state = at(QStringLiteral("outbox/.screen/usage.json"));
        QVERIFY(QFile::copy(state, at(QStringLiteral("kept"))));
        nextDay(*one);
        one.reset();
        QVERIFY(QFile::copy(at(QStringLiteral("kept")), state));
        one = kiosk();
        QCOMPARE(written(kUsage).size(), 1);
    }

    void aClockThatJumpsBackOverwritesNothing()
    {
        const auto one = kiosk();
        visit(*one, { kOften });
        nextDay(*one);
        m_now = m_now.addDays(-1);
        one->clock()->tick();
        visit(*one, { kOften });
        nextDay(*one);
        QCOMPARE(written(kUsage).size(), 2);
    }

    void vainSearchesAreCountedWithoutTheirWords()
    {
        const auto one = kiosk();
        one->navigator()->home();
        one->navigator()->openSearch();
        one->session()->setQuery(kTyped);
        one->navigator()->openHotlines();
        one->navigator()->back(); // the same query is one search
        one->navigator()->openHotlines();
        one->navigator()->endSession();
        one->navigator()->home();
        one->navigator()->openSearch();
        one->session()->setQuery(QStringLiteral("sfz")); // finds something
        one->navigator()->endSession();
        one->navigator()->home();
        one->navigator()->openSearch();
        one->session()->setQuery(QStringLiteral("sfzqq"));
        one->navigator()->endSession(); // idle
        QVERIFY(one->session()->query().isEmpty());
        nextDay(*one);
        QCOMPARE(message(kUsage).value(QStringLiteral("searched_in_vain")).toInt(), 2);
    }

    void nothingTypedIsInTheOutbox()
    {
        const auto one = kiosk();
        one->outbox()->frameShown();
        one->navigator()->home();
        one->navigator()->openSearch();
        for (const QChar letter : kTyped) {
            one->session()->type(letter);
        }
        one->navigator()->openGuide(kOften);
        one->navigator()->chooseCase(QStringLiteral("lost"));
        one->navigator()->openTakeAway();
        one->navigator()->endSession();
        nextDay(*one);
        one->navigator()->home();
        int files = 0;
        QDirIterator all(
            at(QStringLiteral("outbox")), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (all.hasNext()) {
            QFile file(all.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QByteArray bytes = file.readAll();
            QVERIFY2(!bytes.contains(kTyped.left(4).toUtf8()), qPrintable(file.fileName()));
            QVERIFY2(!bytes.contains("lost"), qPrintable(file.fileName()));
            ++files;
        }
        QCOMPARE(files, 4); // the receipt and its note, the day and the present count
    }

    void theGroupMayFetchAndNobodyElseMayLook()
    {
        const mode_t before = ::umask(077);
        QCOMPARE(::chmod(qPrintable(at(QStringLiteral("outbox"))), 02770), 0);
        const auto one = kiosk();
        one->outbox()->frameShown();
        ::umask(before);
        const auto modeOf = [this](const QString &path) {
            struct stat info { };
            return ::stat(qPrintable(at(path)), &info) == 0 ? info.st_mode & 07777U : 0U;
        };
        QCOMPARE(modeOf(QStringLiteral("outbox/shown/") + written(kShown).constFirst()), 0640U);
        QCOMPARE(modeOf(QStringLiteral("outbox/shown")), 02770U);
        QCOMPARE(modeOf(QStringLiteral("outbox/.screen")) & 0777U, 0700U);
    }

    void withoutTheOptionNothingIsWritten()
    {
        const auto one = kiosk(false);
        QVERIFY(!one->outbox());
        visit(*one, { kOften });
        nextDay(*one);
        QCOMPARE(QDir(at(QStringLiteral("outbox")))
                     .entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot),
            QStringList());
    }

    void aMissingFolderIsNoTroubleForVisitors()
    {
        QVERIFY(QDir(at(QStringLiteral("outbox"))).removeRecursively());
        const auto one = kiosk();
        one->outbox()->frameShown();
        visit(*one, { kOften });
        nextDay(*one);
        QCOMPARE(one->navigator()->screen(), Navigator::Screen::Attract);
        QVERIFY(!QFile::exists(at(QStringLiteral("outbox"))));
    }

    void whatNobodyFetchesIsBounded()
    {
        const OutboxFolder folder(at(QStringLiteral("outbox")));
        for (int i = 0; i < 420; ++i) {
            QVERIFY(folder.write(kShown, QString::number(i), {}));
        }
        QCOMPARE(written(kShown).size(), 400);
        QVERIFY(written(kShown).contains(QStringLiteral("419.json")));
    }

    void damagedStateStartsFromNothing()
    {
        QVERIFY(QDir().mkpath(at(QStringLiteral("outbox/.screen"))));
        QFile file(at(QStringLiteral("outbox/.screen/usage.json")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(
            "{\"day\":\"2026-11-22\",\"part\":\"../x\",\"count\":{\"screens\":{\"home\":-4}");
        file.close();
        const auto one = kiosk();
        QCOMPARE(written(kUsage), QStringList());
        visit(*one, { kOften });
        nextDay(*one);
        QCOMPARE(written(kUsage).size(), 1);
    }

    void anItemFromThreeOnHasItsOwnCount()
    {
        UsageCount count;
        for (int i = 0; i < 3; ++i) {
            count.itemOpened(QStringLiteral("A"));
        }
        count.itemOpened(QStringLiteral("B"));
        count.itemOpened(QStringLiteral("B"));
        for (int i = 0; i < 1000; ++i) {
            count.itemOpened(QString::number(i));
        }
        QVERIFY(UsageCount::fromJson(count.toJson()) == count);
        const QJsonObject items = count.report().value(QStringLiteral("items")).toObject();
        QCOMPARE(
            items, (QJsonObject { { QStringLiteral("A"), 3 }, { QStringLiteral("other"), 1002 } }));
        QVERIFY(count.toJson().value(QStringLiteral("items")).toObject().size() <= 501);
    }
};

QTEST_GUILESS_MAIN(TestOutbox)
#include "test_outbox.moc"
