#include "sync/policy.h"

#include <QTest>
#include <algorithm>
#include <array>

using namespace Hall;

/// Which release is for which machine, and when.
class PolicyTest : public QObject {
    Q_OBJECT

private slots:
    void placeInARollout();
    void placesAreEven();
    void shareGrows();
    void machineWithoutIdComesLast();
    void identity();
    void notBefore();
    void emptyMachineDoesNotWaitForARollout();
    void program_data();
    void program();
    void schema();
    void older();
};

namespace {

ReleaseTarget rollout(qint64 percent, const QString &salt = QStringLiteral("2026-11"))
{
    ReleaseTarget release;
    release.release = 43;
    release.rolloutPercent = percent;
    release.rolloutSalt = salt;
    return release;
}

const QDateTime noon = QDateTime::fromString(QStringLiteral("2026-11-24T12:00:00Z"), Qt::ISODate);

bool takes(const ReleaseTarget &release, const QString &id)
{
    return !holdOf(release, { id, QStringLiteral("1.0"), 1 }, noon, false);
}

} // namespace

void PolicyTest::placeInARollout()
{
    // printf %s 'salt''kiosk-7' | sha256sum: the first eight digits, then modulo 10000.
    QCOMPARE(rolloutPlace(QStringLiteral("salt"), QStringLiteral("kiosk-7")), 6964);
    QCOMPARE(rolloutPlace(QString(), QStringLiteral("抚顺-1")), 8254);
}

void PolicyTest::placesAreEven()
{
    std::array<int, 10> tenths {};
    for (int i = 0; i < 10'000; ++i)
        ++tenths.at(static_cast<size_t>(
            rolloutPlace(QStringLiteral("s"), QStringLiteral("k%1").arg(i)) / 1000));
    for (const int count : tenths)
        QVERIFY2(count > 880 && count < 1120, qPrintable(QString::number(count)));
}

void PolicyTest::shareGrows()
{
    int before = 0;
    for (const qint64 percent : { 0, 1, 10, 50, 100 }) {
        int count = 0;
        for (int i = 0; i < 1000; ++i) {
            const QString id = QString::number(i);
            count += takes(rollout(percent), id) ? 1 : 0;
            // Who took it at one percentage takes it at every higher one.
            QVERIFY(!takes(rollout(percent), id) || takes(rollout(100), id));
        }
        QVERIFY(count >= before);
        before = count;
        QVERIFY(std::abs(count - percent * 10) < 60);
    }
    QCOMPARE(before, 1000);
    // Another salt begins with other machines.
    int same = 0;
    for (int i = 0; i < 1000; ++i) {
        const QString id = QString::number(i);
        same += takes(rollout(10), id) && takes(rollout(10, QStringLiteral("other")), id) ? 1 : 0;
    }
    QVERIFY(same < 40);
}

void PolicyTest::machineWithoutIdComesLast()
{
    QVERIFY(!takes(rollout(99), {}));
    QVERIFY(takes(rollout(100), {}));
}

void PolicyTest::identity()
{
    QCOMPARE(kioskIdentity(QStringLiteral("FS-01"), "abc\n"), QStringLiteral("FS-01"));
    QCOMPARE(kioskIdentity({}, "abc\n"), QStringLiteral("abc"));
    QVERIFY(kioskIdentity({}, {}).isEmpty());
}

void PolicyTest::notBefore()
{
    ReleaseTarget release = rollout(100);
    release.notBefore = noon.addSecs(1);
    const Machine machine { QStringLiteral("k"), QStringLiteral("1.0"), 1 };
    QVERIFY(holdOf(release, machine, noon, true) == Hold::NotBefore);
    QVERIFY(!holdOf(release, machine, noon.addSecs(1), false));
}

void PolicyTest::emptyMachineDoesNotWaitForARollout()
{
    const Machine machine { QStringLiteral("k"), QStringLiteral("1.0"), 1 };
    QVERIFY(holdOf(rollout(0), machine, noon, false) == Hold::Rollout);
    QVERIFY(!holdOf(rollout(0), machine, noon, true));
}

void PolicyTest::program_data()
{
    QTest::addColumn<QString>("least");
    QTest::addColumn<QString>("have");
    QTest::addColumn<bool>("fine");
    QTest::newRow("any") << QString() << QStringLiteral("0.1.0") << true;
    QTest::newRow("same") << QStringLiteral("0.1.0") << QStringLiteral("0.1.0") << true;
    QTest::newRow("short") << QStringLiteral("0.1") << QStringLiteral("0.1.0") << true;
    QTest::newRow("long") << QStringLiteral("0.1.0") << QStringLiteral("0.1") << true;
    QTest::newRow("numbers, not letters")
        << QStringLiteral("0.9.0") << QStringLiteral("0.10.0") << true;
    QTest::newRow("older") << QStringLiteral("0.2.0") << QStringLiteral("0.1.9") << false;
    QTest::newRow("major") << QStringLiteral("1.0") << QStringLiteral("0.99") << false;
    QTest::newRow("words") << QStringLiteral("new") << QStringLiteral("0.1") << false;
    QTest::newRow("tail") << QStringLiteral("0.1-x") << QStringLiteral("0.2") << false;
    QTest::newRow("own unknown") << QStringLiteral("0.1") << QString() << false;
}

void PolicyTest::program()
{
    QFETCH(QString, least);
    QFETCH(QString, have);
    QFETCH(bool, fine);
    ReleaseTarget release = rollout(100);
    release.minApp = least;
    const Synced<Done> checked
        = checkProgram(release, { QStringLiteral("k"), have, 1 }, QStringLiteral("stable"));
    QCOMPARE(checked.ok(), fine);
    QVERIFY(fine || checked.failure().error == SyncError::Schema);
}

void PolicyTest::schema()
{
    ReleaseTarget release = rollout(100);
    release.schema = 2;
    QVERIFY(!checkProgram(release, { {}, QStringLiteral("1"), 1 }, QStringLiteral("c")).ok());
    QVERIFY(checkProgram(release, { {}, QStringLiteral("1"), 2 }, QStringLiteral("c")).ok());
}

void PolicyTest::older()
{
    QVERIFY(checkNotOlder(rollout(100), 43, QStringLiteral("c")).ok());
    const Synced<Done> refused = checkNotOlder(rollout(100), 44, QStringLiteral("c"));
    QVERIFY(!refused.ok() && refused.failure().error == SyncError::Rollback);
}

QTEST_GUILESS_MAIN(PolicyTest)
#include "tst_policy.moc"
