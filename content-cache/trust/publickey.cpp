#include "canonicaljson.h"
#include "digest.h"
#include "evp.h"
#include "keys.h"

#include <QHash>
#include <array>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

namespace Hall {

namespace {

    constexpr int ed25519KeySize = 32;
    constexpr int longestPem = 16 * 1024;
    constexpr int leastRsaBits = 2048; // NIST SP 800-131A: less is no longer enough
    constexpr int mostRsaBits = 16384; // beyond it OpenSSL refuses as well

    const char ed25519[] = "ed25519";

    // What a scheme's name in a key object stands for (TUF 1.0 §4.2).
    struct Scheme {
        const char *name;
        QList<const char *> keyTypes;
        const char *digest; // none: the scheme has its own
        const char *group; // of an elliptic curve
    };

    const Scheme *schemeOf(const QJsonObject &json)
    {
        static const std::array<Scheme, 4> schemes { {
            { ed25519, { ed25519 }, nullptr, nullptr },
            { "ecdsa-sha2-nistp256", { "ecdsa", "ecdsa-sha2-nistp256" }, "SHA256", "prime256v1" },
            { "ecdsa-sha2-nistp384", { "ecdsa", "ecdsa-sha2-nistp384" }, "SHA384", "secp384r1" },
            { "rsassa-pss-sha256", { "rsa" }, "SHA256", nullptr },
        } };
        const QString name = json.value(u"scheme").toString();
        const QString type = json.value(u"keytype").toString();
        for (const Scheme &scheme : schemes) {
            if (name != QLatin1String(scheme.name))
                continue;
            for (const char *keyType : scheme.keyTypes) {
                if (type == QLatin1String(keyType))
                    return &scheme;
            }
        }
        return nullptr;
    }

    KeyHandle readPem(const QByteArray &pem)
    {
        if (pem.size() > longestPem)
            return nullptr;
        const MemoryHandle memory(BIO_new_mem_buf(pem.constData(), static_cast<int>(pem.size())));
        return KeyHandle(
            memory ? PEM_read_bio_PUBKEY(memory.get(), nullptr, nullptr, nullptr) : nullptr);
    }

    KeyHandle readEd25519(const QByteArray &hex)
    {
        const QByteArray raw = QByteArray::fromHex(hex);
        if (raw.size() != ed25519KeySize || raw.toHex() != hex)
            return nullptr;
        return KeyHandle(
            EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, bytesOf(raw), sizeOf(raw)));
    }

    bool isOnCurve(EVP_PKEY *key, const char *group)
    {
        std::array<char, 64> name {};
        return EVP_PKEY_is_a(key, "EC") == 1
            && EVP_PKEY_get_group_name(key, name.data(), name.size(), nullptr) == 1
            && qstrcmp(name.data(), group) == 0;
    }

    bool isGoodRsa(EVP_PKEY *key)
    {
        const int bits = EVP_PKEY_get_bits(key);
        return EVP_PKEY_is_a(key, "RSA") == 1 && bits >= leastRsaBits && bits <= mostRsaBits;
    }

    KeyHandle readKey(const QJsonObject &json, const Scheme &scheme)
    {
        const QByteArray text
            = json.value(u"keyval").toObject().value(u"public").toString().toLatin1();
        if (!scheme.digest)
            return readEd25519(text);
        KeyHandle key = readPem(text);
        if (!key || !(scheme.group ? isOnCurve(key.get(), scheme.group) : isGoodRsa(key.get())))
            return nullptr;
        return key;
    }

    QByteArray identityOf(EVP_PKEY *key, const Scheme &scheme)
    {
        if (!scheme.digest) {
            QByteArray raw(ed25519KeySize, '\0');
            size_t size = sizeOf(raw);
            const bool read = EVP_PKEY_get_raw_public_key(key, writableBytesOf(raw), &size) == 1;
            return read ? raw : QByteArray();
        }
        unsigned char *der = nullptr;
        const int size = i2d_PUBKEY(key, &der);
        const QByteArray bytes(reinterpret_cast<const char *>(der), std::max(size, 0));
        OPENSSL_free(der);
        return bytes;
    }

    bool usePss(EVP_PKEY_CTX *context)
    {
        return EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) == 1
            && EVP_PKEY_CTX_set_rsa_pss_saltlen(context, RSA_PSS_SALTLEN_AUTO) == 1;
    }

} // namespace

PublicKey::PublicKey(const QJsonObject &json)
    : m_json(json)
    , m_id(sha256Hex(canonicalJson(json)))
{
    const Scheme *scheme = schemeOf(json);
    if (!scheme)
        return;
    m_key = readKey(json, *scheme);
    if (!m_key)
        return;
    m_digest = scheme->digest;
    m_isRsa = scheme->digest && !scheme->group;
    m_raw = identityOf(m_key.get(), *scheme);
}

PublicKey PublicKey::fromEd25519(const QByteArray &raw)
{
    const QString type = QString::fromLatin1(ed25519);
    return PublicKey(QJsonObject {
        { QStringLiteral("keytype"), type },
        { QStringLiteral("scheme"), type },
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
    if (json.value(u"keytype").toString() == QLatin1String(ed25519) && key.m_raw.isEmpty())
        return Failure { QStringLiteral("key"),
            QStringLiteral("an Ed25519 key is not 64 lower-case hexadecimal digits") };
    return key;
}

bool PublicKey::verify(const QByteArray &message, const QByteArray &signature) const
{
    const DigestHandle context(EVP_MD_CTX_new());
    EVP_PKEY_CTX *parameters = nullptr; // belongs to the context
    if (m_raw.isEmpty() || !context
        || EVP_DigestVerifyInit_ex(
               context.get(), &parameters, m_digest, nullptr, nullptr, m_key.get(), nullptr)
            != 1
        || (m_isRsa && !usePss(parameters)))
        return false;
    return EVP_DigestVerify(context.get(), bytesOf(signature), sizeOf(signature), bytesOf(message),
               sizeOf(message))
        == 1;
}

} // namespace Hall
