// Keys change hands, and no kiosk meets a tree it refuses on the way.
#include "publish/sign/resign.h"
#include "publish/sign/rootchange.h"
#include "treecase.h"

using namespace Hall;

class KeysTest : public QObject {
    Q_OBJECT

private slots:

    void init()
    {
        m_case = std::make_unique<TreeCase>();
        QVERIFY(m_case->made());
    }

    void aNewRootNeedsTwoOldKeysAndTwoNewOnes()
    {
        const PublisherKeys keys = readKeyFolder(m_case->keys()).value();
        const Root root = rootsOf(keys).value().last();
        const auto one = signedSuccessor(root, root, keys.held.mid(0, 1), kNow);
        QVERIFY(!one.ok());
        QVERIFY(one.failure().why.contains(QStringLiteral("要 2 把")));
        const auto renewed = signedSuccessor(root, root, keys.held, kNow.addDays(300));
        auto trusted = TrustedMetadata::startingFrom(keys.roots.first(), { kNow, true });
        QVERIFY(trusted.value().updateRoot(renewed.value()).ok());
        QCOMPARE(trusted.value().root().version, 2);
        QCOMPARE(trusted.value().root().expires, kNow.addDays(300 + kRootDays));
        // Two of three root keys exchanged at once: the two new ones must be there as well.
        const SigningKey a = SigningKey::generate();
        const SigningKey b = SigningKey::generate();
        Root next = withKey(withKey(root, Role::Root, a.publicKey()), Role::Root, b.publicKey());
        for (int i = 0; i < 2; ++i) {
            const QString old = root.roles.value(Role::Root).keyIds.at(i);
            next = withoutKey(next, Role::Root, old).value();
        }
        QCOMPARE(next.roles.value(Role::Root).keyIds.size(), 3);
        QVERIFY(!signedSuccessor(root, next, rootKeys(keys, root, 2), kNow).ok());
        QList<HeldKey> all = keys.held;
        all << HeldKey { {}, a } << HeldKey { {}, b };
        const auto exchanged = signedSuccessor(root, next, all, kNow);
        trusted = TrustedMetadata::startingFrom(keys.roots.first(), { kNow, true });
        QVERIFY(trusted.value().updateRoot(exchanged.value()).ok());
        QVERIFY(!trusted.value().root().keys.contains(root.roles.value(Role::Root).keyIds.first()));
    }

    void tooFewKeysAreNeverLeft()
    {
        const PublisherKeys keys = readKeyFolder(m_case->keys()).value();
        const Root root = rootsOf(keys).value().last();
        QVERIFY(
            !withoutKey(root, Role::Targets, root.roles.value(Role::Targets).keyIds.first()).ok());
        QVERIFY(!withoutKey(root, Role::Targets, root.roles.value(Role::Root).keyIds.first()).ok());
        QVERIFY(!withThreshold(root, Role::Root, 4).ok());
        QCOMPARE(withThreshold(root, Role::Root, 3).value().roles.value(Role::Root).threshold, 3);
        QVERIFY(!keyOf(root, Role::Root, {}).ok());
        QVERIFY(!keyOf(root, Role::Root, QStringLiteral("zz")).ok());
        QCOMPARE(
            keyOf(root, Role::Targets, {}).value(), root.roles.value(Role::Targets).keyIds.first());
    }

    // TUF 1.0 §5.3.11: whoever stole the timestamp key and counted up to a version that nothing can
    // pass loses that with the key.
    void aStolenTimestampKeyIsOvercomeByRotation()
    {
        QVERIFY(m_case->publish().ok());
        KioskView kiosk(*m_case);
        QCOMPARE(kiosk.refresh(), QString());
        const PublisherKeys keys = readKeyFolder(m_case->keys()).value();
        const Root root = rootsOf(keys).value().last();
        const auto thief = keys.signersOf(root.roles.value(Role::Timestamp));
        Timestamp forged = presentTimestamp();
        forged.version = qint64(1) << 31;
        kiosk.remember(signedFile(forged.toJson(), thief),
            m_case->served(QStringLiteral("meta/1.snapshot.json")));
        QVERIFY(resignTree(m_case->place()).ok());
        QVERIFY(kiosk.refresh().contains(QStringLiteral("older than version")));
        rotate(Role::Timestamp);
        QCOMPARE(kiosk.refresh(), QString());
        QVERIFY(kiosk.timestampVersion() < 100);
        // The revoked key still lies in the folder and signs nothing any more.
        QVERIFY(resignTree(m_case->place()).ok());
        const auto envelope = parseEnvelope(
            m_case->served(QStringLiteral("meta/timestamp.json")), QStringLiteral("timestamp"));
        QCOMPARE(envelope.value().signatures.size(), 1);
        QVERIFY(envelope.value().signatures.first().keyId != thief.first().publicKey().id());
        QCOMPARE(m_case->faults(), QStringList());
    }

    void everyRoleCanBeRotated()
    {
        QVERIFY(m_case->publish().ok());
        KioskView kiosk(*m_case);
        QCOMPARE(kiosk.refresh(), QString());
        for (const Role role : { Role::Snapshot, Role::Targets, Role::Root, Role::Timestamp }) {
            rotate(role);
            QCOMPARE(kiosk.refresh(), QString());
            KioskView fresh(*m_case);
            QCOMPARE(fresh.refresh(), QString());
            QCOMPARE(m_case->faults(), QStringList());
        }
        m_case->copy().replace(QStringLiteral("fees.csv"), ",40,", ",41,");
        QCOMPARE(m_case->publish().value().release, 2);
        QCOMPARE(kiosk.refresh(), QString());
    }

