#include "keys.h"

#include "canonicaljson.h"
#include "digest.h"

#include <array>
#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

namespace Hall {

namespace {

    constexpr int publicKeySize = 32;
    constexpr int signatureSize = 64;

    struct Free {
        void operator()(EVP_PKEY *key) const { EVP_PKEY_free(key); }

        void operator()(EVP_MD_CTX *context) const { EVP_MD_CTX_free(context); }

        void operator()(BIO *memory) const { BIO_free_all(memory); }
    };

    using KeyHandle = std::unique_ptr<EVP_PKEY, Free>;
    using DigestHandle = std::unique_ptr<EVP_MD_CTX, Free>;
    using MemoryHandle = std::unique_ptr<BIO, Free>;

    const unsigned char *bytesOf(const QByteArray &bytes)
    {
        return reinterpret_cast<const unsigned char *>(bytes.constData());
    }

    unsigned char *writableBytesOf(QByteArray &bytes)
    {
        return reinterpret_cast<unsigned char *>(bytes.data());
    }

    size_t sizeOf(const QByteArray &bytes) { return static_cast<size_t>(bytes.size()); }

    // Without a working crypto library nothing can be trusted or signed; there is no way on.
    void insist(bool worked)
    {
        if (!worked)
            qFatal("OpenSSL failed at an Ed25519 operation");
    }

} // namespace

PublicKey::PublicKey(const QJsonObject &json)
    : m_json(json)
    , m_id(sha256Hex(canonicalJson(json)))
{
    const QString ed25519 = QStringLiteral("ed25519");
    if (json.value(u"keytype").toString() != ed25519 || json.value(u"scheme").toString() != ed25519)
        return;
    const QByteArray hex = json.value(u"keyval").toObject().value(u"public").toString().toLatin1();
    const QByteArray raw = QByteArray::fromHex(hex);
    if (hex.size() == publicKeySize * 2 && raw.toHex() == hex)
        m_raw = raw;
}

PublicKey PublicKey::fromEd25519(const QByteArray &raw)
{
    const QString ed25519 = QStringLiteral("ed25519");
    return PublicKey(QJsonObject {
        { QStringLiteral("keytype"), ed25519 },
        { QStringLiteral("scheme"), ed25519 },
        { QStringLiteral("keyval"),
            QJsonObject { { QStringLiteral("public"), QString::fromLatin1(raw.toHex()) } } },
    });
}

Result<PublicKey> PublicKey::fromJson(const QJsonObject &json)
{
    if (!json.value(u"keytype").isString() || !json.value(u"scheme").isString()
        || !json.value(u"keyval").isObject())
        return Failure { QStringLiteral("key"),
            QStringLiteral("a key lacks keytype, scheme or keyval") };
    PublicKey key(json);
    if (json.value(u"keytype").toString() == u"ed25519" && key.m_raw.isEmpty())
        return Failure { QStringLiteral("key"),
            QStringLiteral("an Ed25519 key is not 64 lower-case hexadecimal digits") };
    return key;
}

bool PublicKey::verify(const QByteArray &message, const QByteArray &signature) const
{
    if (m_raw.isEmpty() || signature.size() != signatureSize)
        return false;
    const KeyHandle key(
        EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, bytesOf(m_raw), sizeOf(m_raw)));
    const DigestHandle context(EVP_MD_CTX_new());
    if (!key || !context
        || EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key.get()) != 1)
        return false;
    return EVP_DigestVerify(context.get(), bytesOf(signature), sizeOf(signature), bytesOf(message),
               sizeOf(message))
        == 1;
}

SigningKey::SigningKey(EVP_PKEY *key)
    : m_key(key, Free())
{
}

SigningKey SigningKey::generate()
{
    EVP_PKEY *key = EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519");
    insist(key != nullptr);
    return SigningKey(key);
}

Result<SigningKey> SigningKey::fromPem(const QByteArray &pem, const QString &where)
{
    const MemoryHandle memory(BIO_new_mem_buf(pem.constData(), static_cast<int>(pem.size())));
    insist(memory != nullptr);
    // An empty passphrase keeps OpenSSL from asking on the terminal for an encrypted file.
    std::array<char, 1> noPassphrase { '\0' };
    KeyHandle key(PEM_read_bio_PrivateKey(memory.get(), nullptr, nullptr, noPassphrase.data()));
    if (!key)
        return Failure { where,
            QStringLiteral("this is not an unencrypted PKCS#8 key in PEM form") };
    if (EVP_PKEY_get_base_id(key.get()) != EVP_PKEY_ED25519)
        return Failure { where, QStringLiteral("the key is not an Ed25519 key") };
    return SigningKey(key.release());
}

QByteArray SigningKey::toPem() const
{
    const MemoryHandle memory(BIO_new(BIO_s_mem()));
    insist(memory
        && PEM_write_bio_PKCS8PrivateKey(
               memory.get(), m_key.get(), nullptr, nullptr, 0, nullptr, nullptr)
            == 1);
    QByteArray pem(static_cast<qsizetype>(BIO_ctrl_pending(memory.get())), '\0');
    insist(BIO_read(memory.get(), pem.data(), static_cast<int>(pem.size())) == pem.size());
    return pem;
}

PublicKey SigningKey::publicKey() const
{
    QByteArray raw(publicKeySize, '\0');
    size_t size = publicKeySize;
    insist(EVP_PKEY_get_raw_public_key(m_key.get(), writableBytesOf(raw), &size) == 1);
    return PublicKey::fromEd25519(raw);
}

QByteArray SigningKey::sign(const QByteArray &message) const
{
    QByteArray signature(signatureSize, '\0');
    size_t size = signatureSize;
    const DigestHandle context(EVP_MD_CTX_new());
    insist(context && EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, m_key.get()) == 1
        && EVP_DigestSign(
               context.get(), writableBytesOf(signature), &size, bytesOf(message), sizeOf(message))
            == 1);
    return signature;
}

} // namespace Hall
