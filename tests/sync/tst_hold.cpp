#include "kiosk.h"
#include "sync/durablefile.h"

#include <QDir>
#include <QTest>

using namespace Hall;
using namespace Hall::Test;

/// Releases that have to wait, machines that are held, and what a failure does to the next cycle.
class HoldTest : public QObject {
    Q_OBJECT

private slots:
    void rolloutReachesItsShareOnly();
    void anEmptyMachineJoinsARollout();
    void aTakeDownWaitsForNoRollout();
    void unpinReturnsToWhatWasTaken();
    void aPinnedGenerationThatIsLostComesBack();
    void notBeforeItsTime();
    void programTooOld();
    void pinHoldsTheShownRelease();
    void pinNamesAReleaseOnTheDisk();
    void pinRefusesWhatIsNotSound();
    void pinDuringAnUpdate();
    void pinSurvivesAPowerCutBeforeItsSwitch();
    void pinnedAndLeasedSurvivePruning();
    void returnToOldContentCostsNoObject();
    void aHeldMachineIsMended_data();
    void aHeldMachineIsMended();
    void aFailureDoesNotSilenceNews();
    void theSameFailureIsNotRepeated();
    void makingWayIsNoFailure();
    void securityEventsAreCounted();
    void aWrongFileAlarmsAtTheThirdTime();
    void aStickDoesNotChangeWhatIsAskedNext();

private:
    static void publish(Kiosk &kiosk, const QString &text);
};

void HoldTest::publish(Kiosk &kiosk, const QString &text)
{
    kiosk.publisher.publish(releaseWith(text));
}

void HoldTest::rolloutReachesItsShareOnly()
{
    Kiosk kiosk;
    kiosk.settings.machine.id = QStringLiteral("kiosk-7");
    publish(kiosk, QStringLiteral("1"));
    QVERIFY(kiosk.sync().ok());
    // The place of this machine with this salt is 6964, so it takes part from 70 percent.
    kiosk.publisher.release.rolloutSalt = QStringLiteral("salt");
    kiosk.publisher.release.rolloutPercent = 69;
    publish(kiosk, QStringLiteral("2"));
    QVERIFY(kiosk.poll().value() == UpdateResult::OnHold);
    QCOMPARE(kiosk.shownRelease(), 42);
    QCOMPARE(kiosk.board.status().releaseWanted, 43);
    QCOMPARE(kiosk.board.status().waiting->word, QStringLiteral("rollout"));
    QVERIFY(!kiosk.board.status().lastError);
    // Nothing of it was fetched, and asking again costs one request.
    kiosk.server.takeRequests();
    QVERIFY(kiosk.poll().value() == UpdateResult::OnHold);
    QCOMPARE(kiosk.server.takeRequests().size(), 1);
    kiosk.publisher.release.rolloutPercent = 70;
    kiosk.publisher.release.release = 42;
    publish(kiosk, QStringLiteral("2"));
    QVERIFY(kiosk.poll().value() == UpdateResult::Installed);
    QCOMPARE(kiosk.shownRelease(), 43);
    QVERIFY(!kiosk.board.status().waiting);
}

void HoldTest::anEmptyMachineJoinsARollout()
{
    Kiosk kiosk;
    kiosk.publisher.release.rolloutPercent = 0;
    publish(kiosk, QStringLiteral("1"));
    QVERIFY(kiosk.sync().value() == UpdateResult::Installed);
    // Who has it already keeps it, however the share is set.
    QVERIFY(kiosk.sync().value() == UpdateResult::NothingNew);
}

