#include "kiosk/screenhealth.h"
#include "kiosk/servicereport.h"

#include <QTemporaryDir>
#include <QTest>

using Hall::ScreenHealth;

class TestHealth : public QObject {
    Q_OBJECT

private:
    static constexpr ScreenHealth::Surroundings kFine { true, true, true };
    static constexpr ScreenHealth::Surroundings kOff { true, false, true };
    static constexpr ScreenHealth::Surroundings kUnplugged { false, true, true };
    static constexpr ScreenHealth::Surroundings kEmpty { true, true, false };

private Q_SLOTS:

    void readyWithTheFirstPictureOfContent()
    {
        ScreenHealth health(ScreenHealth::Limits(), 0);
        health.look(kEmpty, 100);
        health.frameShown(200);
        QVERIFY(!health.ready(300));
        health.look(kFine, 400);
        QVERIFY(!health.ready(400)); // the picture that came was of no content
        health.frameShown(500);
        QVERIFY(health.ready(500));
        health.look(kEmpty, 600);
        QVERIFY(health.ready(600));
    }

    void withoutContentAPictureIsEnoughAfterAWhile()
    {
        ScreenHealth health(ScreenHealth::Limits(), 0);
        health.look(kEmpty, 0);
        QVERIFY(!health.ready(40'000)); // nothing was ever drawn
        health.frameShown(29'000);
        QVERIFY(!health.ready(29'999));
        QVERIFY(health.ready(30'000));
    }

    void aStartWhileTheScreenIsOffIsAStart()
    {
        ScreenHealth off(ScreenHealth::Limits(), 0);
        off.look(kOff, 0);
        QVERIFY(off.ready(10));
        ScreenHealth unplugged(ScreenHealth::Limits(), 0);
        unplugged.look(kUnplugged, 0);
        QVERIFY(unplugged.ready(10));
    }

    void stuckPicturesStarveTheWatchdog()
    {
        ScreenHealth health(ScreenHealth::Limits(), 0);
        health.look(kFine, 0);
        health.frameShown(1000);
        QVERIFY(health.alive(13'000));
        QVERIFY(!health.alive(13'001));
        health.frameShown(13'500);
        QVERIFY(health.alive(13'500));
    }

    void aFirstPictureThatNeverComesStarvesItToo()
    {
        ScreenHealth health(ScreenHealth::Limits(), 5000);
        health.look(kFine, 5000);
        QVERIFY(health.alive(17'000));
        QVERIFY(!health.alive(17'001));
    }

    void offOnPurposeIsNoFailure()
    {
        for (const auto &away : { kOff, kUnplugged }) {
            ScreenHealth health(ScreenHealth::Limits(), 0);
            health.look(kFine, 0);
            health.frameShown(1000);
            health.look(away, 2000);
            QVERIFY(health.alive(36'000'000));
            // Back on: the first picture gets its time, counted from now, and no more than that.
            health.look(kFine, 36'000'000);
            QVERIFY(health.alive(36'012'000));
            QVERIFY(!health.alive(36'012'001));
        }
    }

    void lookingOftenDoesNotLengthenTheTime()
    {
        ScreenHealth health(ScreenHealth::Limits(), 0);
        for (qint64 now = 0; now <= 14'000; now += 2000) {
            health.look(kFine, now);
        }
        QVERIFY(!health.alive(14'000));
    }

    void onlyTheWordOffMeansOff()
    {
        QTemporaryDir dir;
        const QString path = dir.filePath(QStringLiteral("power"));
        QVERIFY(Hall::screenWantedOn(path));
        const auto says = [&](const QByteArray &text) {
            QFile file(path);
            return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
        };
        QVERIFY(says("off\n"));
        QVERIFY(!Hall::screenWantedOn(path));
        QVERIFY(says("on\n"));
        QVERIFY(Hall::screenWantedOn(path));
        QVERIFY(says(""));
        QVERIFY(Hall::screenWantedOn(path));
    }
};

QTEST_APPLESS_MAIN(TestHealth)
#include "test_health.moc"
