#include "model/pinyin.h"

#include <QTest>

using namespace Hall;

class PinyinTest : public QObject {
    Q_OBJECT

private slots:

    void lettersFitPositionByPosition_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<bool>("fits");
        QTest::newRow("initials") << "sfz" << true;
        QTest::newRow("full") << "shenfenzheng" << true;
        QTest::newRow("mixed") << "shenfz" << true;
        QTest::newRow("unfinished last syllable") << "shenfenzhe" << true;
        QTest::newRow("two-letter initials") << "shfzh" << true;
        QTest::newRow("fuzzy") << "senfenzen" << true;
        QTest::newRow("from the middle") << "fenzheng" << true;
        QTest::newRow("han") << "份证" << true;
        QTest::newRow("han and letters") << "身份zheng" << true;
        QTest::newRow("one gap") << "jmsfzl" << true;
        QTest::newRow("wrong letters") << "hukou" << false;
        QTest::newRow("wrong order") << "zfs" << false;
    }

    void lettersFitPositionByPosition()
    {
        QFETCH(QString, query);
        QFETCH(bool, fits);
        const PinyinTerm term(
            QStringLiteral("居民身份证补领"), QStringLiteral("ju min shen fen zheng bu ling"));
        QCOMPARE(term.match(query).has_value(), fits);
    }

    void everyReadingCounts()
    {
        const PinyinTerm term(QStringLiteral("行驶证"), QStringLiteral("xing,hang shi zheng"));
        QCOMPARE(term.match(QStringLiteral("xsz"))->cost, term.match(QStringLiteral("hsz"))->cost);
        QCOMPARE(term.match(QStringLiteral("xingshizheng"))->cost, 0);
    }

    void exactIsCheaperThanInitialsThanFuzzyThanGap()
    {
        const PinyinTerm term(
            QStringLiteral("身份证补领"), QStringLiteral("shen fen zheng bu ling"));
        const int full = term.match(QStringLiteral("shenfenzhengbuling"))->cost;
        const int initials = term.match(QStringLiteral("sfzbl"))->cost;
        const int fuzzy = term.match(QStringLiteral("senfenzhengbuling"))->cost;
        QCOMPARE(full, 0);
        QVERIFY(initials > full);
        QVERIFY(fuzzy > initials);
    }

    void latinWordsAreFoundFromTheirStart()
    {
        const PinyinTerm term(QStringLiteral("transfer of a vehicle"), {});
        QVERIFY(term.match(QStringLiteral("veh")).has_value());
        QVERIFY(!term.match(QStringLiteral("sf")).has_value());
    }

    void longQueriesStayCheap()
    {
        const PinyinTerm term(QString(40, QChar(0x8BC1)), QStringLiteral("zheng ").repeated(40));
        QVERIFY(term.match(QString(40, QLatin1Char('z'))).has_value());
        QVERIFY(!term.match(QString(39, QLatin1Char('z')) + QLatin1Char('q')).has_value());
    }

    void queriesAreNormalized()
    {
        QCOMPARE(normalizedQuery(QStringLiteral(" SFZ、 身份证 ")), QStringLiteral("sfz身份证"));
        QCOMPARE(normalizedQuery(QStringLiteral("ABC")), QStringLiteral("abc"));
        QCOMPARE(normalizedQuery(QStringLiteral("?!")), QString());
    }

    void overlapMeasuresSlips()
    {
        QCOMPARE(orderedOverlap(QStringLiteral("身份证掉了"), QStringLiteral("身份证丢了")), 0.8);
        QCOMPARE(orderedOverlap({}, QStringLiteral("身份证")), 0.0);
    }
};

QTEST_APPLESS_MAIN(PinyinTest)
#include "tst_pinyin.moc"