void HoldTest::aTakeDownWaitsForNoRollout()
{
    Kiosk kiosk;
    publish(kiosk, QStringLiteral("1"));
    QVERIFY(kiosk.sync().ok());
    // The machine was off while an item was taken down; the release after that is being rolled out.
    kiosk.publisher.release.withdrawn = { QStringLiteral("HZ08") };
    kiosk.publisher.release.rolloutPercent = 0;
    publish(kiosk, QStringLiteral("2"));
    QVERIFY(kiosk.poll().value() == UpdateResult::Installed);
    // The next one takes down nothing more, so it waits.
    publish(kiosk, QStringLiteral("3"));
    QVERIFY(kiosk.sync().value() == UpdateResult::OnHold);
    QCOMPARE(kiosk.shownRelease(), 43);
}

void HoldTest::unpinReturnsToWhatWasTaken()
{
    Kiosk kiosk;
    for (int i = 1; i <= 2; ++i) {
        publish(kiosk, QString::number(i));
        QVERIFY(kiosk.sync().ok());
    }
    QVERIFY(kiosk.updater().pin(42).ok());
    QCOMPARE(kiosk.shownRelease(), 42);
    QVERIFY(kiosk.updater().unpin().ok());
    QCOMPARE(kiosk.shownRelease(), 43);
}

void HoldTest::aPinnedGenerationThatIsLostComesBack()
{
    Kiosk kiosk;
    publish(kiosk, QStringLiteral("1"));
    QVERIFY(kiosk.sync().ok());
    const Files files = kiosk.shown();
    const QString name = Generations(kiosk.cache).current();
    QVERIFY(kiosk.updater().pin(0).ok());
    QVERIFY(QDir(kiosk.cache.generation(name)).removeRecursively());
    QVERIFY(kiosk.sync().ok());
    QCOMPARE(kiosk.shown(), files);
    QCOMPARE(kiosk.board.status().pin, name);
    // Without its manifest nobody knows what belongs to it: the bureau's release is shown.
    QVERIFY(writeDurably(kiosk.cache.manifest(name), "damaged").ok());
    QVERIFY(kiosk.sync().ok());
    QCOMPARE(kiosk.shown(), files);
    QVERIFY(kiosk.board.status().pin.isEmpty());
}

void HoldTest::notBeforeItsTime()
{
    Kiosk kiosk;
    publish(kiosk, QStringLiteral("1"));
    QVERIFY(kiosk.sync().ok());
    kiosk.publisher.release.notBefore = kiosk.clock.now.addSecs(600);
    publish(kiosk, QStringLiteral("2"));
    QVERIFY(kiosk.poll().value() == UpdateResult::OnHold);
    QCOMPARE(kiosk.board.status().waiting->until, kiosk.publisher.release.notBefore);
    kiosk.clock.now = kiosk.clock.now.addSecs(599);
    QVERIFY(kiosk.poll().value() == UpdateResult::OnHold);
    QCOMPARE(kiosk.shownRelease(), 42);
    // The server says nothing new, yet its time has come.
    kiosk.clock.now = kiosk.clock.now.addSecs(1);
    QVERIFY(kiosk.poll().value() == UpdateResult::Installed);
    QCOMPARE(kiosk.shownRelease(), 43);
    // A clock behind the signed time counts as that time.
    kiosk.publisher.now = kiosk.publisher.now.addDays(1);
    kiosk.publisher.release.notBefore = kiosk.publisher.now;
    kiosk.clock = { QDateTime::fromSecsSinceEpoch(0).toUTC(), true };
    publish(kiosk, QStringLiteral("3"));
    QVERIFY(kiosk.poll().ok());
    QVERIFY(kiosk.poll().ok());
    QVERIFY(kiosk.sync().ok());
    QCOMPARE(kiosk.shownRelease(), 44);
}

void HoldTest::programTooOld()
{
    Kiosk kiosk;
    kiosk.settings.machine.appVersion = QStringLiteral("0.9.1");
    publish(kiosk, QStringLiteral("1"));
    QVERIFY(kiosk.sync().ok());
    kiosk.publisher.release.minApp = QStringLiteral("0.10");
    publish(kiosk, QStringLiteral("2"));
    QCOMPARE(kiosk.poll().failure().error, SyncError::Schema);
    QCOMPARE(kiosk.shownRelease(), 42);
    kiosk.settings.machine.appVersion = QStringLiteral("0.10.0");
    QVERIFY(kiosk.sync().value() == UpdateResult::Installed);
}

