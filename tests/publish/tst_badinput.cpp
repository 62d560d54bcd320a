// Every kind of broken file gives sentences with file and line, never a crash and never half a
// release.
#include "publish/release/build.h"
#include "workspacecopy.h"

#include <QProcess>
#include <sys/stat.h>

using namespace Hall;

class BadInputTest : public QObject {
    Q_OBJECT

private slots:

    void theSmallWorkspaceIsFine()
    {
        const WorkspaceCopy copy;
        const Problems problems = copy.check();
        QVERIFY2(problems.sorted().isEmpty(), listing(problems));
    }

    void aBrokenFileIsNamedWithItsLine_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::addColumn<int>("line");
        QTest::addColumn<QString>("what");
        structure();
        values();
        tables();
        rules();
    }

    void aBrokenFileIsNamedWithItsLine()
    {
        QFETCH(QString, file);
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        QFETCH(int, line);
        QFETCH(QString, what);
        const WorkspaceCopy copy;
        copy.replace(file, from, to);
        const Problems problems = copy.check();
        const QList<Problem> list = problems.sorted();
        const bool named = std::any_of(list.cbegin(), list.cend(), [&](const Problem &one) {
            return one.place.file == file && (line == 0 || one.place.line == line)
                && (one.what + one.remedy).contains(what);
        });
        QVERIFY2(named, listing(problems));
        for (const Problem &one : list) {
            QVERIFY(!one.what.isEmpty() && !one.remedy.isEmpty());
        }
    }

    void wholeFilesInAWrongForm_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("what");
        QTest::newRow("UTF-16") << "site.yaml" << QByteArray("\xFF\xFE b\0u\0", 6) << "UTF-16";
        QTest::newRow("Latin-1") << "units.yaml" << QByteArray("units:\n  - id: caf\xE9 \xFC\n")
                                 << "既不是 UTF-8";
        QTest::newRow("torn UTF-8")
            << "fees.csv" << QByteArray("id,name\na,居民身份证丢失补领\xE8\xBA\n")
            << "既不是 UTF-8";
        QTest::newRow("NUL bytes") << "items/HZ09.yaml" << QByteArray("id: HZ\0\0\0", 9) << "NUL";
        QTest::newRow("control") << "topics.yaml" << QByteArray("topics: \x07\n") << "控制字符";
        QTest::newRow("empty") << "units.yaml" << QByteArray() << "没有存完";
        QTest::newRow("empty table") << "fees.csv" << QByteArray() << "表是空的";
        QTest::newRow("open quote")
            << "laws.csv" << QByteArray("id,name\na,\"b\n") << "引号没有结束";
        QTest::newRow("scalar") << "items/HZ09.yaml" << QByteArray("HZ09\n") << "字段: 值";
        QTest::newRow("too big") << "aliases.csv" << QByteArray(5 * 1024 * 1024, 'a') << "超过";
        QTest::newRow("deep") << "site.yaml" << QByteArray(100000, '[') << "读不下去";
        QTest::newRow("not a PDF")
            << "forms/f-hz-01.pdf" << QByteArray("PK\x03\x04 docx") << "不是 PDF";
        QTest::newRow("torn PDF") << "forms/f-hz-01.pdf" << QByteArray("%PDF-1.4\n1 0 obj")
                                  << "已损坏";
        QTest::newRow("no head") << "notices/dongji.md" << QByteArray("只有正文\n") << "---";
        QTest::newRow("open head")
            << "notices/dongji.md" << QByteArray("---\ntitle: 甲\n") << "---";
    }

    void wholeFilesInAWrongForm()
    {
        QFETCH(QString, file);
        QFETCH(QByteArray, bytes);
        QFETCH(QString, what);
        const WorkspaceCopy copy;
        copy.write(file, bytes);
        const Problems problems = copy.check();
        QVERIFY(problems.hasErrors());
        QVERIFY2(problemsText(problems).contains(what), listing(problems));
    }

    void aWorkspaceHalfSavedGivesSentences()
    {
        const QStringList files { QStringLiteral("site.yaml"), QStringLiteral("units.yaml"),
            QStringLiteral("topics.yaml"), QStringLiteral("fees.csv"), QStringLiteral("laws.csv"),
            QStringLiteral("offices.csv"), QStringLiteral("forms.csv"),
            QStringLiteral("forms/f-hz-01.pdf") };
        for (const QString &file : files) {
            const WorkspaceCopy copy;
            QVERIFY(QFile::remove(copy.path(file)));
            QVERIFY2(copy.check().hasErrors(), qPrintable(file));
        }
        const WorkspaceCopy empty;
        QVERIFY(QDir(empty.path()).removeRecursively());
        QVERIFY(empty.check().errors() >= 12);
    }

    // Whatever byte the saving stopped at: sentences or a clean reading, and no crash.
    void aFileCutAnywhereIsReadOrRefused()
    {
        for (const char *name :
            { "items/HZ08.yaml", "site.yaml", "fees.csv", "notices/dongji.md" }) {
            const WorkspaceCopy copy;
            const QByteArray whole = copy.read(QLatin1String(name));
            for (qsizetype size = 0; size < whole.size(); size += 97) {
                copy.write(QLatin1String(name), whole.left(size));
                const Problems problems = copy.check();
                const QList<Problem> list = problems.sorted();
                for (const Problem &one : list) {
                    QVERIFY(!one.what.isEmpty());
                }
            }
        }
    }

    // A file with a slip in its name would otherwise be missing on the screens without a word.
    void strangeFilesInTheFoldersAreNamed()
    {
        const WorkspaceCopy copy;
        for (const char *name : { "items/HZ10.yml", "notices/a.txt", "calendar/2027.yaml.bak",
                 "forms/f.docx", "items/old/HZ01.yaml" }) {
            copy.write(QLatin1String(name), "x");
        }
        QVERIFY(QFile::link(copy.path(QStringLiteral("items/HZ08.yaml")),
            copy.path(QStringLiteral("items/HZ11.yaml"))));
        QCOMPARE(::mkfifo(QFile::encodeName(copy.path(QStringLiteral("notices/b.md"))), 0600), 0);
        const QByteArray report = listing(copy.check());
        for (const char *line : { "items/HZ10.yml：扩展名应为 .yaml",
                 "notices/a.txt：扩展名应为 .md", "calendar/2027.yaml.bak：扩展名应为 .yaml",
                 "forms/f.docx：扩展名应为 .pdf", "items/old：不是普通文件",
                 "items/HZ11.yaml：是链接", "notices/b.md：不是普通文件" }) {
            QVERIFY2(report.contains(QByteArray("错误 ") + line), report);
        }
    }

    void linkedAndOpenFilesAreToldApart()
    {
        const WorkspaceCopy copy;
        for (const char *name : { "items/~$HZ08.yaml", "items/.#HZ08.yaml",
                 "forms/.~lock.f-hz-01.pdf#", "~$fees.csv" }) {
            copy.write(QLatin1String(name), "x");
        }
        const Problems open = copy.check();
        QVERIFY2(!open.hasErrors(), listing(open));
        QCOMPARE(listing(open).count("文件正被打开"), 4);
        const QString fees = copy.path(QStringLiteral("fees.csv"));
        QVERIFY(QFile::rename(fees, copy.beside(QStringLiteral("fees.csv"))));
        QVERIFY(QFile::link(copy.beside(QStringLiteral("fees.csv")), fees));
        QVERIFY(listing(copy.check()).contains("错误 fees.csv：是链接"));
    }

    void allProblemsComeAtOnce()
    {
        const WorkspaceCopy copy;
        copy.replace(QStringLiteral("items/HZ08.yaml"), "state: published", "state: publishd");
        copy.replace(QStringLiteral("items/HZ09.yaml"), "title:", "titel:");
        copy.replace(QStringLiteral("fees.csv"), ",40,", ",四十,");
        copy.replace(QStringLiteral("offices.csv"), ",huzheng,", ",huzhen,");
        QVERIFY(copy.check().errors() >= 5);
    }

    void byteOrderMarksAndGb18030ReadTheSame()
    {
        Workspace plain;
        const WorkspaceCopy copy;
        QVERIFY(!copy.check(&plain).hasErrors());
        const QByteArray fees = copy.read(QStringLiteral("fees.csv"));
        copy.write(QStringLiteral("fees.csv"), "\xEF\xBB\xBF" + fees);
        copy.write(
            QStringLiteral("site.yaml"), "\xEF\xBB\xBF" + copy.read(QStringLiteral("site.yaml")));
        Workspace marked;
        QVERIFY2(!copy.check(&marked).hasErrors(), listing(copy.check()));
        QProcess iconv;
        iconv.start(QStringLiteral("iconv"),
            { QStringLiteral("-f"), QStringLiteral("UTF-8"), QStringLiteral("-t"),
                QStringLiteral("GB18030") });
        iconv.write(QByteArray(fees).replace("\n", "\r\n"));
        iconv.closeWriteChannel();
        QVERIFY(iconv.waitForFinished());
        copy.write(QStringLiteral("fees.csv"), iconv.readAllStandardOutput());
        QVERIFY(copy.read(QStringLiteral("fees.csv")) != fees);
        Workspace gb;
        QVERIFY2(!copy.check(&gb).hasErrors(), listing(copy.check()));
        for (const Workspace &other : { marked, gb }) {
            QCOMPARE(other.fees.size(), plain.fees.size());
            for (int i = 0; i < plain.fees.size(); ++i) {
                QCOMPARE(other.fees.at(i).value.name, plain.fees.at(i).value.name);
                QCOMPARE(other.fees.at(i).value.docNo, plain.fees.at(i).value.docNo);
            }
        }
    }

    void unconfirmedFactsAreListedAndNotShown()
    {
        Workspace workspace;
        const WorkspaceCopy copy;
        copy.replace(QStringLiteral("items/HZ08.yaml"), "{default: S, faq: MH}",
            "{default: S, faq: '?', steps: ML}");
        copy.replace(QStringLiteral("items/HZ09.yaml"), "confidence: S", "confidence: ML");
        QVERIFY2(!copy.check(&workspace).hasErrors(), listing(copy.check()));
        const ReleaseContent content = assembleRelease(workspace, { kToday, {}, 1 });
        QCOMPARE(content.items.size(), 2);
        QVERIFY(content.items.first().faq.isEmpty() && content.items.first().steps.isEmpty());
        QCOMPARE(content.fees.size(), 2); // the row whose amount is 待核 is not there
        QStringList records;
        const QList<PendingFact> pending = pendingFacts(workspace);
        for (const PendingFact &fact : pending) {
            records << fact.record + u' ' + fact.place.field + (fact.wholeRecord ? u'!' : u' ');
        }
        QVERIFY(records.contains(QStringLiteral("HZ08 faq ")));
        QVERIFY(records.contains(QStringLiteral("HZ08 promisedLimit ")) == false);
        QVERIFY(records.contains(QStringLiteral("HZ09 !")));
        QVERIFY(records.contains(QStringLiteral("hukoubu-bu !")));
    }

