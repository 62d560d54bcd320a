// The small workspace as a release: what screens and phones get from it, byte for byte the same
// each time.
#include "model/shortid.h"
#include "model/takeaway.h"
#include "publish/release/build.h"
#include "publish/render/phonepage.h"
#include "publish/workspace/markdown.h"
#include "store/contentstore.h"
#include "workspacecopy.h"

#include <QCryptographicHash>

using namespace Hall;

namespace {

using Store = std::shared_ptr<const ContentStore>;

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class ReleaseTest : public QObject {
    Q_OBJECT

private slots:

    void screensGetWhatTheClerkWrote()
    {
        const WorkspaceCopy copy;
        const Store store = built(copy, QStringLiteral("gen"));
        QVERIFY(store);
        QCOMPARE(store->info().dataDate, kToday);
        QCOMPARE(store->info().release, 7);
        QCOMPARE(store->items(kToday).size(), 3);
        const ItemHead head = store->items(kToday).first();
        QCOMPARE(head.id, QStringLiteral("HZ08"));
        QCOMPARE(head.feeText, QStringLiteral("40元"));
        QCOMPARE(head.limitText, QStringLiteral("20个工作日"));
        QCOMPARE(store->hotItems(kToday, 8).size(), 1);
        QCOMPARE(store->itemsOfTopic(QStringLiteral("elderly"), kToday).size(), 1);
        QCOMPARE(store->topics(TopicKind::Topic).first().itemCount, 2);
        QCOMPARE(store->fees(kToday).size(), 2);
        QCOMPARE(store->hotlines().first().number, QStringLiteral("110"));
        QCOMPARE(store->site().hotWords, QStringList { QStringLiteral("身份证补领") });
        QVERIFY(store->calendar().isHoliday(QDate(2026, 1, 1)));
        QVERIFY(store->halls().first().phone.isEmpty()); // 待核
    }

    void guidesCarryCasesFormsAndCodes()
    {
        const WorkspaceCopy copy;
        const Store store = built(copy, QStringLiteral("gen"));
        const GuideRecord guide = store->guide(QStringLiteral("HZ08")).take();
        QCOMPARE(guide.guideUrl, QStringLiteral("https://bs.example/g/hcbgwe"));
        QCOMPARE(urlPayloadProblem(guide.guideUrl), QString());
        QCOMPARE(materialsForCase(guide.item, QStringLiteral("damaged")).size(), 2);
        QVERIFY(guide.item.catalogCode.isEmpty());
        const Form form = store->form(QStringLiteral("F-HZ-01"));
        QCOMPARE(form.url, QStringLiteral("https://bs.example/f/q9cjnh"));
        QCOMPARE(form.pageCount, 1);
        QCOMPARE(form.bytes, QFileInfo(copy.path(QStringLiteral("forms/f-hz-01.pdf"))).size());
        const QByteArray picture
            = contentOf(copy.beside(QStringLiteral("gen/") + form.pagePictures.first()));
        QVERIFY(picture.startsWith("\x89PNG"));
        QCOMPARE(picture.mid(16, 4).toHex(), QByteArray("000004b0")); // 1200 px wide
        const Notice notice = store->notices(kToday, QStringLiteral("dating")).first();
        QCOMPARE(notice.html,
            QStringLiteral("<p>下午 <b>16:30</b> 下班。</p><ul><li>周末不办公</li>"
                           "<li>3 &lt; 5 &amp; 提前到</li></ul>"));
        QCOMPARE(notice.text, QStringLiteral("下午 16:30 下班。\n- 周末不办公\n- 3 < 5 & 提前到"));
    }

    // Where a fact comes from is the editors' own note and may say what is not settled.
    void notesOfTheEditorsStayBehind()
    {
        const WorkspaceCopy copy;
        copy.replace(QStringLiteral("items/HZ08.yaml"), "source: 《居民身份证法》",
            "source: 《居民身份证法》，内容待核");
        QVERIFY(built(copy, QStringLiteral("gen")));
        const QByteArray database = contentOf(copy.beside(QStringLiteral("gen/release.db")));
        QVERIFY(database.contains("居民身份证"));
        QVERIFY(!database.contains("待核"));
    }

    void theSameInputGivesTheSameBytes()
    {
        const WorkspaceCopy copy;
        QVERIFY(built(copy, QStringLiteral("one")) && built(copy, QStringLiteral("two")));
        QCOMPARE(filesBelow(copy.beside(QStringLiteral("one"))),
            filesBelow(copy.beside(QStringLiteral("two"))));
        // Nothing but the release lies there: no journal, no rest of a build.
        QCOMPARE(QDir(copy.beside(QStringLiteral("one")))
                     .entryList(QDir::NoDotAndDotDot | QDir::AllEntries),
            (QStringList { QStringLiteral("pages"), QStringLiteral("release.db") }));
        QVERIFY(!QFileInfo::exists(copy.beside(QStringLiteral("one.tmp"))));
    }

    void aBuildReplacesABuildAndNothingElse()
    {
        const WorkspaceCopy copy;
        QVERIFY(built(copy, QStringLiteral("gen")));
        copy.replace(QStringLiteral("fees.csv"), ",40,", ",41,");
        QCOMPARE(built(copy, QStringLiteral("gen"))->items(kToday).first().feeText,
            QStringLiteral("41元"));
        QDir().mkpath(copy.beside(QStringLiteral("photos")));
        QFile foreign(copy.beside(QStringLiteral("photos/cat.jpg")));
        QVERIFY(foreign.open(QIODevice::WriteOnly));
        QVERIFY(!built(copy, QStringLiteral("photos")));
        QVERIFY(foreign.exists());
        QVERIFY(QDir().rename(
            copy.beside(QStringLiteral("photos")), copy.beside(QStringLiteral("fresh.tmp"))));
        QVERIFY(!built(copy, QStringLiteral("fresh")));
        QVERIFY(QFile::exists(copy.beside(QStringLiteral("fresh.tmp/cat.jpg"))));
        // The rest of an interrupted build is no obstacle.
        QVERIFY(QDir().mkpath(copy.beside(QStringLiteral("gen.tmp/pages"))));
        QVERIFY(built(copy, QStringLiteral("gen")));
    }

    void oneFeeChangesEverywhereAtOnce()
    {
        const WorkspaceCopy copy;
        copy.replace(QStringLiteral("items/HZ08.yaml"), "重新办一张。", "补办收<fee:sfz-bu>。");
        copy.replace(QStringLiteral("fees.csv"), ",40,", ",41.50,");
        const Store store = built(copy, QStringLiteral("gen"));
        QCOMPARE(store->items(kToday).first().feeText, QStringLiteral("41.50元"));
        QCOMPARE(store->fees(kToday).first().amount->fen, 4150);
        QCOMPARE(store->feesById({ QStringLiteral("sfz-bu") }, kToday).first().amount->fen, 4150);
        QVERIFY(store->guide(QStringLiteral("HZ08"))
                    .value()
                    .item.summary.endsWith(QStringLiteral("补办收41.50元。")));
        const QString page = QString::fromUtf8(pageOf(copy, "HZ08"));
        QCOMPARE(page.count(QStringLiteral("41.50元")), 2);
        QVERIFY(!page.contains(QStringLiteral("40元")));
    }

    void phonePagesAreAsApproved_data()
    {
        QTest::addColumn<QByteArray>("item");
        QTest::newRow("service") << QByteArray("HZ08");
        QTest::newRow("signpost") << QByteArray("XF01");
    }

    void phonePagesAreAsApproved()
    {
        QFETCH(QByteArray, item);
        const WorkspaceCopy copy;
        const QByteArray page = pageOf(copy, item);
        const QString golden = QStringLiteral(HALL_SOURCE_DIR "/tests/publish/golden/%1.html")
                                   .arg(QString::fromLatin1(item).toLower());
        if (page != contentOf(golden)) {
            QFile actual(golden + QStringLiteral(".actual"));
            QVERIFY(actual.open(QIODevice::WriteOnly));
            actual.write(page);
            QFAIL(qPrintable(QStringLiteral("the page differs, see %1").arg(actual.fileName())));
        }
        QVERIFY(!page.contains("<script") && !page.contains("http://"));
    }

    void formsOnTheWebAreTheWorkspacesOwn()
    {
        const WorkspaceCopy copy;
        const QList<WebFile> files = webFiles(content(copy), copy.path()).take();
        const auto form = std::find_if(files.cbegin(), files.cend(),
            [](const WebFile &file) { return file.path == QStringLiteral("f/q9cjnh.pdf"); });
        QVERIFY(form != files.cend());
        QCOMPARE(form->bytes, copy.read(QStringLiteral("forms/f-hz-01.pdf")));
    }

    void hostileTextStaysText()
    {
        const WorkspaceCopy copy;
        copy.replace(QStringLiteral("items/HZ08.yaml"), "note: 当场交回",
            "note: '<script>alert(1)</script>\" onload='");
        const QByteArray page = pageOf(copy, "HZ08");
        QVERIFY(!page.contains("<script") && page.contains("&lt;script&gt;"));
        const RenderedMarkdown html = renderMarkdown(
            QStringLiteral("<img src=x> ![图](http://a/b.png) [词](javascript:alert(1))"));
        QVERIFY(!html.html.contains(QStringLiteral("<img"))
            && !html.html.contains(QStringLiteral("javascript")));
    }

private:
    static ReleaseContent content(const WorkspaceCopy &copy)
    {
        Workspace workspace;
        const Problems problems = copy.check(&workspace);
        return assembleRelease(workspace, { kToday, {}, 7 });
    }

    static QByteArray pageOf(const WorkspaceCopy &copy, const QByteArray &id)
    {
        const ReleaseContent release = content(copy);
        for (const Item &item : release.items) {
            if (item.id.toUtf8() == id) {
                return guidePage(item, release);
            }
        }
        return {};
    }

    static Store built(const WorkspaceCopy &copy, const QString &name)
    {
        Workspace workspace;
        const Problems problems = copy.check(&workspace);
        Progress progress;
        const auto release = buildPlain(workspace, { kToday, {}, 7 }, copy.beside(name),
            copy.beside(QStringLiteral("cache")), progress);
        auto store
            = release ? ContentStore::open(copy.beside(name)) : Result<Store>(release.failure());
        return store ? store.take() : Store();
    }

    static QMap<QString, QByteArray> filesBelow(const QString &folder)
    {
        QMap<QString, QByteArray> files;
        QDirIterator entries(folder, QDir::Files, QDirIterator::Subdirectories);
        while (entries.hasNext()) {
            const QString path = entries.next();
            files.insert(QDir(folder).relativeFilePath(path),
                QCryptographicHash::hash(contentOf(path), QCryptographicHash::Sha256).toHex());
        }
        return files;
    }
};

QTEST_GUILESS_MAIN(ReleaseTest)
#include "tst_release.moc"
