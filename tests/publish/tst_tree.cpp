// The signed tree: what a kiosk verifies, and what an interrupted or foreign publication leaves
// behind.
#include "publish/sign/keyfolder.h"
#include "publish/sign/publish.h"
#include "publish/sign/publishedtree.h"
#include "publish/sign/verifytree.h"
#include "store/schema.h"
#include "trust/bundle.h"
#include "trust/compression.h"
#include "trust/digest.h"
#include "trust/patch.h"
#include "trust/trustedmetadata.h"
#include "workspacecopy.h"

#include <QTimeZone>
#include <sys/stat.h>

using namespace Hall;

namespace {

const QDateTime kNow = QDateTime(kToday, QTime(8, 0), QTimeZone::utc()).toUTC();

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TreeTest : public QObject {
    Q_OBJECT

private slots:

    void init()
    {
        m_copy = std::make_unique<WorkspaceCopy>();
        QVERIFY(makeKeyFolder(keys(), kNow).ok());
    }

    void keysAreSecretAndNeverOverwritten()
    {
        const QByteArray before = contentOf(keys() + QStringLiteral("/root-1.pem"));
        QVERIFY(!makeKeyFolder(keys(), kNow).ok());
        QCOMPARE(contentOf(keys() + QStringLiteral("/root-1.pem")), before);
        for (const char *name :
            { "root-1", "root-2", "root-3", "targets", "snapshot", "timestamp" }) {
            struct stat info { };

            const QString path = QStringLiteral("%1/%2.pem").arg(keys(), QLatin1String(name));
            QCOMPARE(::stat(QFile::encodeName(path).constData(), &info), 0);
            QCOMPARE(info.st_mode & 0777, mode_t(0600));
        }
        const auto root = TrustedMetadata::startingFrom(rootFile(), { kNow, true });
        QVERIFY(root.ok());
        QCOMPARE(root.value().root().roles.value(Role::Root).threshold, 2);
        QCOMPARE(root.value().root().roles.value(Role::Root).keyIds.size(), 3);
    }

    void aKioskCanVerifyEveryFile()
    {
        QCOMPARE(publish().value().release, 1);
        aKioskCanVerifyTheObjects();
        QVERIFY(served(QStringLiteral("w/g/hcbgwe.html")).contains("40\xE5\x85\x83"));
        QCOMPARE(served(QStringLiteral("w/f/q9cjnh.pdf")),
            m_copy->read(QStringLiteral("forms/f-hz-01.pdf")));
    }

    void aTreeNamedFromTheWorkingFolderKeepsItsPhonePages()
    {
        const QString home = QDir::currentPath();
        QVERIFY(QDir::setCurrent(QFileInfo(tree()).path()));
        PublishSettings here = settings();
        here.place.tree = QFileInfo(tree()).fileName();
        const bool published = publish(here).ok();
        QVERIFY(QDir::setCurrent(home));
        QVERIFY(published);
        QVERIFY(!served(QStringLiteral("w/g/hcbgwe.html")).isEmpty());
    }

    void versionsCountUpAndUnchangedContentIsNotPublished()
    {
        QCOMPARE(publish().value().release, 1);
        const QByteArray first = served(QStringLiteral("meta/timestamp.json"));
        QCOMPARE(publish().value().outcome, PublishOutcome::Unchanged);
        QCOMPARE(served(QStringLiteral("meta/timestamp.json")), first);
        m_copy->replace(QStringLiteral("fees.csv"), ",40,", ",41,");
        QCOMPARE(publish().value().release, 2);
        QCOMPARE(verified().timestamp()->version, 2);
        QVERIFY(served(QStringLiteral("w/g/hcbgwe.html")).contains("41\xE5\x85\x83"));
        PublishSettings forced = settings();
        forced.force = true;
        QCOMPARE(publish(forced).value().release, 3);
        PublishSettings back = settings();
        back.force = true;
        back.build.release = 2;
        QVERIFY(!publish(back).ok());
        // Two pointers of the same length within a second would share nginx's ETag.
        const QDateTime pointer
            = QFileInfo(tree() + QStringLiteral("/meta/timestamp.json")).lastModified();
        QVERIFY(
            pointer >= QFileInfo(tree() + QStringLiteral("/meta/1.snapshot.json")).lastModified());
    }

    void anotherDayAloneIsNoChangeButKeepsTheSignaturesFresh()
    {
        QVERIFY(publish().ok());
        PublishSettings later = settings();
        later.build.today = kToday.addDays(1);
        QCOMPARE(publish(later).value().outcome, PublishOutcome::Unchanged);
        later.place.now = kNow.addDays(5);
        QCOMPARE(publish(later).value().outcome, PublishOutcome::Renewed);
        QCOMPARE(verified(later.place.now).timestamp()->expires,
            later.place.now.addDays(kTimestampDays));
        QCOMPARE(publish(later).value().release, 1);
    }

    void withdrawnGuidesLeaveTheWebServer()
    {
        QVERIFY(publish().ok());
        QVERIFY(QFileInfo::exists(tree() + QStringLiteral("/w/g/hcbgwe.html")));
        m_copy->replace(QStringLiteral("items/HZ08.yaml"), "state: published", "state: suspended");
        QVERIFY(publish().ok());
        QVERIFY(!QFileInfo::exists(tree() + QStringLiteral("/w/g/hcbgwe.html")));
        QVERIFY(QFileInfo::exists(tree() + QStringLiteral("/w/f/q9cjnh.pdf")));
    }

    // Wherever it stops, the pointer still names a whole release.
    void anInterruptedPublicationLeavesTheOldRelease()
    {
        QVERIFY(publish().ok());
        const QByteArray before = served(QStringLiteral("meta/timestamp.json"));
        m_copy->replace(QStringLiteral("fees.csv"), ",40,", ",41,");
        QVERIFY(QFile::setPermissions(
            tree() + QStringLiteral("/meta"), QFile::ReadOwner | QFile::ExeOwner));
        QDir().rename(
            tree() + QStringLiteral("/meta/timestamp.json"), tree() + QStringLiteral("/meta/keep"));
        QDir().mkpath(
            tree() + QStringLiteral("/meta/2.targets.json")); // the file cannot be written
        QDir().rename(
            tree() + QStringLiteral("/meta/keep"), tree() + QStringLiteral("/meta/timestamp.json"));
        QVERIFY(!publish().ok());
        QCOMPARE(served(QStringLiteral("meta/timestamp.json")), before);
        QCOMPARE(verified().targets()->version, 1);
        QFile::setPermissions(tree() + QStringLiteral("/meta"),
            QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        QDir(tree() + QStringLiteral("/meta/2.targets.json")).removeRecursively();
        QCOMPARE(publish().value().release, 2);
        QCOMPARE(verified().targets()->version, 2);
    }

    // Kiosks would refuse release 1 after release 2, so a lost pointer has to be restored.
    void aLostTimestampDoesNotStartAnew()
    {
        QVERIFY(publish().ok());
        const QString pointer = tree() + QStringLiteral("/meta/timestamp.json");
        const QByteArray targets = served(QStringLiteral("meta/1.targets.json"));
        QVERIFY(QFile::rename(pointer, m_copy->beside(QStringLiteral("kept"))));
        QVERIFY(publish().failure().why.contains(QStringLiteral("恢复整个 meta")));
        QVERIFY(QDir(tree() + QStringLiteral("/meta")).removeRecursively());
        QVERIFY(!publish().ok());
        QVERIFY(!targets.isEmpty() && !QFileInfo::exists(pointer));
    }

    void whatAnInterruptionLeftIsNotOverwritten()
    {
        QVERIFY(publish().ok());
        const QString left = tree() + QStringLiteral("/meta/2.targets.json");
        QVERIFY(QFile::copy(tree() + QStringLiteral("/meta/1.targets.json"), left));
        m_copy->replace(QStringLiteral("fees.csv"), ",40,", ",41,");
        QCOMPARE(publish().value().release, 2);
        QCOMPARE(contentOf(left), served(QStringLiteral("meta/1.targets.json")));
        QCOMPARE(verified().targets()->version, 3);
    }

    void aSpoiltObjectIsWrittenAnew()
    {
        QVERIFY(publish().ok());
        QDirIterator objects(
            tree() + QStringLiteral("/o"), QDir::Files, QDirIterator::Subdirectories);
        while (objects.hasNext()) {
            QFile object(objects.next());
            QVERIFY(object.open(QIODevice::ReadWrite));
            object.seek(object.size() / 2);
            object.putChar('~');
        }
        PublishSettings forced = settings();
        forced.force = true;
        QVERIFY(publish(forced).ok());
        aKioskCanVerifyTheObjects();
    }

    void foreignKeysAndFoldersAreRefused()
    {
        QVERIFY(publish().ok());
        QVERIFY(makeKeyFolder(m_copy->beside(QStringLiteral("others")), kNow).ok());
        PublishSettings foreign = settings();
        foreign.place.keys = m_copy->beside(QStringLiteral("others"));
        foreign.force = true;
        const QByteArray before = served(QStringLiteral("meta/timestamp.json"));
        QVERIFY(!publish(foreign).ok());
        QCOMPARE(served(QStringLiteral("meta/timestamp.json")), before);
        PublishSettings home = settings();
        home.place.tree = m_copy->path();
        QVERIFY(!publish(home).ok());
        home.place.keys = m_copy->beside(QStringLiteral("none"));
        QVERIFY(!publish(home).ok());
    }

    // Pages and forms are as dangerous as the database: whoever can change them has to be seen.
    void oneChangedByteIsNamed()
    {
        QVERIFY(publish().ok());
        QCOMPARE(faults(), QStringList());
        const QStringList files = filesOfTheTree();
        QVERIFY(files.filter(QStringLiteral(".zst")).size() >= 3);
        QVERIFY(files.contains(QStringLiteral("w/f/q9cjnh.pdf")));
        QVERIFY(files.contains(QStringLiteral("w/g/hcbgwe.html")));
        QVERIFY(!files.filter(QStringLiteral("w/c/guide-")).isEmpty());
        for (const QString &name : files) {
            const QByteArray whole = served(name);
            QByteArray wrong = whole;
            wrong[wrong.size() / 2] = static_cast<char>(wrong.at(wrong.size() / 2) ^ 1);
            put(name, wrong);
            QVERIFY2(faults().contains(name), qPrintable(name));
            QFile::remove(tree() + u'/' + name);
            QVERIFY2(faults().contains(name), qPrintable(name));
            put(name, whole);
        }
        for (const char *name : { "w/g/x.html", "t/x", "o/aa/x", "p/x", "meta/x.json", "x" }) {
            QDir().mkpath(QFileInfo(tree() + u'/' + QLatin1String(name)).path());
            put(QLatin1String(name), "x");
            QCOMPARE(faults(), QStringList(QLatin1String(name)));
            QFile::remove(tree() + u'/' + QLatin1String(name));
        }
        QCOMPARE(faults(), QStringList());
    }

    // Kiosks hold the last release or the one before; both are led to the new one.
    void patchesLeadFromTheTwoReleasesBefore()
    {
        const QList<QByteArray> amounts { ",40,", ",41,", ",42,", ",43," };
        QStringList databases;
        for (qsizetype i = 0; i < amounts.size(); ++i) {
            if (i > 0) {
                m_copy->replace(QStringLiteral("fees.csv"), amounts.at(i - 1), amounts.at(i));
            }
            QVERIFY(publish().ok());
            const ManifestFile database = fileOf(releaseDatabaseName());
            QCOMPARE(database.patches.size(), std::min<qsizetype>(i, 2));
            for (qsizetype back = 0; back < database.patches.size(); ++back) {
                const ManifestPatch patch = database.patches.at(back);
                QCOMPARE(patch.from, databases.at(databases.size() - 1 - back));
                const QByteArray bytes = served(ServedTree::patch(patch.from, database.sha256));
                QCOMPARE(bytes.size(), patch.size);
                QCOMPARE(sha256Hex(bytes), patch.sha256);
                QVERIFY(patch.size * 2 < database.compressedSize.value_or(database.size));
                QCOMPARE(
                    applyPatch(bytes, served(ServedTree::object(patch.from)), database.size, {})
                        .value(),
                    served(ServedTree::object(database.sha256)));
            }
            databases.append(database.sha256);
        }
        QCOMPARE(faults(), QStringList());
        const QStringList patches = patchFiles();
        QCOMPARE(patches.size(), 5);
        for (const QString &name : patches) {
            const QByteArray whole = served(name);
            QByteArray wrong = whole;
            // An old patch is judged by what it yields, which some bits of it do not change.
            const qsizetype at = name.contains(databases.last()) ? wrong.size() / 2 : 0;
            wrong[at] = static_cast<char>(wrong.at(at) ^ 1);
            put(name, wrong);
            QCOMPARE(faults(), QStringList(name));
            QFile::remove(tree() + u'/' + name);
            QCOMPARE(faults().isEmpty(), !name.contains(databases.last()));
            put(name, whole);
        }
    }

    // What a kiosk of the last signing is sent in one answer.
    void aBundleLeadsFromTheLastSigning()
    {
        QVERIFY(publish().ok());
        QVERIFY(filesOfTheTree().filter(QRegularExpression(QStringLiteral("^u/"))).isEmpty());
        const BundleBase base { served(QStringLiteral("meta/1.snapshot.json")),
            served(QStringLiteral("meta/1.targets.json")), manifestJson() };
        m_copy->replace(QStringLiteral("fees.csv"), ",40,", ",41,");
        QVERIFY(publish().ok());
        const QString name = ServedTree::bundle(2, QStringLiteral("stable"), base.digest());
        const QByteArray bundle = served(name);
        QVERIFY(!bundle.isEmpty() && bundle.size() < 1200);
        const QMap<QString, QByteArray> files = openBundle(bundle, base, {}).take();
        QCOMPARE(files.size(), 4); // snapshot, targets, list, patch of the database
        for (auto file = files.cbegin(); file != files.cend(); ++file) {
            const bool list = file.key().endsWith(QStringLiteral(".manifest.json"));
            QCOMPARE(file.value(), list ? manifestJson() : served(file.key()));
        }
        QCOMPARE(faults(), QStringList());
        for (qsizetype at = 0; at < bundle.size(); at += 40) {
            QByteArray wrong = bundle;
            wrong[at] = static_cast<char>(wrong.at(at) ^ 4);
            put(name, wrong);
            const auto opened = openBundle(wrong, base, {});
            // A bit that changes nothing is no fault.
            QCOMPARE(faults().contains(name), !opened || opened.value() != files);
        }
        put(QStringLiteral("u/2.stable.0123456789abcdef.zst"), bundle);
        QVERIFY(faults().contains(QStringLiteral("u/2.stable.0123456789abcdef.zst")));
    }

    void aPatchNobodyNeedsAnyMoreGoes()
    {
        QVERIFY(publish().ok());
        const QByteArray before = m_copy->read(QStringLiteral("fees.csv"));
        for (const char *amount : { ",41,", ",42,", ",43,", ",44," }) {
            m_copy->write(QStringLiteral("fees.csv"), QByteArray(before).replace(",40,", amount));
            QVERIFY(publish().ok());
        }
        const QStringList all = patchFiles();
        QCOMPARE(all.size(), 7);
        // The day after, somebody may still be on the way with an earlier list.
        PublishSettings later = settings();
        later.force = true;
        later.place.now = QDateTime::currentDateTimeUtc().addDays(kTimestampDays - 1);
        QVERIFY(publish(later).ok());
        QCOMPARE(patchFiles().size(), 9);
        later.place.now = QDateTime::currentDateTimeUtc().addDays(kTimestampDays + 1);
        QVERIFY(publish(later).ok());
        // Those of the release just replaced, and the new ones.
        QCOMPARE(patchFiles().size(), 4);
        QCOMPARE(fileOf(releaseDatabaseName()).patches.size(), 2);
        QCOMPARE(faults(), QStringList());
    }

    void unchangedContentRepairsThePhonePages()
    {
        QVERIFY(publish().ok());
        const QString page = QStringLiteral("w/g/hcbgwe.html");
        put(page, "<script>");
        QFile::remove(tree() + QStringLiteral("/w/f/q9cjnh.pdf"));
        put(QStringLiteral("w/g/other.html"), "x");
        PublishSettings later = settings();
        later.build.today = kToday.addDays(1);
        const Publication repaired = publish(later).value();
        QCOMPARE(repaired.outcome, PublishOutcome::Unchanged);
        QCOMPARE(repaired.restored, 2);
        QCOMPARE(faults(), QStringList());
    }

    void channelsDoNotDisturbEachOther()
    {
        QVERIFY(publish().ok());
        PublishSettings canary = settings();
        canary.channel = QStringLiteral("canary");
        QCOMPARE(publish(canary).value().release, 1);
        // Both, the phone pages of each, and those of both together.
        QCOMPARE(verified().targets()->targets.size(), 5);
        canary.channel = QStringLiteral("web");
        QVERIFY(!publish(canary).ok());
        QCOMPARE(publish().value().outcome, PublishOutcome::Unchanged);
    }

    // What only one channel has stays while another one is published.
    void phonePagesAreThoseOfAllChannels()
    {
        QVERIFY(publish().ok());
        m_copy->replace(QStringLiteral("items/HZ08.yaml"), "state: published", "state: suspended");
        PublishSettings canary = settings();
        canary.channel = QStringLiteral("canary");
        QVERIFY(publish(canary).ok());
        QVERIFY(QFileInfo::exists(tree() + QStringLiteral("/w/g/hcbgwe.html")));
        QCOMPARE(faults(), QStringList());
        QVERIFY(publish().ok());
        QVERIFY(!QFileInfo::exists(tree() + QStringLiteral("/w/g/hcbgwe.html")));
        QCOMPARE(faults(), QStringList());
    }

private:
    void aKioskCanVerifyTheObjects() const
    {
        const TrustedMetadata metadata = verified();
        const Target target
            = metadata.targets()->targets.value(QStringLiteral("stable.manifest.zst"));
        const ReleaseTarget release = ReleaseTarget::fromJson(target.custom).take();
        const QByteArray packed
            = served(ServedTree::manifest(QStringLiteral("stable"), target.sha256));
        QCOMPARE(sha256Hex(packed), target.sha256);
        const QByteArray json = decompress(packed, release.rawSize, {}).take();
        const Manifest manifest = parseManifest(json, {}).take();
        QCOMPARE(manifest.release, release.release);
        QCOMPARE(manifest.totalSize(), release.totalSize);
        QCOMPARE(manifest.files.size(), 2);
        for (const ManifestFile &file : manifest.files) {
            const QByteArray raw = served(ServedTree::object(file.sha256));
            QCOMPARE(sha256Hex(raw), file.sha256);
            if (file.compressedSize) {
                const QByteArray small = served(ServedTree::compressedObject(file.sha256));
                QCOMPARE(small.size(), *file.compressedSize);
                QVERIFY(small.size() * 10 < raw.size() * 9);
                QCOMPARE(decompress(small, file.size, {}).take(), raw);
            }
        }
    }

    QStringList faults() const
    {
        QStringList names;
        const TreeReport report
            = verifyTree(tree(), keys() + QStringLiteral("/root.json"), kNow).value();
        for (const TreeFault &fault : report.faults) {
            names << fault.file;
        }
        return names;
    }

    QStringList filesOfTheTree() const
    {
        QStringList names;
        QDirIterator files(tree(), QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            names << QDir(tree()).relativeFilePath(files.next());
        }
        return names;
    }

    QStringList patchFiles() const
    {
        return filesOfTheTree().filter(QRegularExpression(QStringLiteral("^p/")));
    }

    QByteArray manifestJson() const
    {
        const Target target
            = verified().targets()->targets.value(QStringLiteral("stable.manifest.zst"));
        return decompress(served(ServedTree::manifest(QStringLiteral("stable"), target.sha256)),
            largestManifest, {})
            .take();
    }

    ManifestFile fileOf(const QString &path) const
    {
        const Manifest manifest = parseManifest(manifestJson(), {}).take();
        const auto file = std::find_if(manifest.files.cbegin(), manifest.files.cend(),
            [&](const ManifestFile &one) { return one.path == path; });
        return file == manifest.files.cend() ? ManifestFile {} : *file;
    }

    void put(const QString &name, const QByteArray &bytes) const
    {
        QFile file(tree() + u'/' + name);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }

    QString keys() const { return m_copy->beside(QStringLiteral("keys")); }

    QString tree() const { return m_copy->beside(QStringLiteral("tree")); }

    QByteArray rootFile() const { return contentOf(keys() + QStringLiteral("/root.json")); }

    QByteArray served(const QString &name) const { return contentOf(tree() + u'/' + name); }

    PublishSettings settings() const
    {
        PublishSettings how;
        how.build = { kToday, {}, 0, {} };
        how.place = { tree(), keys(), {}, kNow };
        how.channel = QStringLiteral("stable");
        how.cache = m_copy->beside(QStringLiteral("cache"));
        return how;
    }

    Result<Publication> publish(const PublishSettings &how) const
    {
        Problems problems;
        const Workspace workspace = loadWorkspace(m_copy->path(), problems);
        Progress progress;
        return publishRelease(workspace, how, progress);
    }

    Result<Publication> publish() const { return publish(settings()); }

    // The refresh of a kiosk that knows nothing but the shipped root.
    TrustedMetadata verified(const QDateTime &now = kNow) const
    {
        auto trusted = TrustedMetadata::startingFrom(rootFile(), { now, true });
        TrustedMetadata metadata = trusted.take();
        const auto step = [](const auto &done) {
            if (!done) {
                qFatal("%s: %s", qPrintable(done.failure().where), qPrintable(done.failure().why));
            }
        };
        step(metadata.finishRoot());
        step(metadata.updateTimestamp(served(QStringLiteral("meta/timestamp.json"))));
        step(metadata.updateSnapshot(
            served(ServedTree::metadata(Role::Snapshot, metadata.timestamp()->snapshot.version))));
        step(metadata.updateTargets(
            served(ServedTree::metadata(Role::Targets, metadata.targetsFile().version))));
        return metadata;
    }

    std::unique_ptr<WorkspaceCopy> m_copy;
};

QTEST_GUILESS_MAIN(TreeTest)
#include "tst_tree.moc"