private:
    static void row(const char *name, const char *file, const char *from, const char *to, int line,
        const char *what)
    {
        QTest::newRow(name) << QString::fromUtf8(file) << QByteArray(from) << QByteArray(to) << line
                            << QString::fromUtf8(what);
    }

    static void structure()
    {
        const char *guide = "items/HZ08.yaml";
        row("tab", guide, "  - {law:", "\t- {law:", 19, "Tab");
        row("duplicate key", guide, "kind: service", "kind: service\nstate: draft", 8, "重复");
        row("unknown field", guide, "plainName:", "plainname:", 3, "plainName");
        row("unknown inner field", guide, "note: 当场交回", "notes: 当场交回", 33, "note");
        row("unknown section", "units.yaml", "units:", "unit:", 1, "units");
        row("computed field", "forms.csv", "printable", "pageCount", 1, "没有这一列");
        row("bomb", guide, "summary:", "summary: &a 甲 #", 5, "锚点");
        row("alias", guide, "summary: 身份证丢了或坏了，重新办一张。", "summary: *a", 0, "");
        row("second document", "units.yaml", "    confidence: S", "    confidence: S\n---\nx: 1",
            13, "第二段");
        row("list wanted", guide, "topics: [shenfenzheng]", "topics: shenfenzheng", 12, "列表");
        row("scalar wanted", guide, "owner: 户政部门", "owner: [户政部门]", 51, "一个值");
        row("map wanted", guide, "result: {type: 1, name: 居民身份证, delivery: [窗口]}",
            "result: 居民身份证", 42, "一组字段");
        row("missing field", guide, "disclosure: 主动公开\n", "", 0, "缺少必填字段");
    }

    static void values()
    {
        const char *guide = "items/HZ08.yaml";
        row("impossible date", guide, "verifiedOn: 2026-11-01", "verifiedOn: 2026-02-30", 53,
            "2026-02-30");
        row("date order", guide, "reviewDue: 2027-05-01", "reviewDue: 2025-05-01", 54, "早于");
        row("future check", guide, "verifiedOn: 2026-11-01", "verifiedOn: 2026-12-01", 53,
            "今天之后");
        row("review overdue", "items/HZ09.yaml", "reviewDue: 2027-05-01", "reviewDue: 2026-11-02",
            0, "L14");
        row("not a number", guide, "hot: 1", "hot: 一", 15, "整数");
        row("no such code", guide, "itemType: \"07\"", "itemType: \"77\"", 8, "没有代码 77");
        row("no such word", guide, "state: published", "state: public", 6, "published");
        row("no such unit", guide, "unit: NATURAL_DAY, basis: 《居民身份证法》第十二条}\npromised",
            "unit: DAY, basis: 《居民身份证法》第十二条}\npromised", 38, "WORKDAY");
        row("confidence", guide, "faq: MH", "faq: HIGH", 0, "置信标记");
        row("long title", guide, "title: 居民身份证丢失补领、损坏换领",
            ("title: " + QByteArray("长").repeated(300)).constData(), 2, "有 300 个字");
        row("time span", "site.yaml", "\"13:00-17:00\"", "\"17:00-13:00\"", 14, "时间段");
        row("public url", "site.yaml", "https://bs.example", "ftp://bs.example", 2, "二维码");
        row("long url", "site.yaml", "https://bs.example",
            "https://a-very-long-name-of-a-public-service-of-some-city.example", 2, "字节");
        row("calendar year", "calendar/2026.yaml", "2026-01-03]", "2025-01-03]", 4, "不在 2026 年");
        row("glyph", guide, "summary: 身份证", "summary: \xF0\x93\x80\x80身份证", 5, "屏幕字体");
    }

    static void tables()
    {
        row("missing column", "fees.csv", ",docNo", ",doc", 1, "缺少列 docNo");
        row("near column", "fees.csv", "docNo,feeKind", "docNumber,feeKind", 1, "docNo");
        row("row too short", "laws.csv", "有效,,,法律文本,S", "有效,法律文本,S", 2, "表头有");
        row("fee without document", "fees.csv", "10,元/证,,发改价格〔2003〕2322号", "10,元/证,,", 3,
            "必须填写");
        row("fee amount", "fees.csv", ",40,", ",40元,", 2, "金额");
        row("fee dates", "fees.csv", "扫码;刷卡,,,身份证件,2",
            "扫码;刷卡,2026-01-01,2025-01-01,身份证件,2", 3, "早于");
        row("duplicate id", "fees.csv", "sfz-linshi,临时", "sfz-bu,临时", 3, "重复");
        row("duplicate number", "hotlines.csv", "12389,", "110,", 3, "重复");
        row("number as a spreadsheet saves it", "hotlines.csv", "12389,", "1.238E+04,", 3,
            "不是电话号码");
        row("reading", "polyphones.csv", "yin hang", "yin", 3, "一字一音");
        row("form elsewhere", "forms.csv", "f-hz-01.pdf", "../f-hz-01.pdf", 2, "路径");
        row("no such form", "forms.csv", "f-hz-01.pdf", "f-hz-99.pdf", 2, "没有文件");
    }

    static void rules()
    {
        const char *guide = "items/HZ08.yaml";
        row("reference", guide, "form: F-HZ-01", "form: F-HZ-10", 31, "先把它补进去");
        row("near reference", guide, "form: F-HZ-01", "form: F-HU-01", 31, "F-HZ-01");
        row("fee reference", guide, "fees: [sfz-bu]", "fees: [sfz-buling]", 40, "sfz-buling");
        row("case reference", guide, "cases: [lost]", "cases: [gone]", 32, "gone");
        row("file name", "items/HZ09.yaml", "id: HZ09", "id: HZ10", 1, "文件名");
        const char *summary = "summary: 身份证丢了或坏了，重新办一张。";
        row("unknown fee in a text", guide, summary, "summary: 收费<fee:sfz-b>", 5,
            "收费表里没有 sfz-b");
        row("fee without colon", guide, summary, "summary: 收费<fee sfz-bu>", 5, "收费引用");
        row("fee not closed", guide, summary, "summary: 收费<fee:sfz-bu", 5, "收费引用");
        row("fee in a wide bracket", guide, summary, "summary: 收＜fee：sfz-bu＞", 5, "收费引用");
        row("fee in a table", "hotlines.csv", ",24小时,,可短信报警", ",<fee:sfz-bu>,,可短信报警", 2,
            "收费引用");
        row("tag in a text", guide, summary, "summary: 请看<b>这里</b>", 5, "标记“<b>”");
        row("pending inside a text", guide, summary, "summary: 收费标准待核，以窗口为准", 5,
            "夹着“待核”");
        row("unconfirmed fee in a text", guide, summary, "summary: <fee:hukoubu-bu>", 5,
            "金额待核");
        row("amount in a text", guide, summary, "summary: 收费40元", 5, "<fee:sfz-bu>");
        row("amount against itself", "fees.csv", "40,元/证,,", "40,元/证,每证45元,", 2, "不一致");
        row("L1", "items/HZ09.yaml", "visits: 1\n", "", 0, "L1");
        row("L2 longer", guide, "{value: 20, unit: WORKDAY}", "{value: 90, unit: WORKDAY}", 39,
            "L2");
        row("L2 basis", "items/HZ09.yaml", ", basis: 《临时居民身份证管理办法》第八条", "", 0,
            "L2");
        row("L3", guide, "caseType: 2", "caseType: 1", 25, "L3");
        row("L4", guide, "free: false", "free: true", 41, "L4");
        row("L5", guide, "visitReason: 需采集指纹和人像\n", "", 45, "L5");
        row("L6", guide, "name: 居民户口簿", "name: 其他相关材料", 32, "L6");
        row("L8", guide, ", form: F-HZ-01", "", 31, "L8");
        row("L9", guide, "tel: \"12389\"", "tel: \"0413-5550000\"", 0, "L9");
        row("L10", guide, "本市户口的居民。", "本市户口的居民，提交以下材料。", 0, "L10");
        row("L11 repealed", guide, "law: shenfenzheng-fa", "law: feizhi-banfa", 19, "已废止");
        row("L11 replaced", guide, "law: shenfenzheng-fa", "law: jiu-tiaoli", 19, "新法");
        row("L12", "items/XF01.yaml", "kind: signpost", "kind: service", 5, "L12");
        row("L13 resident", guide, "a: 不可以", "a: 11010519491231002X 不可以", 0, "身份证号码");
        row("L13 mobile", guide, "a: 不可以", "a: 打13812345678 不可以", 0, "手机号码");
        row("L13 card", guide, "a: 不可以", "a: 4111111111111111 不可以", 0, "银行卡号");
        row("L13 name", guide, "a: 不可以", "a: 联系人：张三 不可以", 0, "姓名");
        row("secret mark", guide, "a: 不可以", "a: 〔内部〕不可以", 0, "密级");
        row("sample code", guide, "taskCode: SAMPLE-HZ-0008", "taskCode: 11210400MB1234567X", 9,
            "SAMPLE-");
    }
};

QTEST_GUILESS_MAIN(BadInputTest)
#include "tst_badinput.moc"
