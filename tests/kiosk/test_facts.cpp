#include "kiosk/clock.h"
#include "kiosk/guidefacts.h"
#include "kiosk/hallhours.h"
#include "samplecontent.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Hall;

class TestFacts : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::shared_ptr<const ContentStore> m_store;

    QHash<QString, GuideFact> facts(const Item &item, const QString &moment,
        const QString &chosen = {}, const QString &hall = QStringLiteral("shizhongxin")) const
    {
        const Reading reading { *m_store, QDateTime::fromString(moment, Qt::ISODate), hall };
        QHash<QString, GuideFact> byKey;
        for (const GuideFact &fact : guideFacts(reading, item, chosen)) {
            byKey.insert(fact.key, fact);
        }
        return byKey;
    }

private Q_SLOTS:

    void initTestCase()
    {
        auto opened = ContentStore::open(Sample::write(Sample::content(), m_folder.path()));
        QVERIFY(opened.ok());
        m_store = opened.take();
    }

    void answersAllFiveOnAWorkday()
    {
        const auto all = facts(
            Sample::idCard(), QStringLiteral("2026-11-23T10:00:00"), QStringLiteral("lost"));
        QCOMPARE(all.size(), 5);
        QCOMPARE(all[QStringLiteral("here")].answer, QStringLiteral("能，就在本大厅"));
        QVERIFY(all[QStringLiteral("here")].note.contains(QStringLiteral("也可以网上办")));
        QCOMPARE(all[QStringLiteral("cost")].answer, QStringLiteral("40元"));
        QCOMPARE(all[QStringLiteral("time")].answer, QStringLiteral("20个工作日"));
        QCOMPARE(all[QStringLiteral("bring")].answer, QStringLiteral("2样材料"));
        QCOMPARE(all[QStringLiteral("place")].answer, QStringLiteral("一层 3、4号窗口"));
        QVERIFY(all[QStringLiteral("place")].note.contains(QStringLiteral("现在办公，到 11:30")));
    }

    void dueDayCountsWorkingDays()
    {
        // The National Day week and the make-up workday of 10 October lie within the term.
        const auto all = facts(
            Sample::idCard(), QStringLiteral("2026-09-28T10:00:00"), QStringLiteral("lost"));
        QVERIFY2(all[QStringLiteral("time")].note.contains(QStringLiteral("最迟 10月31日"))
                || all[QStringLiteral("time")].note.contains(QStringLiteral("最迟 10月30日")),
            qPrintable(all[QStringLiteral("time")].note));
        QVERIFY(all[QStringLiteral("time")].note.contains(QStringLiteral("法定 60天")));
    }

    void acceptedOnTheNextOpenDay_data()
    {
        QTest::addColumn<QString>("moment");
        QTest::addColumn<QString>("said");
        QTest::addColumn<QString>("atOnce");
        const QString sameDay = QStringLiteral("今天来，今天办完");
        QTest::newRow("open") << QStringLiteral("2026-11-23T10:00:00")
                              << QStringLiteral("今天受理，最迟 12月21日（周一）办结") << sameDay;
        QTest::newRow("lunch") << QStringLiteral("2026-11-23T12:00:00")
                               << QStringLiteral("今天受理，最迟 12月21日（周一）办结") << sameDay;
        QTest::newRow("evening") << QStringLiteral("2026-11-23T18:00:00")
                                 << QStringLiteral("明天（周二）受理，最迟 12月22日（周二）办结")
                                 << QStringLiteral("明天（周二）来，当天办完");
        QTest::newRow("Sunday") << QStringLiteral("2026-11-22T10:00:00")
                                << QStringLiteral("明天（周一）受理，最迟 12月21日（周一）办结")
                                << QStringLiteral("明天（周一）来，当天办完");
        QTest::newRow("Friday night")
            << QStringLiteral("2026-11-27T18:00:00")
            << QStringLiteral("11月30日（周一）受理，最迟 12月28日（周一）办结")
            << QStringLiteral("11月30日（周一）来，当天办完");
    }

    void acceptedOnTheNextOpenDay()
    {
        QFETCH(QString, moment);
        QFETCH(QString, said);
        QFETCH(QString, atOnce);
        const QString time = QStringLiteral("time");
        QCOMPARE(facts(Sample::idCard(), moment, QStringLiteral("lost"))[time].shortNote, said);
        Item item = Sample::idCard();
        item.promisedLimit = Sample::limit(0, LimitUnit::Immediate);
        QCOMPARE(facts(item, moment)[time].shortNote, atOnce);
    }

    void pastTheCalendarTheDayIsNotKnown()
    {
        const auto all = facts(
            Sample::idCard(), QStringLiteral("2026-12-28T10:00:00"), QStringLiteral("lost"));
        QVERIFY(all[QStringLiteral("time")].note.contains(QStringLiteral("以受理单为准")));
        const auto later = facts(Sample::idCard(), QStringLiteral("2027-03-01T10:00:00"));
        QVERIFY(later[QStringLiteral("place")].note.contains(QStringLiteral("开门时间请电话咨询")));
    }

    void closedWindowsSayWhenTheyOpen_data()
    {
        QTest::addColumn<QString>("moment");
        QTest::addColumn<QString>("said");
        QTest::newRow("lunch") << QStringLiteral("2026-11-23T12:00:00")
                               << QStringLiteral("现在不办公，13:00 开门");
        QTest::newRow("evening") << QStringLiteral("2026-11-23T18:00:00")
                                 << QStringLiteral("今天已下班，明天 08:30 开门");
        QTest::newRow("Friday night") << QStringLiteral("2026-11-27T18:00:00")
                                      << QStringLiteral("今天已下班，11月30日（周一） 08:30 开门");
        QTest::newRow("holiday") << QStringLiteral("2026-10-03T10:00:00")
                                 << QStringLiteral(
                                        "今天不办公（国庆节），10月8日（周四） 08:30 开门");
        QTest::newRow("stock-taking")
            << QStringLiteral("2026-12-31T14:00:00") << QStringLiteral("今天已下班（年终盘点）");
        QTest::newRow("make-up Saturday")
            << QStringLiteral("2026-10-10T09:00:00") << QStringLiteral("现在办公，到 11:30");
    }

    void closedWindowsSayWhenTheyOpen()
    {
        QFETCH(QString, moment);
        QFETCH(QString, said);
        const auto all = facts(Sample::idCard(), moment);
        QVERIFY2(all[QStringLiteral("place")].note.contains(said),
            qPrintable(all[QStringLiteral("place")].note));
    }

    void withoutACaseTheAnswersAreRanges()
    {
        const auto all = facts(Sample::idCard(), QStringLiteral("2026-11-23T10:00:00"));
        QCOMPARE(all[QStringLiteral("cost")].answer, QStringLiteral("20元至40元"));
        QCOMPARE(all[QStringLiteral("bring")].answer, QStringLiteral("2至3样材料"));
    }

    void unknownFactsAreSaidToBeSo()
    {
        const auto all = facts(Sample::unknownFacts(), QStringLiteral("2026-11-23T10:00:00"));
        QCOMPARE(all[QStringLiteral("time")].answer, QStringLiteral("时限核实中"));
        QCOMPARE(all[QStringLiteral("cost")].answer, QStringLiteral("收费标准核实中"));
        QCOMPARE(all[QStringLiteral("bring")].answer, QStringLiteral("材料清单核实中"));
        for (const GuideFact &fact : all) {
            QVERIFY2(fact.note.contains(QStringLiteral("请咨询 12345")), qPrintable(fact.key));
        }
    }

    void anotherHallIsNamed()
    {
        const auto all = facts(Sample::longTitled(), QStringLiteral("2026-11-23T10:00:00"));
        QCOMPARE(all[QStringLiteral("here")].answer, QStringLiteral("不在本大厅办"));
        QVERIFY(all[QStringLiteral("here")].note.contains(QStringLiteral("出入境接待大厅")));
        QVERIFY(all[QStringLiteral("here")].icon != QStringLiteral("check"));
        QVERIFY(all[QStringLiteral("place")].answer.contains(QStringLiteral("出入境接待大厅")));
        QVERIFY(all[QStringLiteral("place")].note.contains(QStringLiteral("示例路 1 号")));
        // In large type as well: where it is, and when it is open.
        QCOMPARE(all[QStringLiteral("place")].shortNote,
            QStringLiteral("示例路 1 号；开门时间请电话咨询"));
    }

    void aScreenOfAnUnknownHallSendsNobodyAway()
    {
        const auto all = facts(Sample::idCard(), QStringLiteral("2026-11-23T10:00:00"),
            QStringLiteral("lost"), QStringLiteral("nirgends"));
        QCOMPARE(all[QStringLiteral("here")].answer, QStringLiteral("先看办理地点"));
        QCOMPARE(all[QStringLiteral("here")].icon, QStringLiteral("warn"));
        QVERIFY(all[QStringLiteral("here")].note.startsWith(QStringLiteral("请到")));
        QVERIFY(!all[QStringLiteral("place")].answer.isEmpty());
        const QString brief = all[QStringLiteral("place")].shortNote;
        QVERIFY2(brief.contains(QStringLiteral("11:30")), qPrintable(brief));
    }

    void numbersStayWithTheirUnits()
    {
        const QString text = unbroken(QStringLiteral("20个工作日，08:30–11:30"));
        QCOMPARE(QString(text).remove(QChar(0x2060)), QStringLiteral("20个工作日，08:30–11:30"));
        QVERIFY(text.startsWith(QStringLiteral("20\u2060个\u2060工")));
        QVERIFY(text.contains(QStringLiteral("–\u2060")));
    }

    void suspendedAndExpiredItemsSaySo()
    {
        Item item = Sample::idCard();
        item.state = QStringLiteral("suspended");
        QCOMPARE(facts(item, QStringLiteral("2026-11-23T10:00:00"))[QStringLiteral("here")].answer,
            QStringLiteral("暂停办理"));
        item.state = QStringLiteral("published");
        item.effectiveTo = QDate(2026, 10, 1);
        QCOMPARE(facts(item, QStringLiteral("2026-11-23T10:00:00"))[QStringLiteral("here")].answer,
            QStringLiteral("已失效"));
    }

    void freeAndPartlyFree()
    {
        Item item = Sample::idCard();
        item.cases[0].free = true;
        item.cases[0].fees.clear();
        QCOMPARE(facts(item, QStringLiteral("2026-11-23T10:00:00"),
                     QStringLiteral("lost"))[QStringLiteral("cost")]
                     .answer,
            QStringLiteral("不收费"));
        QCOMPARE(facts(item, QStringLiteral("2026-11-23T10:00:00"))[QStringLiteral("cost")].answer,
            QStringLiteral("免费或20元"));
    }
};

QTEST_GUILESS_MAIN(TestFacts)
#include "test_facts.moc"
