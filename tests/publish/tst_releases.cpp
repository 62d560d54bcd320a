// Releases after they were published: shares, returns, take-downs, pruning.
#include "publish/release/withdrawal.h"
#include "publish/releasereader.h"
#include "publish/sign/history.h"
#include "publish/sign/takedown.h"
#include "store/contentstore.h"
#include "treecase.h"

using namespace Hall;

class ReleasesTest : public QObject {
    Q_OBJECT

private slots:

    void init()
    {
        m_case = std::make_unique<TreeCase>();
        QVERIFY(m_case->made());
        m_amount = "40";
    }

    // What is read back and written again is the same file, byte for byte: a take-down changes
    // nothing but what it takes down.
    void aDatabaseReadBackIsWrittenTheSame()
    {
        QVERIFY(m_case->publish().ok());
        const QString file = m_case->beside("read.db");
        const QByteArray database = m_case->database();
        QVERIFY(!database.isEmpty());
        write(file, database);
        const ReleaseContent content = readReleaseDatabase(file).value();
        QCOMPARE(content.items.size(), 3);
        const QString again = m_case->beside("again.db");
        QVERIFY(writeReleaseDatabase(content, again).ok());
        QCOMPARE(TreeCase::bytesOf(again), database);
        write(file, "no database");
        QVERIFY(!readReleaseDatabase(file).ok());
    }

    void aReleaseGoesToAShareOfTheScreens()
    {
        PublishSettings careful = m_case->settings();
        careful.rolloutPercent = 10;
        careful.minApp = QStringLiteral("0.2.0");
        careful.notBefore = kNow.addDays(2);
        QVERIFY(m_case->publish(careful).ok());
        const ReleaseTarget before = ReleaseTarget::fromJson(m_case->target().custom).value();
        QCOMPARE(before.rolloutPercent, 10);
        QCOMPARE(before.minApp, QStringLiteral("0.2.0"));
        QCOMPARE(before.notBefore, kNow.addDays(2));
        QCOMPARE(changeRollout(m_case->place(), QStringLiteral("stable"), 60).value(), 10);
        const ReleaseTarget after = ReleaseTarget::fromJson(m_case->target().custom).value();
        QCOMPARE(after.rolloutPercent, 60);
        // The same screens as before and some more, for the same release.
        QCOMPARE(after.rolloutSalt, before.rolloutSalt);
        QCOMPARE(after.release, before.release);
        QCOMPARE(after.notBefore, before.notBefore);
        QVERIFY(!changeRollout(m_case->place(), QStringLiteral("nobody"), 60).ok());
        QVERIFY(!changeRollout(m_case->place(), QStringLiteral("web"), 60).ok());
        QCOMPARE(m_case->faults(), QStringList());
    }

    void aReturnIsANewReleaseWithTheOldFiles()
    {
        QVERIFY(m_case->publish().ok());
        const QByteArray first = m_case->database();
        QVERIFY(!rollBack(m_case->place(), QStringLiteral("stable"), 0).ok());
        raiseFee("41");
        QVERIFY(m_case->database() != first);
        const Rollback done = rollBack(m_case->place(), QStringLiteral("stable"), 0).value();
        QCOMPARE(done.release, 3);
        QCOMPARE(done.contentOf, 1);
        QCOMPARE(m_case->database(), first);
        QVERIFY(page().contains("40\xE5\x85\x83"));
        QCOMPARE(m_case->faults(), QStringList());
        // Back to the other content, which is what the workspace still says.
        QCOMPARE(rollBack(m_case->place(), QStringLiteral("stable"), 0).value().contentOf, 2);
        QCOMPARE(m_case->publish().value().outcome, PublishOutcome::Unchanged);
        QVERIFY(!rollBack(m_case->place(), QStringLiteral("stable"), 9).ok());
    }