void HoldTest::pinHoldsTheShownRelease()
{
    Kiosk kiosk;
    publish(kiosk, QStringLiteral("1"));
    QVERIFY(kiosk.sync().ok());
    QVERIFY(kiosk.updater().pin(0).ok());
    publish(kiosk, QStringLiteral("2"));
    QVERIFY(kiosk.poll().value() == UpdateResult::OnHold);
    QCOMPARE(kiosk.board.status().waiting->word, QStringLiteral("pinned"));
    QVERIFY(kiosk.board.status().pin.startsWith(QStringLiteral("42-")));
    // After a start as well.
    QVERIFY(kiosk.sync().value() == UpdateResult::OnHold);
    QCOMPARE(kiosk.shownRelease(), 42);
    QVERIFY(kiosk.updater().unpin().ok());
    QVERIFY(kiosk.board.status().pin.isEmpty());
    QVERIFY(kiosk.poll().value() == UpdateResult::Installed);
    QCOMPARE(kiosk.shownRelease(), 43);
    // Held at the newest there is nothing to wait for.
    QVERIFY(kiosk.updater().pin(43).ok());
    QVERIFY(kiosk.poll().value() == UpdateResult::NothingNew);
    QVERIFY(!kiosk.board.status().waiting);
}

void HoldTest::pinNamesAReleaseOnTheDisk()
{
    Kiosk kiosk;
    publish(kiosk, QStringLiteral("1"));
    QVERIFY(kiosk.sync().ok());
    const Files old = kiosk.shown();
    publish(kiosk, QStringLiteral("2"));
    QVERIFY(kiosk.poll().ok());
    QVERIFY(!kiosk.updater().pin(41).ok());
    QVERIFY(!kiosk.updater().pin(44).ok());
    QVERIFY(kiosk.updater().pin(42).ok());
    QCOMPARE(kiosk.shown(), old);
    QCOMPARE(kiosk.board.status().releaseShown, 42);
    QVERIFY(kiosk.sync().value() == UpdateResult::OnHold);
    QCOMPARE(kiosk.shown(), old);
    // Lower than what was installed before, and yet no rollback is cried.
    QVERIFY(!kiosk.board.status().lastError);
    kiosk.server.takeRequests();
    QVERIFY(kiosk.updater().unpin().ok());
    QCOMPARE(kiosk.shownRelease(), 43);
    QVERIFY(kiosk.poll().ok());
    QCOMPARE(kiosk.shownRelease(), 43);
    QVERIFY(kiosk.server.takeRequests().filter(QStringLiteral("o/")).isEmpty());
}

void HoldTest::pinRefusesWhatIsNotSound()
{
    Kiosk kiosk;
    QVERIFY(kiosk.sync().failure().error == SyncError::Http);
    QVERIFY(!kiosk.updater().pin(0).ok());
    publish(kiosk, QStringLiteral("1"));
    QVERIFY(kiosk.sync().ok());
    const QString first = Generations(kiosk.cache).current();
    publish(kiosk, QStringLiteral("2"));
    QVERIFY(kiosk.poll().ok());
    QVERIFY(QFile::remove(kiosk.cache.generation(first) + QStringLiteral("/release.db")));
    QVERIFY(!kiosk.updater().pin(42).ok());
    QCOMPARE(kiosk.shownRelease(), 43);
    QVERIFY(kiosk.board.status().pin.isEmpty());
}

