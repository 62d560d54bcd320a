// A county bureau's own halls, hours, hotlines and notices: signed by it, believed by the city for
// nothing else.
#include "publish/releasereader.h"
#include "publish/sign/overlays.h"
#include "publish/sign/resign.h"
#include "treecase.h"

using namespace Hall;

namespace {

const QString kCounty = QStringLiteral("xinbin");

const QByteArray kSite(
    "bureau: 新宾满族自治县公安局\n"
    "publicUrl: https://bs.example\n"
    "sample: true\n"
    "languages: [zh]\n"
    "mainPhone: \"12345\"\n"
    "halls:\n"
    "  - id: xinbin-dating\n"
    "    name: 新宾办事大厅\n"
    "    address: 示例路2号\n"
    "    floors: [{id: \"1\", name: 一层}]\n"
    "    phone: 待核\n"
    "    hours:\n"
    "      - {season: 全年, from: 01-01, to: 12-31, weekdays: \"1-5\", open: [\"08:30-11:30\"]}\n"
    "attract:\n"
    "  - {title: 办事不用猜, line: 点一下就知道}\n");

} // namespace

class OverlayTest : public QObject {
    Q_OBJECT

private slots:

    void init()
    {
        m_case = std::make_unique<TreeCase>();
        QVERIFY(m_case->made());
        QVERIFY(m_case->publish().ok());
        QVERIFY(makeCountyFolder(countyKeys(), kCounty).ok());
        write(county() + QStringLiteral("/site.yaml"), kSite);
        for (const char *name : { "offices.csv", "hotlines.csv" }) {
            QByteArray table = m_case->copy().read(QLatin1String(name));
            write(county() + u'/' + QLatin1String(name),
                table.replace("dating", "xinbin-dating").replace("12389", "55020000"));
        }
    }

    void aCountyPublishesByItsOwnKey()
    {
        QVERIFY(!accept().ok());
        QVERIFY(delegate().ok());
        QVERIFY2(build().ok(), qPrintable(m_said));
        const QByteArray targets = m_case->served(QStringLiteral("meta/2.targets.json"));
        const OverlayBundle accepted = accept().value();
        QCOMPARE(accepted.version, 1);
        QCOMPARE(accepted.halls, 1);
        QCOMPARE(accepted.offices, 1);
        QCOMPARE(accepted.hotlines, 2);
        // Nothing of the county's is changed, and the city's targets key was not needed.
        const QString name = QStringLiteral("meta/1.xinbin.json");
        QCOMPARE(m_case->served(name), TreeCase::bytesOf(bundle() + u'/' + name));
        QVERIFY(m_case->served(QStringLiteral("meta/3.targets.json")).isEmpty());
        QCOMPARE(m_case->served(QStringLiteral("meta/2.targets.json")), targets);
        QCOMPARE(m_case->faults(), QStringList());
        // The city goes on publishing and signing beside it.
        m_case->copy().replace(QStringLiteral("fees.csv"), ",40,", ",41,");
        QCOMPARE(m_case->publish().value().release, 2);
        QVERIFY(resignTree(m_case->place(kNow.addDays(9))).ok());
        QCOMPARE(m_case->faults(), QStringList());
        QVERIFY(TreeSession::open(m_case->reading(), {}).value()->overlays().value().size() == 1);
    }

    void numbersNeverGoBack()
    {
        QVERIFY(delegate().ok());
        QVERIFY(build().ok());
        QVERIFY(accept().ok());
        QVERIFY(accept().failure().why.contains(QStringLiteral("已有第 1 号")));
        QCOMPARE(build().value().version, 2);
        QVERIFY(accept().ok());
        // The key folder lost its memory: the city still refuses an old number.
        QVERIFY(QFile::remove(countyKeys() + QStringLiteral("/xinbin.version")));
        QCOMPARE(build().value().version, 1);
        QVERIFY(!accept().ok());
        QCOMPARE(build(7).value().version, 7);
        QVERIFY(accept().ok());
        QCOMPARE(m_case->faults(), QStringList());
    }