    void whatIsGoneCannotBeReturnedTo()
    {
        QVERIFY(m_case->publish().ok());
        const QString object = ServedTree::object(sha256Hex(m_case->database()));
        raiseFee("41");
        QVERIFY(QFile::remove(m_case->tree() + u'/' + object));
        QFile::remove(m_case->tree() + u'/' + object + QStringLiteral(".zst"));
        const auto refused = rollBack(m_case->place(), QStringLiteral("stable"), 1);
        QVERIFY(refused.failure().why.contains(QStringLiteral("不全")));
    }

    void aTakeDownNeedsNoWorkspaceAndIsRemembered()
    {
        QVERIFY(m_case->publish().ok());
        PublishSettings canary = m_case->settings("canary");
        QVERIFY(m_case->publish(canary).ok());
        const TakeDown done = withdrawFrom(m_case->place(), {}, { QStringLiteral("HZ08") }).value();
        QCOMPARE(done.ids, QStringList(QStringLiteral("HZ08")));
        // It does not wait for the night, whatever else is in the release.
        QVERIFY(ReleaseTarget::fromJson(m_case->target().custom).value().urgent);
        QCOMPARE(done.releases.size(), 2);
        QVERIFY(page().isEmpty());
        QVERIFY(m_case->served(QStringLiteral("w/f/q9cjnh.pdf")).isEmpty());
        QCOMPARE(m_case->faults(), QStringList());
        const auto store = opened();
        QVERIFY(!store->guide(QStringLiteral("HZ08")).ok());
        QVERIFY(store->guide(QStringLiteral("HZ09")).ok());
        for (const char *query : { "身份证丢了", "sfzdl", "HZ08" }) {
            for (const SearchHit &hit : store->search(QString::fromUtf8(query), kToday, 50)) {
                QVERIFY(hit.itemId != QStringLiteral("HZ08"));
            }
        }
        for (const Form &form : store->forms()) {
            QVERIFY(!form.items.contains(QStringLiteral("HZ08")));
        }
        // The next normal build finds nothing to do, and a changed one leaves the item out.
        QCOMPARE(m_case->publish().value().outcome, PublishOutcome::Unchanged);
        m_case->copy().replace(QStringLiteral("hotlines.csv"), "12389", "12380");
        const Publication changed = m_case->publish().value();
        QCOMPARE(changed.outcome, PublishOutcome::Published);
        QCOMPARE(changed.withdrawn, QStringList(QStringLiteral("HZ08")));
        QVERIFY(!opened()->guide(QStringLiteral("HZ08")).ok());
        QVERIFY(page().isEmpty());
        QCOMPARE(restoreIn(m_case->place(), {}, { QStringLiteral("HZ08") }).value().size(), 1);
        QVERIFY(!restoreIn(m_case->place(), {}, { QStringLiteral("HZ08") }).ok());
        QCOMPARE(m_case->publish().value().outcome, PublishOutcome::Published);
        QVERIFY(opened()->guide(QStringLiteral("HZ08")).ok());
        QVERIFY(!page().isEmpty());
        QCOMPARE(m_case->faults(), QStringList());
    }

    void aNoticeCanBeTakenDownToo()
    {
        QVERIFY(m_case->publish().ok());
        const QList<Notice> notices = opened()->notices(kToday, QStringLiteral("dating"));
        QCOMPARE(notices.size(), 1);
        QVERIFY(
            withdrawFrom(m_case->place(), QStringLiteral("stable"), { notices.first().id }).ok());
        QVERIFY(opened()->notices(kToday, QStringLiteral("dating")).isEmpty());
        QVERIFY(!withdrawFrom(m_case->place(), {}, { QStringLiteral("NOPE") }).ok());
    }

    // A return to a release from before a take-down must not undo it.
    void aReturnDoesNotBringBackWhatWasWithdrawn()
    {
        QVERIFY(m_case->publish().ok());
        raiseFee("41");
        QVERIFY(withdrawFrom(m_case->place(), {}, { QStringLiteral("HZ08") }).ok());
        const Rollback done = rollBack(m_case->place(), QStringLiteral("stable"), 1).value();
        QCOMPARE(done.withdrawn, QStringList(QStringLiteral("HZ08")));
        QVERIFY(!opened()->guide(QStringLiteral("HZ08")).ok());
        QVERIFY(page().isEmpty());
        QCOMPARE(m_case->faults(), QStringList());
    }