    // The pointer bears both signatures before the root appears; whatever is interrupted between
    // the two is finished by the next signing.
    void aRotationBrokenOffBetweenPointerAndRootIsFinished()
    {
        QVERIFY(m_case->publish().ok());
        KioskView kiosk(*m_case);
        QCOMPARE(kiosk.refresh(), QString());
        rotate(Role::Timestamp);
        QVERIFY(QFile::remove(m_case->tree() + QStringLiteral("/meta/2.root.json")));
        QCOMPARE(kiosk.refresh(), QString());
        QCOMPARE(m_case->publish().value().outcome, PublishOutcome::Renewed);
        QVERIFY(!m_case->served(QStringLiteral("meta/2.root.json")).isEmpty());
        QCOMPARE(kiosk.refresh(), QString());
        QCOMPARE(m_case->faults(), QStringList());
    }

    void theDailySignatureNeedsTwoKeysAndSaysWhatEnds()
    {
        QVERIFY(m_case->publish().ok());
        const QString offline = m_case->beside("offline");
        QVERIFY(QDir().mkpath(offline));
        for (const char *name : { "root-1", "root-2", "root-3", "targets" }) {
            const QString file = QLatin1String(name) + QStringLiteral(".pem");
            QVERIFY(QFile::rename(m_case->keys() + u'/' + file, offline + u'/' + file));
        }
        KioskView kiosk(*m_case);
        QCOMPARE(kiosk.refresh(), QString());
        const QByteArray snapshot = m_case->served(QStringLiteral("meta/1.snapshot.json"));
        TreeEnds ends = resignTree(m_case->place(kNow.addDays(1))).value();
        QCOMPARE(ends.timestamp, kNow.addDays(1 + kTimestampDays));
        // A day later only the pointer is new: that is all that kiosks have to fetch.
        QCOMPARE(ends.snapshot, kNow.addDays(kSnapshotDays));
        QVERIFY(ends.near(kNow.addDays(1)).isEmpty());
        QCOMPARE(kiosk.refresh(kNow.addDays(1)), QString());
        QCOMPARE(kiosk.timestampVersion(), 2);
        ends = resignTree(m_case->place(kNow.addDays(8))).value();
        QCOMPARE(ends.snapshot, kNow.addDays(8 + kSnapshotDays));
        QCOMPARE(kiosk.refresh(kNow.addDays(8)), QString());
        ends = resignTree(m_case->place(kNow.addDays(kTargetsDays - 20))).value();
        QCOMPARE(ends.near(kNow.addDays(kTargetsDays - 20)), QList<Role>({ Role::Targets }));
        QVERIFY(ends.near(kNow.addDays(kRootDays - 20)).contains(Role::Root));
        // Content cannot be published so, and that is said before any work is done.
        const auto refused = m_case->publish();
        QVERIFY(refused.failure().why.contains(QStringLiteral("缺少 targets 的密钥")));
        PublishSettings with = m_case->settings();
        with.place.offlineKeys = { offline };
        with.force = true;
        QCOMPARE(m_case->publish(with).value().release, 2);
    }

    void whoeverHoldsTheTreeIsNotDisturbed()
    {
        QVERIFY(m_case->publish().ok());
        const FolderLock other(m_case->tree());
        QVERIFY(resignTree(m_case->place())
                    .failure()
                    .why.contains(QStringLiteral("另一个发布正在进行")));
    }

private:
    static QList<HeldKey> rootKeys(const PublisherKeys &keys, const Root &root, int count)
    {
        QList<HeldKey> held;
        for (const SigningKey &key : keys.signersOf(root.roles.value(Role::Root)).mid(0, count)) {
            held.append({ {}, key });
        }
        return held;
    }

    Timestamp presentTimestamp() const
    {
        const auto envelope = parseEnvelope(
            m_case->served(QStringLiteral("meta/timestamp.json")), QStringLiteral("timestamp"));
        return Timestamp::fromJson(envelope.value().body).value();
    }

    // What `keys rotate` does.
    void rotate(Role role) const
    {
        PublisherKeys keys = readKeyFolder(m_case->keys()).value();
        const Root root = rootsOf(keys).value().last();
        const SigningKey fresh = SigningKey::generate();
        const QString path = writeNewKey(m_case->keys(), roleName(role), fresh).value();
        keys.held.append({ path, fresh });
        const Root next = withoutKey(
            withKey(root, role, fresh.publicKey()), role, root.roles.value(role).keyIds.first())
                              .value();
        const auto file = signedSuccessor(root, next, keys.held, kNow);
        QVERIFY(file.ok());
        QVERIFY(writeNewRoot(m_case->keys(), root.version + 1, file.value()).ok());
        const auto ends = resignTree(m_case->place());
        QVERIFY2(ends.ok(), ends ? "" : qPrintable(ends.failure().why));
    }

    std::unique_ptr<TreeCase> m_case;
};

QTEST_GUILESS_MAIN(KeysTest)
#include "tst_keys.moc"