void HoldTest::pinDuringAnUpdate()
{
    Kiosk kiosk;
    publish(kiosk, QStringLiteral("1"));
    QVERIFY(kiosk.sync().ok());
    const Files old = kiosk.shown();
    publish(kiosk, QStringLiteral("2"));
    bool pinned = false;
    kiosk.server.before = [&](const QString &path) {
        if (path.startsWith(QStringLiteral("o/")) && !pinned)
            pinned = kiosk.updater().pin(0).ok();
    };
    QVERIFY(kiosk.poll().value() == UpdateResult::OnHold);
    QVERIFY(pinned);
    QCOMPARE(kiosk.shown(), old);
    QCOMPARE(Generations(kiosk.cache).all().size(), 1);
    kiosk.server.before = {};
    QVERIFY(kiosk.updater().unpin().ok());
    kiosk.server.takeRequests();
    QVERIFY(kiosk.poll().value() == UpdateResult::Installed);
    // What had come before the pin is not fetched twice.
    QVERIFY(kiosk.server.takeRequests().filter(QStringLiteral("o/")).isEmpty());
}

void HoldTest::pinSurvivesAPowerCutBeforeItsSwitch()
{
    Kiosk kiosk;
    publish(kiosk, QStringLiteral("1"));
    QVERIFY(kiosk.sync().ok());
    const QString first = Generations(kiosk.cache).current();
    publish(kiosk, QStringLiteral("2"));
    QVERIFY(kiosk.poll().ok());
    SyncState state = loadState(kiosk.cache);
    state.pin = first;
    QVERIFY(saveState(kiosk.cache, state).ok());
    QVERIFY(kiosk.sync().value() == UpdateResult::OnHold);
    QCOMPARE(Generations(kiosk.cache).current(), first);
}

void HoldTest::pinnedAndLeasedSurvivePruning()
{
    Kiosk kiosk;
    for (int i = 1; i <= 2; ++i) {
        publish(kiosk, QString::number(i));
        QVERIFY(kiosk.sync().ok());
    }
    QVERIFY(kiosk.updater().pin(42).ok());
    QVERIFY(pruneCache(kiosk.cache, {}).ok());
    QCOMPARE(Generations(kiosk.cache).all().size(), 2);
    QVERIFY(kiosk.updater().unpin().ok());
    publish(kiosk, QStringLiteral("3"));
    QVERIFY(kiosk.poll().ok());
    QCOMPARE(kiosk.shownRelease(), 44);
    QCOMPARE(Generations(kiosk.cache).all().size(), 2);
}

void HoldTest::returnToOldContentCostsNoObject()
{
    Kiosk kiosk;
    publish(kiosk, QStringLiteral("right"));
    QVERIFY(kiosk.sync().ok());
    const Files right = kiosk.shown();
    publish(kiosk, QStringLiteral("wrong"));
    QVERIFY(kiosk.poll().ok());
    publish(kiosk, QStringLiteral("right"));
    kiosk.server.takeRequests();
    const qint64 before = kiosk.board.status().bytesFetched;
    QVERIFY(kiosk.poll().value() == UpdateResult::Installed);
    QCOMPARE(kiosk.shown(), right);
    QCOMPARE(kiosk.shownRelease(), 44);
    QCOMPARE(kiosk.board.status().bytesFetched, before);
    QVERIFY(kiosk.server.takeRequests().filter(QStringLiteral("o/")).isEmpty());
}

void HoldTest::aHeldMachineIsMended_data()
{
    QTest::addColumn<bool>("pinned");
    QTest::addColumn<QString>("path");
    for (const QString &path : releaseWith({}).keys()) {
        QTest::newRow(qPrintable(QStringLiteral("pinned ") + path)) << true << path;
        QTest::newRow(qPrintable(QStringLiteral("rollout ") + path)) << false << path;
    }
}

