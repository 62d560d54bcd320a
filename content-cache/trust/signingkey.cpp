#include "evp.h"
#include "keys.h"

#include <array>
#include <openssl/pem.h>

namespace Hall {

namespace {

    constexpr int publicKeySize = 32;
    constexpr int signatureSize = 64;

    // Without a working crypto library nothing can be trusted or signed; there is no way on.
    void insist(bool worked)
    {
        if (!worked)
            qFatal("OpenSSL failed at an Ed25519 operation");
    }

} // namespace

SigningKey::SigningKey(EVP_PKEY *key)
    : m_key(key, EvpFree())
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
