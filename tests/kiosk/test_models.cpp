#include "kiosk/clock.h"
#include "kiosk/feemodel.h"
#include "kiosk/guide.h"
#include "kiosk/guidepartmodel.h"
#include "kiosk/hallmodel.h"
#include "kiosk/hotlinemodel.h"
#include "kiosk/itemlistmodel.h"
#include "kiosk/noticemodel.h"
#include "kiosk/plaintext.h"
#include "kiosk/searchmodel.h"
#include "kiosk/slidemodel.h"
#include "kiosk/takeawaymodel.h"
#include "kiosk/topicmodel.h"
#include "kiosk/unitmodel.h"
#include "samplecontent.h"

#include <QAbstractItemModelTester>
#include <QTemporaryDir>
#include <QTest>

using namespace Hall;

namespace {

QStringList column(const ContentModel &model, const char *role)
{
    QStringList values;
    const int key = model.roleNames().key(role, -1);
    for (int row = 0; row < model.rowCount(); ++row) {
        values << model.data(model.index(row, 0), key).toString();
    }
    return values;
}

} // namespace

class TestModels : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    Clock m_clock { [] { return QDateTime(QDate(2026, 11, 23), QTime(10, 0)); }, nullptr };
    std::unique_ptr<Library> m_library;

    // From nothing to a release and back, as when content is withdrawn.
    template <typename Model> void obeysTheContract(Model &model)
    {
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(model.rowCount(), 0);
        model.setLibrary(m_library.get());
        QVERIFY(model.rowCount() > 0);
        QCOMPARE(model.count(), model.rowCount());
        for (const QByteArray &role : model.roleNames()) {
            QVERIFY(model.data(model.index(0, 0), model.roleNames().key(role)).isValid());
        }
        model.setLibrary(nullptr);
        QCOMPARE(model.rowCount(), 0);
    }

    template <typename Model> void obeysForTheGuide()
    {
        Model model;
        model.setItemId(QStringLiteral("HZ08"));
        obeysTheContract(model);
    }