void HoldTest::aHeldMachineIsMended()
{
    QFETCH(bool, pinned);
    QFETCH(QString, path);
    Kiosk kiosk;
    publish(kiosk, QStringLiteral("0"));
    QVERIFY(kiosk.sync().ok());
    publish(kiosk, QStringLiteral("1"));
    QVERIFY(kiosk.poll().ok());
    const Files good = kiosk.shown();
    if (pinned)
        QVERIFY(kiosk.updater().pin(0).ok());
    kiosk.publisher.release.rolloutPercent = 0;
    publish(kiosk, QStringLiteral("2"));
    QVERIFY(kiosk.poll().value() == UpdateResult::OnHold);
    QFile file(kiosk.cache.current() + u'/' + path);
    QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::WriteOwner));
    QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(file.size() - 1) && file.putChar('#'));
    file.close();
    QVERIFY(kiosk.sync().value() == UpdateResult::OnHold);
    QCOMPARE(kiosk.shown(), good);
    QCOMPARE(kiosk.shownRelease(), 43);
}

void HoldTest::aFailureDoesNotSilenceNews()
{
    Kiosk kiosk;
    publish(kiosk, QStringLiteral("1"));
    QVERIFY(kiosk.sync().ok());
    Files files = releaseWith(QStringLiteral("2"));
    files.insert(QStringLiteral("video.mp4"), QByteArray(5000, 'v'));
    kiosk.publisher.publish(files);
    kiosk.publisher.served.removeIf([](const Files::iterator &file) {
        return file.key().startsWith(QStringLiteral("o/")) && file.value().size() == 5000;
    });
    kiosk.publisher.served.removeIf([](const Files::iterator &file) {
        return file.key().startsWith(QStringLiteral("o/")) && file.value().size() < 40;
    });
    QVERIFY(!kiosk.poll().ok());
    QVERIFY(kiosk.updater().serverAnswered());
    publish(kiosk, QStringLiteral("3"));
    QVERIFY(kiosk.poll(Retry::OnlyIfNews).value() == UpdateResult::Installed);
    QCOMPARE(kiosk.shownRelease(), 44);
}

void HoldTest::theSameFailureIsNotRepeated()
{
    Kiosk kiosk;
    publish(kiosk, QStringLiteral("1"));
    QVERIFY(kiosk.sync().ok());
    kiosk.publisher.release.schema = 2;
    Manifest manifest { 43, 2, {} };
    kiosk.publisher.publishManifest(manifest);
    QVERIFY(!kiosk.poll().ok());
    kiosk.server.takeRequests();
    const QDateTime at = kiosk.board.status().lastErrorAt;
    kiosk.clock.now = kiosk.clock.now.addSecs(15);
    QVERIFY(kiosk.poll(Retry::OnlyIfNews).value() == UpdateResult::SameFailure);
    QCOMPARE(kiosk.server.takeRequests().size(), 1);
    QCOMPARE(kiosk.board.status().lastErrorAt, at);
    QVERIFY(kiosk.board.status().lastError);
    QCOMPARE(kiosk.board.status().errors.value(QStringLiteral("schema")), 1);
    // In its turn it is tried again, although the server says nothing new.
    QVERIFY(!kiosk.poll(Retry::Now).ok());
    QCOMPARE(kiosk.board.status().errors.value(QStringLiteral("schema")), 2);
    // A question that gets no answer is another matter.
    kiosk.publisher.served.clear();
    QVERIFY(!kiosk.poll(Retry::OnlyIfNews).ok());
    QVERIFY(!kiosk.updater().serverAnswered());
}

void HoldTest::makingWayIsNoFailure()
{
    Kiosk kiosk;
    publish(kiosk, QStringLiteral("1"));
    QVERIFY(kiosk.sync().ok());
    publish(kiosk, QStringLiteral("2"));
    kiosk.server.before = [&kiosk](const QString &path) {
        if (!path.startsWith(QStringLiteral("o/")))
            return;
        kiosk.updater().makeWay();
        kiosk.server.failures.insert(
            path, { SyncError::Cancelled, path, QStringLiteral("asked to stop"), 0 });
    };
    QVERIFY(kiosk.poll().value() == UpdateResult::GaveWay);
    QVERIFY(!kiosk.board.status().lastError);
    kiosk.server.before = {};
    kiosk.server.failures.clear();
    QVERIFY(kiosk.poll(Retry::OnlyIfNews).value() == UpdateResult::Installed);
}