    void othersSignaturesAndBytesAreRefused()
    {
        QVERIFY(delegate().ok());
        QVERIFY(QDir(countyKeys()).removeRecursively());
        QVERIFY(makeCountyFolder(countyKeys(), kCounty).ok());
        QVERIFY(build().ok());
        QVERIFY(accept().failure().why.contains(QStringLiteral("登记")));
        QVERIFY(delegate().ok());
        for (const QString &name : filesBelow(bundle())) {
            const QByteArray whole = TreeCase::bytesOf(bundle() + u'/' + name);
            QByteArray wrong = whole;
            wrong[wrong.size() / 2] = static_cast<char>(wrong.at(wrong.size() / 2) ^ 1);
            write(bundle() + u'/' + name, wrong);
            QVERIFY2(!accept().ok(), qPrintable(name));
            write(bundle() + u'/' + name, whole);
        }
        QVERIFY(m_case->served(QStringLiteral("meta/1.xinbin.json")).isEmpty());
        QVERIFY(
            !acceptOverlay(m_case->place(kNow.addDays(kOverlayDays + 1)), bundle(), kCounty).ok());
        QVERIFY(accept().ok());
    }

    void aChangedByteInTheTreeIsNamed()
    {
        QVERIFY(delegate().ok());
        QVERIFY(build().ok());
        QVERIFY(accept().ok());
        for (const QString &name : filesBelow(bundle())) {
            const QByteArray whole = m_case->served(name);
            QByteArray wrong = whole;
            wrong[wrong.size() / 2] = static_cast<char>(wrong.at(wrong.size() / 2) ^ 1);
            write(m_case->tree() + u'/' + name, wrong);
            QVERIFY2(!m_case->faults().filter(name + u'：').isEmpty(), qPrintable(name));
            write(m_case->tree() + u'/' + name, whole);
        }
        QCOMPARE(m_case->faults(), QStringList());
    }

    void theCitysContentIsAFinding()
    {
        write(county() + QStringLiteral("/fees.csv"),
            m_case->copy().read(QStringLiteral("fees.csv")));
        QVERIFY(!build().ok());
        QVERIFY2(m_said.contains(QStringLiteral("fees.csv：分县局不能写")), qPrintable(m_said));
        QVERIFY(QFile::remove(county() + QStringLiteral("/fees.csv")));
        write(county() + QStringLiteral("/offices.csv"), "id,hall\n1,nowhere\n");
        QVERIFY(!build().ok());
    }

    void aWithdrawnDelegationEndsIt()
    {
        QVERIFY(delegate().ok());
        QVERIFY(build().ok());
        QVERIFY(accept().ok());
        KioskView kiosk(*m_case);
        QCOMPARE(kiosk.refresh(), QString());
        QVERIFY(revokeDelegation(m_case->place(), kCounty).ok());
        QCOMPARE(kiosk.refresh(), QString());
        QVERIFY(!accept().ok());
        QVERIFY(!revokeDelegation(m_case->place(), kCounty).ok());
        QVERIFY(TreeSession::open(m_case->reading(), {}).value()->overlays().value().isEmpty());
        QCOMPARE(m_case->faults(), QStringList());
    }

private:
    QString county() const { return m_case->beside("county"); }

    QString countyKeys() const { return m_case->beside("county-keys"); }

    QString bundle() const { return m_case->beside("bundle"); }

    static void write(const QString &path, const QByteArray &bytes)
    {
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(bytes);
    }

    static QStringList filesBelow(const QString &folder)
    {
        QStringList names;
        QDirIterator files(folder, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            names << QDir(folder).relativeFilePath(files.next());
        }
        return names;
    }

    Result<Done> delegate() const
    {
        return delegateTo(
            m_case->place(), kCounty, countyKeys() + QStringLiteral("/xinbin.pub.json"));
    }

    Result<OverlayBundle> build(qint64 version = 0)
    {
        Problems problems;
        const Workspace workspace = loadCountyWorkspace(county(), problems);
        checkWorkspace(workspace, { kToday, {} }, problems);
        m_said = problemsText(problems);
        if (problems.hasErrors()) {
            return Failure { county(), m_said };
        }
        return buildOverlay(
            workspace, { kToday, {}, 0 }, kCounty, countyKeys(), bundle(), version, kNow);
    }

    Result<OverlayBundle> accept() const
    {
        return acceptOverlay(m_case->place(), bundle(), kCounty);
    }

    std::unique_ptr<TreeCase> m_case;
    QString m_said;
};

QTEST_GUILESS_MAIN(OverlayTest)
#include "tst_overlay.moc"
