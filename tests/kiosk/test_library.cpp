#include "kiosk/clock.h"
#include "kiosk/library.h"
#include "kiosk/releaseimages.h"
#include "samplecontent.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Hall;

namespace {

void addGeneration(const QString &cache, const ReleaseContent &content)
{
    const QString name = QString::number(content.info.release);
    QDir().mkpath(cache + QStringLiteral("/leases"));
    QFile lease(cache + QStringLiteral("/leases/") + name);
    QVERIFY(lease.open(QIODevice::WriteOnly));
    Sample::write(content, cache + QStringLiteral("/gen/") + name);
    Sample::makeCurrent(cache, name);
}

void spoil(const QString &cache, int release)
{
    QFile file(QStringLiteral("%1/gen/%2/release.db").arg(cache).arg(release));
    QVERIFY(file.resize(file.size() / 3));
}

} // namespace

class TestLibrary : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    QDateTime m_now { QDate(2026, 11, 23), QTime(10, 0) };
    Clock m_clock { [this] { return m_now; }, nullptr };

    QString cache(const char *name) const { return m_folder.filePath(QLatin1String(name)); }

private Q_SLOTS:

    void takesUpANewReleaseBetweenSessions()
    {
        const QString folder = cache("between");
        addGeneration(folder, Sample::content(1));
        Library library({ folder, {} }, {}, m_clock, nullptr);
        QSignalSpy changed(&library, &Library::changed);
        QVERIFY(library.open());
        QCOMPARE(library.release(), 1);
        QCOMPARE(library.hall(), QStringLiteral("shizhongxin"));
        library.setSessionRunning(true);
        addGeneration(folder, Sample::content(2));
        library.offer();
        QCOMPARE(library.release(), 1);
        library.setSessionRunning(false);
        QCOMPARE(library.release(), 2);
        QCOMPARE(changed.count(), 2);
    }

    void anUrgentNoticeDoesNotWait()
    {
        const QString folder = cache("urgent");
        addGeneration(folder, Sample::content(1));
        Library library({ folder, {} }, {}, m_clock, nullptr);
        QVERIFY(library.open());
        library.setSessionRunning(true);
        ReleaseContent next = Sample::content(2);
        next.notices << Sample::notice("n2", QStringLiteral("大厅停电，暂停办公"), "urgent");
        addGeneration(folder, next);
        library.offer();
        QCOMPARE(library.release(), 2);
    }

    void aDamagedReleaseIsPassedOver()
    {
        const QString folder = cache("damaged");
        addGeneration(folder, Sample::content(1));
        addGeneration(folder, Sample::content(2));
        spoil(folder, 2);
        Library library({ folder, {} }, {}, m_clock, nullptr);
        QVERIFY(library.open());
        QCOMPARE(library.release(), 1);
        addGeneration(folder, Sample::content(3));
        spoil(folder, 3);
        library.offer();
        QCOMPARE(library.release(), 1);
        addGeneration(folder, Sample::content(4));
        library.offer();
        QCOMPARE(library.release(), 4);
    }

    void withoutAnyReleaseTheFactoryContentShows()
    {
        const QString factory = Sample::write(Sample::content(0), cache("factory"));
        const QString folder = cache("empty");
        Library library({ folder, factory }, {}, m_clock, nullptr);
        QVERIFY(library.open());
        QCOMPARE(library.release(), 0);
        addGeneration(folder, Sample::content(7));
        library.offer();
        QCOMPARE(library.release(), 7);
    }

    void withoutAnythingItSaysSo()
    {
        Library library({ cache("none"), cache("none") }, {}, m_clock, nullptr);
        QVERIFY(!library.open());
        QVERIFY(!library.ready());
        QCOMPARE(library.mainPhone(), QStringLiteral("12345"));
        QCOMPARE(library.pictureSource(QStringLiteral("pages/F-HZ-01-1.png")), QString());
    }

    void picturesComeFromTheReleaseOnly()
    {
        const QString folder = Sample::write(Sample::content(), cache("pictures"));
        Library library({ folder, {} }, {}, m_clock, nullptr);
        QVERIFY(library.open());
        QCOMPARE(library.pictureSource(QStringLiteral("pages/F-HZ-01-1.png")),
            QStringLiteral("image://release/pictures/pages/F-HZ-01-1.png"));
        QCOMPARE(library.pictureSource(QStringLiteral("pages/gone.png")), QString());
        ReleaseImages images;
        images.setDirectory(library.store()->directory());
        QSize size;
        const QString good = QStringLiteral("pictures/pages/F-HZ-01-1.png");
        QVERIFY(!images.requestImage(good, &size, {}).isNull());
        QCOMPARE(size, QSize(420, 594));
        QVERIFY(
            images.requestImage(QStringLiteral("pictures/../../etc/passwd"), &size, {}).isNull());
        QFile::link(QStringLiteral("/usr/share/pixmaps"), folder + QStringLiteral("/out"));
        QVERIFY(images.requestImage(QStringLiteral("pictures/out/debian-logo.png"), &size, {})
                    .isNull());
    }
};

QTEST_GUILESS_MAIN(TestLibrary)
#include "test_library.moc"
