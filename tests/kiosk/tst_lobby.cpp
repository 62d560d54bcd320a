#include "kiosk/clock.h"
#include "kiosk/lobbyroll.h"
#include "publish/releasewriter.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Hall;

namespace {

const QDateTime kNow(QDate(2026, 11, 23), QTime(9, 0));

Fee fee(int number, const QString &name)
{
    Fee one;
    one.id = QStringLiteral("f%1").arg(number);
    one.name = name;
    one.amount = Money { number * 100 };
    one.unit = QStringLiteral("元/证");
    one.docNo = QStringLiteral("示例〔2026〕1号");
    one.group = QStringLiteral("身份证件");
    return one;
}

Notice notice(const QString &id, const QString &priority)
{
    Notice one;
    one.id = id;
    one.title = QStringLiteral("示例通知");
    one.priority = priority;
    one.from = kNow.date();
    one.to = kNow.date();
    one.text = QStringLiteral("周六上午办公\n下午休息");
    return one;
}

ReleaseContent content()
{
    ReleaseContent all;
    all.info = { 1, kNow.date(), {} };
    all.site.bureau = QStringLiteral("抚顺市公安局");
    all.site.publicUrl = QStringLiteral("https://bs.example");
    all.site.mainPhone = QStringLiteral("12345");
    return all;
}

std::shared_ptr<const ContentStore> store(const ReleaseContent &all, const QTemporaryDir &dir)
{
    static int count = 0;
    const QString folder = dir.filePath(QString::number(++count));
    QDir().mkpath(folder);
    const auto written = writeReleaseDatabase(all, folder + QStringLiteral("/release.db"));
    Q_ASSERT(written.ok());
    return ContentStore::open(folder).take();
}

// Puts a release into a cache and lets `current` point to it.
void publish(const ReleaseContent &all, const QTemporaryDir &cache, int release)
{
    const QString name = QStringLiteral("gen/%1-test").arg(release);
    QDir().mkpath(cache.filePath(name));
    const auto written
        = writeReleaseDatabase(all, cache.filePath(name) + QStringLiteral("/release.db"));
    QVERIFY(written.ok());
    QFile::remove(cache.filePath(QStringLiteral("current")));
    QVERIFY(QFile::link(name, cache.filePath(QStringLiteral("current"))));
}

} // namespace

class LobbyTest : public QObject {
    Q_OBJECT

private slots:

    void typeFollowsTheFarthestReader()
    {
        QVERIFY(qAbs(lobbyEmMm({ { 1218, 685 }, 8000 }) - 56.3) < 0.2);
        QVERIFY(qAbs(lobbyEmMm({ { 1218, 685 }, 3000 }) - 21.1) < 0.2);
        QCOMPARE(lobbyCapacity({ { 1218, 685 }, 8000 }).rows, 5);
        QCOMPARE(lobbyCapacity({ { 1218, 685 }, 8000 }).charsPerLine, 19);
        QCOMPARE(lobbyCapacity({ { 1218, 685 }, 3000 }).rows, 10);
    }

    void aSmallPanelKeepsRowsToRead()
    {
        for (const QSizeF &panel : { QSizeF(476, 268), QSizeF(268, 476), QSizeF(531, 299) }) {
            const LobbyCapacity capacity = lobbyCapacity({ panel, 20000 });
            QVERIFY(capacity.rows >= 5);
            QVERIFY(capacity.charsPerLine >= 12);
        }
        QCOMPARE(lobbyEmMm({ { 1218, 685 }, 5000 }), lobbyEmMm({ { 9000, 9000 }, 5000 }));
    }

    void noTextIsTallerThanItsPage()
    {
        ReleaseContent all = content();
        Notice one = notice(QStringLiteral("n"), QStringLiteral("important"));
        one.text = QString(200, QChar(0x8BC1));
        all.notices << one;
        QTemporaryDir dir;
        const LobbyGeometry geometry { { 476, 268 }, 5000 };
        const auto pages = lobbyPages(*store(all, dir), {}, kNow, geometry);
        qsizetype characters = 0;
        for (const LobbyPage &page : pages) {
            double lines = 0;
            for (const LobbyRow &row : page.rows) {
                lines += row.lines * page.scale;
                characters += row.text.count(QChar(0x8BC1));
            }
            QVERIFY(lines <= lobbyCapacity(geometry).lines);
        }
        QCOMPARE(characters, 200);
    }

    void dwellIsBoundedReadingTime()
    {
        QCOMPARE(lobbyDwellSeconds(1, 1), 8.0);
        QCOMPARE(lobbyDwellSeconds(30, 5), 13.5);
        QCOMPARE(lobbyDwellSeconds(500, 10), 25.0);
        QVERIFY(lobbyReadable(60, 10));
        QVERIFY(!lobbyReadable(61, 10));
    }

    void whatDoesNotFitMakesMorePagesOfTheSameType()
    {
        ReleaseContent all = content();
        for (int i = 1; i <= 23; ++i) {
            all.fees << fee(i, QStringLiteral("居民身份证补领"));
        }
        QTemporaryDir dir;
        const LobbyGeometry geometry { { 1218, 685 }, 8000 };
        const auto pages = lobbyPages(*store(all, dir), {}, kNow, geometry);
        int rows = 0;
        for (const LobbyPage &page : pages) {
            QVERIFY(page.rows.size() <= lobbyCapacity(geometry).rows);
            QVERIFY(page.scale >= 1);
            QVERIFY(page.dwellSeconds >= 8 && page.dwellSeconds <= 25);
            QVERIFY(page.rows.first().heading && !page.rows.last().heading);
            rows += static_cast<int>(page.rows.size()) - 1;
        }
        QCOMPARE(rows, 23);
        QVERIFY(pages.size() >= 5);
    }

