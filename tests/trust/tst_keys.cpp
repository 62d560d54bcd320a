#include "trust/envelope.h"
#include "trust/keys.h"

#include <QTest>

using namespace Hall;

namespace {

struct Vector {
    const char *seed;
    const char *publicKey;
    const char *message;
    const char *signature;
};

// RFC 8032 §7.1, tests 1 to 3.
constexpr Vector vectors[] = {
    { "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701c"
        "f9b46b"
        "d25bf5f0595bbe24655141438e7a100b" },
    { "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0"
        "f11d8c"
        "387b2eaeb4302aeeb00d291612bb0c00" },
    { "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f76098"
        "4dc659"
        "4a7c15e9716ed28dc027beceea1ec40a" },
};

// RFC 8410 §7: the PKCS#8 frame around the 32 bytes of an Ed25519 seed.
QByteArray pemOf(const QByteArray &seed)
{
    const QByteArray der = QByteArray::fromHex("302e020100300506032b657004220420") + seed;
    return "-----BEGIN PRIVATE KEY-----\n" + der.toBase64() + "\n-----END PRIVATE KEY-----\n";
}

} // namespace

class KeysTest : public QObject {
    Q_OBJECT

private slots:
    void followsRfc8032();
    void survivesPem();
    void refusesForeignPem_data();
    void refusesForeignPem();
    void keyIdIsTheDigestOfTheKeyObject();
    void keepsUnknownKeyTypesButNeverBelievesThem();
    void countsAKeyOnce();
};

void KeysTest::followsRfc8032()
{
    for (const Vector &vector : vectors) {
        const QByteArray message = QByteArray::fromHex(vector.message);
        const Result<SigningKey> key
            = SigningKey::fromPem(pemOf(QByteArray::fromHex(vector.seed)), QStringLiteral("k"));
        QVERIFY(key.ok());
        const PublicKey publicKey = key.value().publicKey();
        QCOMPARE(publicKey.raw().toHex(), QByteArray(vector.publicKey));
        const QByteArray signature = key.value().sign(message);
        QCOMPARE(signature.toHex(), QByteArray(vector.signature));
        QVERIFY(publicKey.verify(message, signature));
        QVERIFY(!publicKey.verify(message + 'x', signature));
        QVERIFY(!publicKey.verify(message, signature.chopped(1)));
        for (qsizetype i = 0; i < signature.size(); ++i) {
            QByteArray broken = signature;
            broken[i] = static_cast<char>(broken.at(i) ^ 1);
            QVERIFY(!publicKey.verify(message, broken));
        }
    }
}

void KeysTest::survivesPem()
{
    const SigningKey key = SigningKey::generate();
    const QByteArray pem = key.toPem();
    QVERIFY(pem.startsWith("-----BEGIN PRIVATE KEY-----"));
    const Result<SigningKey> again = SigningKey::fromPem(pem, QStringLiteral("k"));
    QVERIFY(again.ok());
    QCOMPARE(again.value().publicKey().id(), key.publicKey().id());
    QVERIFY(SigningKey::generate().publicKey().id() != key.publicKey().id());
}

void KeysTest::refusesForeignPem_data()
{
    QTest::addColumn<QByteArray>("pem");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("text") << QByteArray("hello");
    QTest::newRow("cut") << pemOf(QByteArray(32, 'x')).chopped(40);
    QTest::newRow("X25519") << "-----BEGIN PRIVATE KEY-----\n"
            + (QByteArray::fromHex("302e020100300506032b656e04220420") + QByteArray(32, 'x'))
                  .toBase64()
            + "\n-----END PRIVATE KEY-----\n";
}

void KeysTest::refusesForeignPem()
{
    QFETCH(QByteArray, pem);
    const Result<SigningKey> key = SigningKey::fromPem(pem, QStringLiteral("root-1.pem"));
    QVERIFY(!key.ok());
    QCOMPARE(key.failure().where, QStringLiteral("root-1.pem"));
}

void KeysTest::keyIdIsTheDigestOfTheKeyObject()
{
    // printf of the canonical key object of RFC 8032 test 1, through sha256sum.
    const PublicKey key = PublicKey::fromEd25519(QByteArray::fromHex(vectors[0].publicKey));
    QCOMPARE(key.id(),
        QStringLiteral("74c181c7ad8a0855d4b55e44d2ba87aabdddb196832571f15f92fece332e4916"));
    const Result<PublicKey> again = PublicKey::fromJson(key.toJson());
    QVERIFY(again.ok());
    QCOMPARE(again.value().id(), key.id());
}

void KeysTest::keepsUnknownKeyTypesButNeverBelievesThem()
{
    QJsonObject json = SigningKey::generate().publicKey().toJson();
    json.insert(QStringLiteral("scheme"), QStringLiteral("ed25519-next"));
    json.insert(QStringLiteral("keytype"), QStringLiteral("next"));
    const Result<PublicKey> key = PublicKey::fromJson(json);
    QVERIFY(key.ok());
    QVERIFY(!key.value().verify("m", QByteArray(64, '\0')));
    json.remove(QStringLiteral("keyval"));
    QVERIFY(!PublicKey::fromJson(json).ok());
}

void KeysTest::countsAKeyOnce()
{
    const SigningKey key = SigningKey::generate();
    const PublicKey plain = key.publicKey();
    // The same key under a second id, by a member that other readers pass over.
    QJsonObject json = plain.toJson();
    json.insert(QStringLiteral("comment"), QStringLiteral("twin"));
    const PublicKey twin = PublicKey::fromJson(json).take();
    QVERIFY(twin.id() != plain.id());
    const KeyRing ring { { plain.id(), plain }, { twin.id(), twin } };
    const RoleKeys role { { plain.id(), twin.id() }, 2 };

    const QJsonObject body { { QStringLiteral("a"), 1 } };
    Envelope envelope = parseEnvelope(signedFile(body, { key, key }), QStringLiteral("f")).take();
    Signature alias = envelope.signatures.constFirst();
    alias.keyId = twin.id();
    envelope.signatures.append(alias);
    const Trusted<Done> check = checkSignatures(envelope, ring, role, QStringLiteral("f"));
    QVERIFY(!check.ok());
    QCOMPARE(check.failure().error, TrustError::Threshold);
}

QTEST_GUILESS_MAIN(KeysTest)
#include "tst_keys.moc"