    void feesAndFormsOfOthersStay()
    {
        ReleaseContent content;
        Item a;
        a.id = QStringLiteral("A");
        a.fees = { QStringLiteral("own"), QStringLiteral("both") };
        Item b;
        b.id = QStringLiteral("B");
        b.fees = { QStringLiteral("both") };
        Material material;
        material.form = QStringLiteral("shared");
        b.materials = { material };
        content.items = { a, b };
        for (const char *id : { "own", "both", "table" }) {
            Fee fee;
            fee.id = QLatin1String(id);
            content.fees << fee;
        }
        Form own;
        own.id = QStringLiteral("alone");
        own.items = { a.id };
        Form shared;
        shared.id = QStringLiteral("shared");
        shared.items = { a.id };
        content.forms = { own, shared };
        content.terms
            = { { a.id, SearchTermKind::Title, {}, {} }, { b.id, SearchTermKind::Title, {}, {} } };
        withdraw(content, { a.id });
        QCOMPARE(content.items.size(), 1);
        QCOMPARE(content.terms.size(), 1);
        QCOMPARE(content.fees.size(), 2);
        QCOMPARE(content.fees.first().id, QStringLiteral("both"));
        QCOMPARE(content.forms.size(), 1);
        QCOMPARE(content.forms.first().id, QStringLiteral("shared"));
    }

    void theTreeSaysWhatItHolds()
    {
        QVERIFY(m_case->publish().ok());
        raiseFee("41");
        QVERIFY(m_case->publish(m_case->settings("canary")).ok());
        const auto session = TreeSession::open(m_case->reading(), {});
        const QList<PastRelease> releases = releasesOf(*session.value());
        QCOMPARE(releases.size(), 3);
        QCOMPARE(releases.at(0).channel, QStringLiteral("canary"));
        QCOMPARE(releases.at(1).release, 2);
        QVERIFY(releases.at(1).present && releases.at(1).whole);
        QCOMPARE(releases.at(2).release, 1);
        QVERIFY(!releases.at(2).present && releases.at(2).whole);
    }

    void pruningKeepsWhatKiosksMayBeFetching()
    {
        QVERIFY(m_case->publish().ok());
        const QString first = ServedTree::object(sha256Hex(m_case->database()));
        raiseFee("41");
        raiseFee("42");
        raiseFee("43");
        const SigningPlace soon = m_case->reading(QDateTime::currentDateTimeUtc());
        QCOMPARE(pruneTree(soon, 1, 72).value().files, 0);
        const SigningPlace later = m_case->reading(QDateTime::currentDateTimeUtc().addDays(30));
        QVERIFY(pruneTree(later, 1, 72).value().files > 0);
        QVERIFY(m_case->served(first).isEmpty());
        QCOMPARE(m_case->faults(), QStringList());
        QVERIFY(!m_case->database().isEmpty());
        QVERIFY(!rollBack(m_case->place(), QStringLiteral("stable"), 1).ok());
        raiseFee("44");
        QCOMPARE(m_case->faults(), QStringList());
    }

private:
    static void write(const QString &path, const QByteArray &bytes)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(bytes);
    }

    void raiseFee(const QByteArray &amount)
    {
        m_case->copy().replace(
            QStringLiteral("fees.csv"), ',' + m_amount + ',', ',' + amount + ',');
        m_amount = amount;
        QCOMPARE(m_case->publish().value().outcome, PublishOutcome::Published);
    }

    QByteArray page() const { return m_case->served(QStringLiteral("w/g/hcbgwe.html")); }

    std::shared_ptr<const ContentStore> opened() const
    {
        const QString folder = m_case->beside("opened");
        QDir().mkpath(folder);
        write(folder + QStringLiteral("/release.db"), m_case->database());
        return ContentStore::open(folder).value();
    }

    QByteArray m_amount;
    std::unique_ptr<TreeCase> m_case;
};

QTEST_GUILESS_MAIN(ReleasesTest)
#include "tst_releases.moc"