    void longNamesTakeMoreLines()
    {
        ReleaseContent all = content();
        all.fees << fee(1, QString(40, QChar(0x8BC1)));
        QTemporaryDir dir;
        const auto pages = lobbyPages(*store(all, dir), {}, kNow, { { 1218, 685 }, 8000 });
        QVERIFY(pages.first().rows.last().lines >= 3);
    }

    void aShortPageIsSetLargerButStillFits()
    {
        ReleaseContent all = content();
        all.fees << fee(1, QStringLiteral("身份证补领")) << fee(2, QStringLiteral("身份证换领"));
        QTemporaryDir dir;
        const LobbyGeometry geometry { { 1218, 685 }, 5000 };
        const auto pages = lobbyPages(*store(all, dir), {}, kNow, geometry);
        QCOMPARE(pages.first().scale, 1.6);
        for (const LobbyPage &page : pages) {
            double lines = 0;
            for (const LobbyRow &row : page.rows) {
                lines += row.lines * page.scale;
            }
            QVERIFY(lines <= lobbyCapacity(geometry).lines);
        }
    }

    void longProseIsSplitAndKeepsItsHeading()
    {
        ReleaseContent all = content();
        Notice one = notice(QStringLiteral("n"), QStringLiteral("important"));
        one.text
            = QStringList(9, QStringLiteral("本周六上午户籍窗口照常办公")).join(QLatin1Char('\n'));
        all.notices << one;
        QTemporaryDir dir;
        const auto pages = lobbyPages(*store(all, dir), {}, kNow, { { 1218, 685 }, 3000 });
        QVERIFY(pages.size() >= 2);
        for (const LobbyPage &page : pages) {
            QVERIFY(page.rows.first().heading);
        }
    }

    void urgentNoticesComeFirstExpiredOnesNever()
    {
        ReleaseContent all = content();
        all.fees << fee(1, QStringLiteral("身份证补领"));
        all.notices << notice(QStringLiteral("n"), QStringLiteral("normal"))
                    << notice(QStringLiteral("u"), QStringLiteral("urgent"));
        QTemporaryDir dir;
        const auto opened = store(all, dir);
        const auto pages = lobbyPages(*opened, {}, kNow, {});
        QCOMPARE(pages.first().urgent, true);
        QCOMPARE(pages.last().kind, LobbyPageKind::Notice);
        QCOMPARE(pages.size(), 3);
        QCOMPARE(lobbyPages(*opened, {}, kNow.addDays(1), {}).size(), 1);
    }

    void anEmptyReleaseStillSaysWhomToAsk()
    {
        QTemporaryDir dir;
        const auto pages = lobbyPages(*store(content(), dir), {}, kNow, {});
        QCOMPARE(pages.size(), 1);
        QCOMPARE(pages.first().rows.first().value, QStringLiteral("12345"));
    }

    void pagesTurnByTheirDwellAndTheRoundTakesUpNewContent()
    {
        ReleaseContent all = content();
        all.fees << fee(1, QStringLiteral("身份证补领"));
        all.notices << notice(QStringLiteral("n"), QStringLiteral("normal"));
        QTemporaryDir dir;
        QDateTime now = kNow;
        const Clock clock([&now] { return now; }, nullptr);
        publish(all, dir, 1);
        Library library({ dir.path(), {} }, {}, clock, nullptr);
        QVERIFY(library.open());
        LobbyRoll roll;
        QSignalSpy turned(&roll, &LobbyRoll::pageChanged);
        roll.setLibrary(&library);
        const auto after = [&](int seconds) {
            now = kNow.addSecs(seconds);
            roll.advance(now);
            return roll.page();
        };
        QCOMPARE(after(0), 0);
        QCOMPARE(roll.pageCount(), 2);
        QCOMPARE(after(7), 0);
        QCOMPARE(after(8), 1);
        QCOMPARE(roll.rows()->rowCount(), 2);
        all.fees[0].amount = Money { 9900 };
        publish(all, dir, 2);
        library.offer();
        QCOMPARE(roll.page(), 1); // stays up for the rest of its time
        QCOMPARE(after(40), 0);
        const QModelIndex first = roll.rows()->index(1, 0);
        QCOMPARE(first.data(LobbyRowModel::ValueRole).toString(), QStringLiteral("99元/证"));
        QCOMPARE(turned.count(), 3);
        all.notices << notice(QStringLiteral("u"), QStringLiteral("urgent"));
        publish(all, dir, 3);
        library.offer();
        QCOMPARE(after(41), 0); // an urgent notice does not wait for the page on screen
        QVERIFY(roll.urgent());
    }

    void aClockSetBackDoesNotFreezeThePage()
    {
        QTemporaryDir dir;
        ReleaseContent all = content();
        all.fees << fee(1, QStringLiteral("身份证补领"));
        all.notices << notice(QStringLiteral("n"), QStringLiteral("normal"));
        publish(all, dir, 1);
        const Clock clock([] { return kNow; }, nullptr);
        Library library({ dir.path(), {} }, {}, clock, nullptr);
        QVERIFY(library.open());
        LobbyRoll roll;
        roll.setLibrary(&library);
        roll.advance(kNow);
        QSignalSpy turned(&roll, &LobbyRoll::pageChanged);
        roll.advance(kNow.addDays(-365));
        QCOMPARE(turned.count(), 1);
    }

    void rowsObeyTheModelContract()
    {
        LobbyRowModel model;
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setRows({ { QStringLiteral("a"), QStringLiteral("b"), 1 } });
        QCOMPARE(model.rowCount(), 1);
        model.setRows({});
        QCOMPARE(model.rowCount(), 0);
    }
};

QTEST_MAIN(LobbyTest)
#include "tst_lobby.moc"
