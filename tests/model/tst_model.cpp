#include "model/calendar.h"
#include "model/cost.h"
#include "model/hours.h"
#include "model/item.h"
#include "model/json.h"
#include "model/limit.h"
#include "model/money.h"
#include "model/shortid.h"
#include "model/takeaway.h"
#include "model/validity.h"

#include <QTest>

using namespace Hall;

namespace {

QDate day(const char *iso) { return QDate::fromString(QLatin1String(iso), Qt::ISODate); }

QList<QDate> days(const char *from, int count)
{
    QList<QDate> list;
    for (int i = 0; i < count; ++i) {
        list << day(from).addDays(i);
    }
    return list;
}

// The year 2026 as the State Council's notice of 2025-11-04 sets it, the parts these tests need.
Calendar calendar2026()
{
    CalendarYear year;
    year.year = 2026;
    year.off = days("2026-01-01", 3) + days("2026-02-15", 9) + days("2026-10-01", 7);
    year.work = { day("2026-01-04"), day("2026-02-14"), day("2026-02-28"), day("2026-09-20"),
        day("2026-10-10") };
    year.names = { { day("2026-10-01"), QStringLiteral("国庆节") } };
    return Calendar({ year });
}

OpeningHours hallHours()
{
    const TimeSpan morning { QTime(8, 30), QTime(11, 30) };
    const TimeSpan summerAfternoon { QTime(13, 0), QTime(17, 0) };
    const TimeSpan winterAfternoon { QTime(13, 0), QTime(16, 30) };
    OpeningHours hours;
    hours.periods = { { QStringLiteral("夏季"), { 501 }, { 930 }, { 1, 5 },
                          { morning, summerAfternoon } },
        { QStringLiteral("冬季"), { 1001 }, { 430 }, { 1, 5 }, { morning, winterAfternoon } } };
    hours.exceptions = { { day("2026-11-30"), QStringLiteral("设备检修"), { morning } } };
    return hours;
}

Fee feeRow(const char *id, qint64 fen)
{
    Fee fee;
    fee.id = QLatin1String(id);
    fee.amount = Money { fen };
    return fee;
}

Item twoCases()
{
    Item item;
    item.id = QStringLiteral("T1");
    item.title = QStringLiteral("居民身份证补领");
    item.cases = { { QStringLiteral("lost"), QStringLiteral("丢失"), {}, { QStringLiteral("f40") },
                       false, false, {}, {} },
        { QStringLiteral("free"), QStringLiteral("低保"), {}, {}, false, true, {},
            Limit { 5, LimitUnit::WorkingDay, QStringLiteral("承诺"), {} } } };
    Material book;
    book.name = QStringLiteral("居民户口簿");
    Material proof;
    proof.name = QStringLiteral("低保证");
    proof.cases = { QStringLiteral("free") };
    item.materials = { book, proof };
    item.fees = { QStringLiteral("f20") };
    item.legalLimit = Limit { 60, LimitUnit::NaturalDay, QStringLiteral("身份证法"), {} };
    return item;
}

} // namespace

class ModelTest : public QObject {
    Q_OBJECT

private slots:

    void limitsAreReadWithTheirUnit()
    {
        QCOMPARE(limitText({ 20, LimitUnit::WorkingDay, {}, {} }), QStringLiteral("20个工作日"));
        QCOMPARE(
            limitText({ 60, LimitUnit::NaturalDay, {}, {} }), QStringLiteral("60天（自然日）"));
        QCOMPARE(limitText({ 0, LimitUnit::Immediate, {}, {} }), QStringLiteral("当场办结"));
        LimitUnit unit = LimitUnit::Hour;
        QVERIFY(!limitUnitFromWord(QStringLiteral("DAYS"), unit));
        QCOMPARE(unit, LimitUnit::Hour);
    }

