#include "trust/digest.h"
#include "trust/envelope.h"
#include "trust/metadata.h"

#include <QJsonDocument>
#include <QTest>
#include <memory>
#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

using namespace Hall;

namespace {

using Key = std::shared_ptr<EVP_PKEY>;

Key keyFrom(EVP_PKEY *key) { return Key(key, EVP_PKEY_free); }

Key curve(const char *name) { return keyFrom(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", name)); }

Key rsa(size_t bits) { return keyFrom(EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", bits)); }

QString pemOf(const Key &key)
{
    BIO *memory = BIO_new(BIO_s_mem());
    PEM_write_bio_PUBKEY(memory, key.get());
    QByteArray pem(static_cast<qsizetype>(BIO_ctrl_pending(memory)), '\0');
    BIO_read(memory, pem.data(), static_cast<int>(pem.size()));
    BIO_free(memory);
    return QString::fromLatin1(pem);
}

QJsonObject keyObject(const char *type, const char *scheme, const QString &pem)
{
    return {
        { QStringLiteral("keytype"), QString::fromLatin1(type) },
        { QStringLiteral("scheme"), QString::fromLatin1(scheme) },
        { QStringLiteral("keyval"), QJsonObject { { QStringLiteral("public"), pem } } },
    };
}

// `salt` only for RSA: bytes, or one of OpenSSL's words.
QByteArray sign(const Key &key, const char *digest, const QByteArray &message, int salt = -1000)
{
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    EVP_PKEY_CTX *parameters = nullptr;
    EVP_DigestSignInit_ex(context, &parameters, digest, nullptr, nullptr, key.get(), nullptr);
    if (salt != -1000) {
        EVP_PKEY_CTX_set_rsa_padding(parameters, RSA_PKCS1_PSS_PADDING);
        EVP_PKEY_CTX_set_rsa_pss_saltlen(parameters, salt);
    }
    size_t size = 4096;
    QByteArray signature(static_cast<qsizetype>(size), '\0');
    const auto *bytes = reinterpret_cast<const unsigned char *>(message.constData());
    EVP_DigestSign(context, reinterpret_cast<unsigned char *>(signature.data()), &size, bytes,
        static_cast<size_t>(message.size()));
    EVP_MD_CTX_free(context);
    return signature.left(static_cast<qsizetype>(size));
}

const QByteArray message = "what other publishers sign";

} // namespace

/// Signatures of other publishers, which this program checks but never makes; and how signatures
/// are counted.
class SignaturesTest : public QObject {
    Q_OBJECT

private slots:
    void ecdsa_data();
    void ecdsa();
    void rsaPss();
    void schemeAndKeyBelongTogether();
    void oneKeyInTwoForms();
    void idsNeedNotBeDigests();
    void aBadSignatureDoesNoHarmBesideAGoodOne();
    void noIdSignsTwice();
    void digestsOfSeveralKinds();
    void otherMinorVersionsOfTheSpecification();
};

void SignaturesTest::ecdsa_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("scheme");
    QTest::addColumn<QByteArray>("group");
    QTest::addColumn<QByteArray>("digest");
    const auto row = [](const char *type, const char *scheme, const char *group, const char *md) {
        QTest::addRow("%s %s", type, scheme)
            << QByteArray(type) << QByteArray(scheme) << QByteArray(group) << QByteArray(md);
    };
    row("ecdsa", "ecdsa-sha2-nistp256", "P-256", "SHA256");
    row("ecdsa-sha2-nistp256", "ecdsa-sha2-nistp256", "P-256", "SHA256");
    row("ecdsa", "ecdsa-sha2-nistp384", "P-384", "SHA384");
}

void SignaturesTest::ecdsa()
{
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, scheme);
    QFETCH(QByteArray, group);
    QFETCH(QByteArray, digest);
    const Key key = curve(group.constData());
    const PublicKey publicKey
        = PublicKey::fromJson(keyObject(type.constData(), scheme.constData(), pemOf(key))).take();
    const QByteArray signature = sign(key, digest.constData(), message);
    QVERIFY(publicKey.verify(message, signature));
    QVERIFY(!publicKey.verify(message + 'x', signature));
    QVERIFY(!publicKey.verify(message, signature.chopped(1)));
    QVERIFY(!publicKey.verify(message, signature + 'x'));
    QVERIFY(!publicKey.verify(message, {}));
    QVERIFY(
        !publicKey.verify(message, sign(curve(group.constData()), digest.constData(), message)));
    for (qsizetype i = 0; i < signature.size(); ++i) {
        QByteArray broken = signature;
        broken[i] = static_cast<char>(broken.at(i) ^ 1);
        QVERIFY(!publicKey.verify(message, broken));
    }
}

void SignaturesTest::rsaPss()
{
    const Key key = rsa(2048);
    const PublicKey publicKey
        = PublicKey::fromJson(keyObject("rsa", "rsassa-pss-sha256", pemOf(key))).take();
    for (const int salt : { RSA_PSS_SALTLEN_DIGEST, RSA_PSS_SALTLEN_MAX, 0, 20 }) {
        const QByteArray signature = sign(key, "SHA256", message, salt);
        QVERIFY(publicKey.verify(message, signature));
        QVERIFY(!publicKey.verify(message + 'x', signature));
        QByteArray broken = signature;
        broken[100] = static_cast<char>(broken.at(100) ^ 1);
        QVERIFY(!publicKey.verify(message, broken));
    }
    // The older padding is another scheme.
    QVERIFY(!publicKey.verify(message, sign(key, "SHA256", message)));
    const Key small = rsa(1024);
    const PublicKey weak
        = PublicKey::fromJson(keyObject("rsa", "rsassa-pss-sha256", pemOf(small))).take();
    QVERIFY(!weak.verify(message, sign(small, "SHA256", message, RSA_PSS_SALTLEN_DIGEST)));
}

void SignaturesTest::schemeAndKeyBelongTogether()
{
    const Key small = curve("P-256");
    const Key large = curve("P-384");
    const auto believes = [](const char *type, const char *scheme, const QString &pem,
                              const QByteArray &signature) {
        return PublicKey::fromJson(keyObject(type, scheme, pem)).take().verify(message, signature);
    };
    const QByteArray signature = sign(small, "SHA256", message);
    QVERIFY(believes("ecdsa", "ecdsa-sha2-nistp256", pemOf(small), signature));
    QVERIFY(!believes("rsa", "ecdsa-sha2-nistp256", pemOf(small), signature));
    QVERIFY(!believes("ecdsa", "rsassa-pss-sha256", pemOf(small), signature));
    QVERIFY(!believes("ecdsa", "ecdsa-sha2-nistp384", pemOf(small), signature));
    QVERIFY(!believes("ecdsa", "ecdsa-next", pemOf(small), signature));
    QVERIFY(!believes("ecdsa", "ecdsa-sha2-nistp256", QStringLiteral("no PEM"), signature));
    QVERIFY(
        !believes("ecdsa", "ecdsa-sha2-nistp256", pemOf(large), sign(large, "SHA256", message)));
    QVERIFY(!believes("rsa", "rsassa-pss-sha256", pemOf(small), signature));
}

void SignaturesTest::oneKeyInTwoForms()
{
    const QString pem = pemOf(curve("P-256"));
    const PublicKey one
        = PublicKey::fromJson(keyObject("ecdsa", "ecdsa-sha2-nistp256", pem)).take();
    const PublicKey other = PublicKey::fromJson(
        keyObject("ecdsa-sha2-nistp256", "ecdsa-sha2-nistp256", u'\n' + pem + u'\n'))
                                .take();
    QVERIFY(one.id() != other.id());
    QVERIFY(!one.raw().isEmpty());
    QCOMPARE(one.raw(), other.raw());
}

void SignaturesTest::idsNeedNotBeDigests()
{
    const SigningKey key = SigningKey::generate();
    Root root;
    root.expires = QDateTime::fromSecsSinceEpoch(2'000'000'000).toUTC();
    for (const Role role : { Role::Root, Role::Timestamp, Role::Snapshot, Role::Targets })
        root.authorise(role, { key.publicKey() });
    QJsonObject body = root.toJson();
    QJsonObject keyJson = key.publicKey().toJson();
    keyJson.insert(QStringLiteral("x-owner"), QStringLiteral("@somebody"));
    body.insert(QStringLiteral("keys"), QJsonObject { { key.publicKey().id(), keyJson } });
    const Result<Root> read = Root::fromJson(body);
    QVERIFY(read.ok());
    const Envelope envelope
        = parseEnvelope(signedFile(body, { key }), QStringLiteral("root")).take();
    QVERIFY(checkSignatures(
        envelope, read.value().keys, read.value().roles.value(Role::Root), QStringLiteral("root"))
                .ok());
}

void SignaturesTest::aBadSignatureDoesNoHarmBesideAGoodOne()
{
    const SigningKey good = SigningKey::generate();
    const SigningKey bad = SigningKey::generate();
    const KeyRing ring { { good.publicKey().id(), good.publicKey() },
        { bad.publicKey().id(), bad.publicKey() } };
    const RoleKeys role { ring.keys(), 1 };
    QJsonObject file
        = QJsonDocument::fromJson(signedFile({ { QStringLiteral("a"), 1 } }, { bad, good }))
              .object();
    for (const char *word : { "", "00", "zz", "not even hexadecimal" }) {
        QJsonArray signatures = file.value(u"signatures").toArray();
        QJsonObject spoilt = signatures.at(0).toObject();
        spoilt.insert(QStringLiteral("sig"), QString::fromLatin1(word));
        signatures[0] = spoilt;
        file.insert(QStringLiteral("signatures"), signatures);
        const Result<Envelope> envelope
            = parseEnvelope(QJsonDocument(file).toJson(), QStringLiteral("f"));
        QVERIFY(envelope.ok());
        QVERIFY(checkSignatures(envelope.value(), ring, role, QStringLiteral("f")).ok());
        QCOMPARE(checkSignatures(envelope.value(), ring, { role.keyIds, 2 }, QStringLiteral("f"))
                     .failure()
                     .error,
            TrustError::Threshold);
    }
}

void SignaturesTest::noIdSignsTwice()
{
    const SigningKey key = SigningKey::generate();
    const KeyRing ring { { key.publicKey().id(), key.publicKey() } };
    const Envelope envelope = parseEnvelope(
        signedFile({ { QStringLiteral("a"), 1 } }, { key, key }), QStringLiteral("f"))
                                  .take();
    const Trusted<Done> check
        = checkSignatures(envelope, ring, { ring.keys(), 1 }, QStringLiteral("f"));
    QCOMPARE(check.failure().error, TrustError::BadMetadata);
}

void SignaturesTest::digestsOfSeveralKinds()
{
    const QByteArray file = "content";
    Digests digests { {}, {}, false };
    QVERIFY(digests.match(file));
    digests.given = true;
    QVERIFY(!digests.match(file));
    digests.sha512 = sha512Hex(file);
    QVERIFY(digests.match(file));
    digests.sha256 = sha256Hex("other");
    QVERIFY(!digests.match(file));

    QJsonObject entry {
        { QStringLiteral("length"), 7 },
        { QStringLiteral("hashes"),
            QJsonObject { { QStringLiteral("sha512"), sha512Hex(file) },
                { QStringLiteral("next"), QStringLiteral("00") } } },
    };
    Targets targets;
    targets.expires = QDateTime::fromSecsSinceEpoch(2'000'000'000).toUTC();
    QJsonObject body = targets.toJson();
    const auto read = [&] {
        body.insert(QStringLiteral("targets"), QJsonObject { { QStringLiteral("x"), entry } });
        return Targets::fromJson(body);
    };
    Target target = read().take().targets.value(QStringLiteral("x"));
    QVERIFY(target.describes(7, sha256Hex(file), sha512Hex(file)));
    QVERIFY(!target.describes(8, sha256Hex(file), sha512Hex(file)));
    QVERIFY(!target.describes(7, sha256Hex(file), sha512Hex("other")));
    entry.insert(
        QStringLiteral("hashes"), QJsonObject { { QStringLiteral("next"), QStringLiteral("00") } });
    target = read().take().targets.value(QStringLiteral("x"));
    QVERIFY(!target.describes(7, sha256Hex(file), sha512Hex(file)));
    entry.insert(QStringLiteral("hashes"),
        QJsonObject { { QStringLiteral("sha512"), QStringLiteral("00") } });
    QVERIFY(!read().ok());
}

void SignaturesTest::otherMinorVersionsOfTheSpecification()
{
    Targets targets;
    targets.expires = QDateTime::fromSecsSinceEpoch(2'000'000'000).toUTC();
    QJsonObject body = targets.toJson();
    for (const char *version : { "1.0.0", "1.0", "1.2.3" }) {
        body.insert(QStringLiteral("spec_version"), QString::fromLatin1(version));
        QVERIFY(Targets::fromJson(body).ok());
    }
    for (const char *version : { "2.0.0", "0.9", "1", "", "10.0.0" }) {
        body.insert(QStringLiteral("spec_version"), QString::fromLatin1(version));
        QVERIFY(!Targets::fromJson(body).ok());
    }
}

QTEST_GUILESS_MAIN(SignaturesTest)
#include "tst_signatures.moc"
