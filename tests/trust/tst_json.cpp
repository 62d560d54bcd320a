#include "trust/canonicaljson.h"
#include "trust/strictjson.h"

#include <QJsonArray>
#include <QTest>

using namespace Hall;

class JsonTest : public QObject {
    Q_OBJECT

private slots:
    void canonicalForm_data();
    void canonicalForm();
    void refuses_data();
    void refuses();
    void boundsTheNumberOfValues();
};

void JsonTest::canonicalForm_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("canonical");
    QTest::newRow("empty") << QByteArray("{}") << QByteArray("{}");
    QTest::newRow("order and space")
        << QByteArray(" {\"b\" : 1,\n \"a\":[ true,false , null,-5 ]} ")
        << QByteArray(R"({"a":[true,false,null,-5],"b":1})");
    QTest::newRow("only quote and backslash escaped")
        << QByteArray(R"({"x":"\u4f60\/\"\\\n"})") << QByteArray("{\"x\":\"你/\\\"\\\\\n\"}");
    QTest::newRow("surrogate pair")
        << QByteArray(R"({"x":"\ud83d\ude00"})") << QByteArray("{\"x\":\"\xF0\x9F\x98\x80\"}");
    // U+FF01 comes before U+1F600 by code point, after it by UTF-16 unit.
    QTest::newRow("code point order") << QByteArray("{\"\xF0\x9F\x98\x80\":1,\"\xEF\xBC\x81\":2}")
                                      << QByteArray("{\"\xEF\xBC\x81\":2,\"\xF0\x9F\x98\x80\":1}");
    QTest::newRow("empty key beside another script") << QByteArray(
        "{\"\xE5\xAD\x97\":1,\"\":\"\"}") << QByteArray("{\"\":\"\",\"\xE5\xAD\x97\":1}");
    QTest::newRow("largest integer")
        << QByteArray(R"({"n":9007199254740991})") << QByteArray(R"({"n":9007199254740991})");
}

void JsonTest::canonicalForm()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, canonical);
    const Result<QJsonObject> parsed = parseStrictObject(text, QStringLiteral("f"));
    QVERIFY2(parsed.ok(), qPrintable(parsed.ok() ? QString() : parsed.failure().why));
    QCOMPARE(canonicalJson(parsed.value()), canonical);
}

void JsonTest::refuses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("list") << QByteArray("[]");
    QTest::newRow("unclosed") << QByteArray("{\"a\":1");
    QTest::newRow("trailing text") << QByteArray("{} x");
    QTest::newRow("second object") << QByteArray("{}{}");
    QTest::newRow("trailing comma") << QByteArray("{\"a\":1,}");
    QTest::newRow("no key after one of another script") << QByteArray("{\"\xE5\xAD\x97\":1,}");
    QTest::newRow("empty key twice") << QByteArray("{\"\xE5\xAD\x97\":1,\"\":2,\"\":3}");
    QTest::newRow("duplicate key") << QByteArray(R"({"a":1,"a":1})");
    QTest::newRow("duplicate key, escaped") << QByteArray(R"({"a":1,"\u0061":1})");
    QTest::newRow("fraction") << QByteArray("{\"a\":1.0}");
    QTest::newRow("exponent") << QByteArray("{\"a\":1e3}");
    QTest::newRow("leading zero") << QByteArray("{\"a\":01}");
    QTest::newRow("negative zero") << QByteArray("{\"a\":-0}");
    QTest::newRow("plus") << QByteArray("{\"a\":+1}");
    QTest::newRow("lone minus") << QByteArray("{\"a\":-}");
    QTest::newRow("too large") << QByteArray("{\"a\":9007199254740992}");
    QTest::newRow("far too large") << QByteArray("{\"a\":99999999999999999999999999}");
    QTest::newRow("byte order mark") << QByteArray("\xEF\xBB\xBF{}");
    QTest::newRow("not UTF-8") << QByteArray("{\"a\":\"\xFF\"}");
    QTest::newRow("overlong UTF-8") << QByteArray("{\"a\":\"\xC0\xAF\"}");
    QTest::newRow("lone surrogate") << QByteArray(R"({"a":"\ud83d"})");
    QTest::newRow("low surrogate first") << QByteArray(R"({"a":"\ude00"})");
    QTest::newRow("half an escape") << QByteArray(R"({"a":"\u12"})");
    QTest::newRow("unknown escape") << QByteArray(R"({"a":"\x41"})");
    QTest::newRow("escape at the end") << QByteArray("{\"a\":\"\\");
    QTest::newRow("raw control character") << QByteArray("{\"a\":\"\n\"}");
    QTest::newRow("raw NUL") << QByteArray("{\"a\":\"\0\"}", 9);
    QTest::newRow("single quotes") << QByteArray("{'a':1}");
    QTest::newRow("NaN") << QByteArray("{\"a\":NaN}");
    QTest::newRow("comment") << QByteArray("{/**/}");
    QTest::newRow("deep") << QByteArray("{\"a\":") + QByteArray(100'000, '[');
    QTest::newRow("a web page") << QByteArray("<!DOCTYPE html><title>Welcome</title>");
}

void JsonTest::refuses()
{
    QFETCH(QByteArray, text);
    const Result<QJsonObject> parsed = parseStrictObject(text, QStringLiteral("f"));
    QVERIFY(!parsed.ok());
    QCOMPARE(parsed.failure().where, QStringLiteral("f"));
    QVERIFY(!parsed.failure().why.isEmpty());
}

void JsonTest::boundsTheNumberOfValues()
{
    QByteArray many("{\"a\":[0");
    many += QByteArray(",0").repeated(600'001) + "]}";
    QVERIFY(!parseStrictObject(many, QStringLiteral("f")).ok());
}

QTEST_GUILESS_MAIN(JsonTest)
#include "tst_json.moc"