void HoldTest::securityEventsAreCounted()
{
    Kiosk kiosk;
    publish(kiosk, QStringLiteral("1"));
    QVERIFY(kiosk.sync().ok());
    QVERIFY(kiosk.board.status().securityEvents.isEmpty());
    QByteArray &timestamp = kiosk.publisher.served[QStringLiteral("meta/timestamp.json")];
    const QByteArray genuine = timestamp;
    timestamp.replace("\"sig\":\"", "\"sig\":\"00");
    QVERIFY(!kiosk.poll().ok());
    QVERIFY(kiosk.poll(Retry::OnlyIfNews).value() == UpdateResult::SameFailure);
    const QMap<QString, qint64> &events = kiosk.board.status().securityEvents;
    QCOMPARE(events.value(QStringLiteral("bad-signature")), 1);
    kiosk.publisher.served.insert(QStringLiteral("meta/timestamp.json"), genuine);
    QVERIFY(kiosk.poll(Retry::OnlyIfNews).ok());
    QVERIFY(!kiosk.board.status().lastError);
    kiosk.publisher.rotateRoot();
    publish(kiosk, QStringLiteral("2"));
    QVERIFY(kiosk.poll().ok());
    QCOMPARE(events.value(QStringLiteral("root-changed")), 1);
    QVERIFY(kiosk.sync().ok());
    QCOMPARE(events.value(QStringLiteral("root-changed")), 1);
}

void HoldTest::aWrongFileAlarmsAtTheThirdTime()
{
    Kiosk kiosk;
    kiosk.publisher.compressObjects = false;
    publish(kiosk, QStringLiteral("1"));
    for (auto it = kiosk.publisher.served.begin(); it != kiosk.publisher.served.end(); ++it) {
        if (it.key().startsWith(QStringLiteral("o/")) && it.value().startsWith("SQLite"))
            it.value().replace("SQLite", "sqlite");
    }
    const QString word = QStringLiteral("corrupt-object");
    for (int attempt = 1; attempt <= 4; ++attempt) {
        const Synced<UpdateResult> result = attempt == 1 ? kiosk.sync() : kiosk.poll();
        QCOMPARE(result.failure().error, SyncError::CorruptObject);
        QCOMPARE(kiosk.board.status().securityEvents.value(word), attempt < 3 ? 0 : 1);
    }
}

void HoldTest::aStickDoesNotChangeWhatIsAskedNext()
{
    Kiosk kiosk;
    publish(kiosk, QStringLiteral("1"));
    QVERIFY(kiosk.sync().ok());
    publish(kiosk, QStringLiteral("2"));
    const Files stick = kiosk.publisher.served;
    ScriptedTransport other(stick);
    QVERIFY(kiosk.updater().runFrom(other, kiosk.clock).value() == UpdateResult::Installed);
    QCOMPARE(kiosk.shownRelease(), 43);
    kiosk.server.takeRequests();
    QVERIFY(kiosk.poll().value() == UpdateResult::NothingNew);
    QVERIFY(kiosk.server.takeRequests().size() > 1);
    // The server is behind the stick: its older files are refused, what is shown stays.
    publish(kiosk, QStringLiteral("3"));
    const Files newer = kiosk.publisher.served;
    ScriptedTransport newest(newer);
    QVERIFY(kiosk.updater().runFrom(newest, kiosk.clock).ok());
    kiosk.publisher.served = stick;
    QVERIFY(!kiosk.poll().ok());
    QCOMPARE(kiosk.shownRelease(), 44);
}

QTEST_GUILESS_MAIN(HoldTest)
#include "tst_hold.moc"