    void moneyIsExact_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("fen");
        QTest::addColumn<QString>("shown");
        QTest::newRow("whole") << "40" << qint64(4000) << "40元";
        QTest::newRow("one decimal") << "12.5" << qint64(1250) << "12.50元";
        QTest::newRow("cents") << "0.05" << qint64(5) << "0.05元";
        QTest::newRow("nothing") << "0" << qint64(0) << "免费";
        QTest::newRow("sign") << "-1" << qint64(-1) << "";
        QTest::newRow("three decimals") << "1.005" << qint64(-1) << "";
        QTest::newRow("thousands mark") << "1,000" << qint64(-1) << "";
        QTest::newRow("words") << "四十元" << qint64(-1) << "";
    }

    void moneyIsExact()
    {
        QFETCH(QString, text);
        QFETCH(qint64, fen);
        QFETCH(QString, shown);
        const auto money = moneyFromText(text);
        QCOMPARE(money.has_value(), fen >= 0);
        if (money) {
            QCOMPARE(money->fen, fen);
            QCOMPARE(moneyText(*money), shown);
        }
    }

    void workingDaysSkipHolidaysAndCountMakeUpDays()
    {
        const Calendar calendar = calendar2026();
        // 2026-09-30 is a Wednesday; National Day runs to 10-07, Saturday 10-10 is worked.
        QCOMPARE(calendar.addWorkdays(day("2026-09-30"), 1), std::optional(day("2026-10-08")));
        QCOMPARE(calendar.addWorkdays(day("2026-09-30"), 3), std::optional(day("2026-10-10")));
        QCOMPARE(calendar.addWorkdays(day("2026-09-30"), 4), std::optional(day("2026-10-12")));
        QVERIFY(calendar.isMakeUpWorkday(day("2026-02-14")));
    }

    void pastTheLastCalendarNothingIsKnown()
    {
        const Calendar calendar = calendar2026();
        QVERIFY(calendar.addWorkdays(day("2026-12-03"), 20).has_value());
        QCOMPARE(calendar.addWorkdays(day("2026-12-04"), 20), std::nullopt);
        QVERIFY(!calendar.covers(day("2027-01-01")));
    }

    void hoursFollowSeasonHolidayAndException()
    {
        const OpeningHours hours = hallHours();
        const Calendar calendar = calendar2026();
        const auto at = [&](const char *date, int hour, int minute) {
            return openState(hours, calendar, QDateTime(day(date), QTime(hour, minute)));
        };
        QVERIFY(at("2026-07-01", 16, 45).open);
        QVERIFY(!at("2026-11-23", 16, 45).open);
        QCOMPARE(at("2026-11-23", 12, 0).nextChange.time(), QTime(13, 0));
        QCOMPARE(at("2026-10-01", 9, 0).todayText, QStringLiteral("今天不对外办公"));
        QCOMPARE(at("2026-10-01", 9, 0).note, QStringLiteral("国庆节"));
        QVERIFY(at("2026-10-10", 9, 0).open); // a Saturday that is worked
        QVERIFY(!at("2026-11-30", 14, 0).open);
        QCOMPARE(at("2026-11-30", 9, 0).note, QStringLiteral("设备检修"));
        QVERIFY(!at("2027-01-04", 9, 0).known);
        QCOMPARE(hoursLines(hours).first(),
            QStringLiteral("周一至周五 08:30–11:30、13:00–17:00（夏季）"));
    }

    void aCaseNarrowsPapersFeesAndLimits()
    {
        const Item item = twoCases();
        QCOMPARE(materialsForCase(item, QStringLiteral("lost")).size(), 1);
        QCOMPARE(materialsForCase(item, {}).size(), 2);
        QCOMPARE(feesForCase(item, QStringLiteral("lost")), QStringList { QStringLiteral("f40") });
        QCOMPARE(feesForCase(item, QStringLiteral("free")), QStringList());
        QCOMPARE(
            feesForCase(item, QStringLiteral("unknown")), QStringList { QStringLiteral("f20") });
        QCOMPARE(promisedLimitForCase(item, QStringLiteral("free"))->value, 5);
        QCOMPARE(legalLimitForCase(item, QStringLiteral("free"))->value, 60);
    }

    void costsPromiseNothingUnknown()
    {
        const QList<Fee> fees { feeRow("forty", 4000), feeRow("nothing", 0), feeRow("ten", 1000) };
        const auto words = [&](const QStringList &ids, bool free = false) {
            Item item;
            item.fees = ids;
            item.free = free;
            return costSummary(costOf(item, {}, fees));
        };
        const QString forty = QStringLiteral("forty");
        const QString nothing = QStringLiteral("nothing");
        const QString hidden = QStringLiteral("hidden");
        QCOMPARE(words({ forty }), QStringLiteral("40元"));
        QCOMPARE(words({ forty, nothing }), QStringLiteral("免费或40元起"));
        QCOMPARE(words({ forty, hidden }), QStringLiteral("40元起"));
        QCOMPARE(words({ nothing, hidden }), QString());
        QCOMPARE(words({ hidden }), QString());
        QCOMPARE(words({}, true), QStringLiteral("免费"));
        QCOMPARE(words({}), QString());
    }

    void costsPaidTogetherAreAddedUp()
    {
        const QList<Fee> fees { feeRow("forty", 4000), feeRow("ten", 1000) };
        Item item;
        const QStringList both { QStringLiteral("forty"), QStringLiteral("ten") };
        item.fees = both;
        QCOMPARE(costText(costOf(item, {}, fees)), QStringLiteral("10元至40元"));
        QCOMPARE(costSummary(costOf(item, {}, fees)), QStringLiteral("10元起"));
        item.feesTogether = true;
        QCOMPARE(costText(costOf(item, {}, fees)), QStringLiteral("50元"));
        item.cases = { { QStringLiteral("a"), {}, {}, both, true, false, {}, {} },
            { QStringLiteral("b"), {}, {}, {}, false, true, {}, {} } };
        QCOMPARE(costText(costOf(item, QStringLiteral("a"), fees)), QStringLiteral("50元"));
        QCOMPARE(costText(costOf(item, QStringLiteral("b"), fees)), QStringLiteral("不收费"));
        QCOMPARE(costText(costOf(item, {}, fees)), QStringLiteral("免费或50元"));
        QCOMPARE(costOf(item, {}, fees).rows.size(), 2);
    }

    void guidesSurviveTheTripThroughJson()
    {
        const Item item = twoCases();
        const QByteArray json = toJson(item);
        const Result<Item> back = fromJson<Item>(json);
        QVERIFY(back.ok());
        QCOMPARE(toJson(back.value()), json);
        QVERIFY(!json.contains("promisedLimit\":{}"));
        QVERIFY(!fromJson<Item>("{").ok());
    }

    void validityComesFromTheDates()
    {
        QCOMPARE(
            validityAt(day("2026-01-01"), day("2026-12-31"), day("2026-12-31")), Validity::Valid);
        QCOMPARE(
            validityAt(day("2026-01-01"), day("2026-12-31"), day("2027-01-01")), Validity::Expired);
        QCOMPARE(validityAt(day("2026-05-01"), {}, day("2026-04-30")), Validity::NotYet);
        QCOMPARE(validityBadge(QStringLiteral("主动公开"), Validity::Valid),
            QStringLiteral("主动公开·有效"));
    }

    void shortNamesAreStableAndPlain()
    {
        QCOMPARE(shortId(QStringLiteral("HZ08")), shortId(QStringLiteral("HZ08")));
        QVERIFY(shortId(QStringLiteral("HZ08")) != shortId(QStringLiteral("HZ09")));
        for (const QChar c : shortId(QStringLiteral("F-HZ-01"))) {
            QVERIFY(QStringLiteral("abcdefghijkmnpqrstuvwxyz23456789").contains(c));
        }
    }

    void codesCarryOnlyGoodAddresses()
    {
        QVERIFY(urlPayloadProblem(QStringLiteral("https://bs.example/g/abc234")).isEmpty());
        QVERIFY(urlPayloadProblem(QStringLiteral("http://127.0.0.1:8089/g/abc234")).isEmpty());
        QVERIFY(!urlPayloadProblem(QStringLiteral("http://bs.example/g/abc234")).isEmpty());
        QVERIFY(!urlPayloadProblem(QStringLiteral("https://bs.example/g?id=1")).isEmpty());
        QVERIFY(!urlPayloadProblem(
            QStringLiteral("https://") + QString(60, QLatin1Char('a')) + QStringLiteral(".cn/"))
                     .isEmpty());
        QVERIFY(!urlPayloadProblem(QStringLiteral("abc")).isEmpty());
    }

    void aChecklistThatDoesNotFitIsNotGiven()
    {
        Item item = twoCases();
        QVERIFY(
            checklistText(item, QStringLiteral("lost")).contains(QStringLiteral("1.居民户口簿")));
        item.materials[0].necessity = 2;
        item.materials[0].copies = 2;
        QVERIFY(checklistText(item, QStringLiteral("lost"))
                    .contains(QStringLiteral("1.居民户口簿，复印件2份（可不带）")));
        QVERIFY(checklistText(item, QStringLiteral("lost"))
                    .section(QLatin1Char('\n'), 0, 0)
                    .endsWith(QStringLiteral("：") + item.cases.first().title));
        item.materials[0].name = QString(70, QChar(0x8BC1));
        QVERIFY(checklistText(item, QStringLiteral("lost")).isEmpty());
    }
};

QTEST_APPLESS_MAIN(ModelTest)
#include "tst_model.moc"