private Q_SLOTS:

    void initTestCase()
    {
        const QString folder
            = Sample::write(Sample::content(), m_folder.filePath(QStringLiteral("one")));
        m_library
            = std::make_unique<Library>(ContentSource { folder, {} }, QString(), m_clock, nullptr);
        QVERIFY(m_library->open());
    }

    void everyListObeysTheContract()
    {
        FeeModel fees;
        HallModel halls;
        HotlineModel hotlines;
        NoticeModel notices;
        SlideModel slides;
        TopicModel topics;
        UnitModel units;
        ItemListModel hot;
        hot.setListing(Navigator::Listing::Hot);
        SearchModel search;
        search.setQuery(QStringLiteral("sfz"));
        obeysTheContract(fees);
        obeysTheContract(halls);
        obeysTheContract(hotlines);
        obeysTheContract(notices);
        obeysTheContract(slides);
        obeysTheContract(topics);
        obeysTheContract(units);
        obeysTheContract(hot);
        obeysTheContract(search);
    }

    void everyPartOfAGuideObeysTheContract()
    {
        obeysForTheGuide<FactModel>();
        obeysForTheGuide<CaseModel>();
        obeysForTheGuide<MaterialModel>();
        obeysForTheGuide<StepModel>();
        obeysForTheGuide<ConditionModel>();
        obeysForTheGuide<FaqModel>();
        obeysForTheGuide<BasisModel>();
        obeysForTheGuide<TakeAwayModel>();
    }

    void topicsWithoutItemsStayAway()
    {
        TopicModel topics;
        topics.setLibrary(m_library.get());
        QVERIFY(!column(topics, "topicId").contains(QStringLiteral("empty")));
        topics.setListing(Navigator::Listing::People);
        QCOMPARE(column(topics, "title"), QStringList { QStringLiteral("老年人") });
    }

    void listsNameTheirSubject()
    {
        ItemListModel items;
        items.setLibrary(m_library.get());
        items.setSubject(QStringLiteral("hukou"));
        QCOMPARE(items.title(), QStringLiteral("户口"));
        QCOMPARE(items.count(), 13);
        items.setListing(Navigator::Listing::Unit);
        items.setSubject(QStringLiteral("churujing"));
        QCOMPARE(items.title(), QStringLiteral("出入境管理支队"));
        QCOMPARE(column(items, "answers"), QStringList { QStringLiteral("60元 · 7个工作日") });
    }

    void feesStandInGroupsWithTheirDocuments()
    {
        FeeModel fees;
        fees.setLibrary(m_library.get());
        QCOMPARE(column(fees, "amount"),
            (QStringList {
                QStringLiteral("40元"), QStringLiteral("20元"), QStringLiteral("60元") }));
        QCOMPARE(column(fees, "firstOfGroup"),
            (QStringList {
                QStringLiteral("true"), QStringLiteral("false"), QStringLiteral("true") }));
        QVERIFY(!column(fees, "docNo").contains(QString()));
    }

    void emergencyNumbersComeFirst()
    {
        HotlineModel hotlines;
        hotlines.setLibrary(m_library.get());
        QCOMPARE(column(hotlines, "number"),
            (QStringList { QStringLiteral("110"), QStringLiteral("12345") }));
    }

    void theCaseNarrowsThePapers()
    {
        MaterialModel papers;
        papers.setLibrary(m_library.get());
        papers.setItemId(QStringLiteral("HZ08"));
        QCOMPARE(column(papers, "number"),
            (QStringList { QStringLiteral("1"), QStringLiteral("2"), QStringLiteral("0"),
                QStringLiteral("0") }));
        QCOMPARE(column(papers, "name").value(2), QStringLiteral("丢失补领：不用再带别的"));
        QCOMPARE(column(papers, "name").value(3), QStringLiteral("损坏换领，还要带：损坏的身份证"));
        QVERIFY(papers.hasForms());
        papers.setCaseId(QStringLiteral("lost"));
        QCOMPARE(column(papers, "name"),
            (QStringList { QStringLiteral("居民户口簿"), QStringLiteral("居民身份证申领登记表") }));
    }

    void listsOfTheClerkHaveBullets()
    {
        ConditionModel conditions;
        conditions.setLibrary(m_library.get());
        conditions.setItemId(QStringLiteral("HZ08"));
        QCOMPARE(column(conditions, "text").value(0),
            QStringLiteral("有下面一种情况：\n•  身份证丢了\n•  身份证坏了"));
        StepModel steps;
        steps.setLibrary(m_library.get());
        steps.setItemId(QStringLiteral("HZ08"));
        const QString note = column(steps, "note").value(1);
        QVERIFY2(note.startsWith(QStringLiteral("采集两样：\n•  指纹\n•  人像\n在哪里：")),
            qPrintable(note));
        QCOMPARE(plainText(QStringLiteral("\n* 一 - 二\n \n\n-3度\n")),
            QStringLiteral("•  一 - 二\n-3度"));
    }

    void searchAnswersEveryLetter()
    {
        SearchModel search;
        search.setLibrary(m_library.get());
        for (const char *typed : { "s", "sf", "sfz", "shenfenzheng" }) {
            search.setQuery(QLatin1String(typed));
            QVERIFY2(column(search, "itemId").contains(QStringLiteral("HZ08")), typed);
        }
        search.setQuery(QStringLiteral("改名"));
        QCOMPARE(column(search, "itemId").value(0), QStringLiteral("HZ12"));
        search.setQuery(QStringLiteral("vvv"));
        QCOMPARE(search.count(), 0);
        search.setQuery(QString());
        QCOMPARE(search.count(), 0);
    }

    void searchFindsNumbersAndFees()
    {
        SearchModel search;
        search.setLibrary(m_library.get());
        for (const char *typed : { "报警", "bj", "baojing", "110" }) {
            search.setQuery(QString::fromUtf8(typed));
            QVERIFY2(column(search, "target").contains(QStringLiteral("hotlines")), typed);
        }
        QVERIFY(column(search, "title").value(0).startsWith(QStringLiteral("110")));
        search.setQuery(QStringLiteral("shoufei"));
        QCOMPARE(column(search, "target").value(0), QStringLiteral("fees"));
    }

    void codesToTakeAway()
    {
        TakeAwayModel codes;
        codes.setLibrary(m_library.get());
        codes.setItemId(QStringLiteral("HZ08"));
        codes.setCaseId(QStringLiteral("lost"));
        QCOMPARE(column(codes, "kind"),
            (QStringList { QStringLiteral("form"), QStringLiteral("guide"),
                QStringLiteral("checklist"), QStringLiteral("phone") }));
        QCOMPARE(column(codes, "payload").value(0), QStringLiteral("https://bs.example/f/abcdef"));
        QCOMPARE(column(codes, "address").value(0), QStringLiteral("bs.example/f/abcdef"));
        QVERIFY(column(codes, "payload").value(2).contains(QStringLiteral("居民户口簿")));
        QCOMPARE(column(codes, "payload").value(3), QStringLiteral("tel:12345"));
        QVERIFY(!column(codes, "picture").value(0).isEmpty());
    }

    void aSignpostSaysWhereToGo()
    {
        Guide guide;
        guide.setLibrary(m_library.get());
        guide.setItemId(QStringLiteral("XF01"));
        QVERIFY(guide.property("signpost").toBool());
        QCOMPARE(guide.property("signpostAgency").toString(), QStringLiteral("市消防救援支队"));
        guide.setItemId(QStringLiteral("HZ08"));
        QCOMPARE(guide.property("badge").toString(), QStringLiteral("主动公开·有效"));
        guide.setItemId(QStringLiteral("no such"));
        QVERIFY(!guide.property("found").toBool());
    }
};

QTEST_GUILESS_MAIN(TestModels)
#include "test_models.moc"
