#pragma once

#include "model/result.h"

#include <QByteArray>
#include <QJsonObject>
#include <memory>

using EVP_PKEY = struct evp_pkey_st;

namespace Hall {

/// A key as metadata lists it (TUF 1.0 §4.2): Ed25519, ECDSA on P-256 or P-384, RSA with PSS. Keys
/// of a type we cannot check are kept but verify nothing.
class PublicKey {
public:
    /// From the 32 raw bytes of an Ed25519 public key (RFC 8032 §5.1.5).
    static PublicKey fromEd25519(const QByteArray &raw);

    /// From the key object of a metadata file.
    static Result<PublicKey> fromJson(const QJsonObject &json);

    /// SHA-256 of the canonical JSON of the key object, in hexadecimal (TUF 1.0 §4.2).
    QString id() const { return m_id; }

    const QJsonObject &toJson() const { return m_json; }

    /// What tells this key from another one whatever id it goes by: the 32 bytes of an Ed25519 key,
    /// the DER form (RFC 5280 §4.1) of another one; empty when it verifies nothing.
    QByteArray raw() const { return m_raw; }

    /// True when `signature` is this key's signature of `message`: 64 raw bytes of Ed25519, the DER
    /// form of ECDSA (RFC 3279 §2.2.3), the bytes of RSASSA-PSS (RFC 8017 §8.1) with any salt.
    bool verify(const QByteArray &message, const QByteArray &signature) const;

private:
    explicit PublicKey(const QJsonObject &json);

    QJsonObject m_json;
    QString m_id;
    QByteArray m_raw;
    std::shared_ptr<EVP_PKEY> m_key; ///< none when it verifies nothing
    const char *m_digest = nullptr; ///< none where the scheme has its own
    bool m_isRsa = false;
};

/// An Ed25519 private key; copies share the one key.
class SigningKey {
public:
    /// A new key from the system's random numbers.
    static SigningKey generate();

    /// From an unencrypted PKCS#8 PEM text (RFC 5958, RFC 8410); `where` names the file in the
    /// failure.
    static Result<SigningKey> fromPem(const QByteArray &pem, const QString &where);

    /// Unencrypted PKCS#8 PEM; whoever stores it gives the file mode 0600.
    QByteArray toPem() const;

    PublicKey publicKey() const;

    /// The 64 raw bytes of the Ed25519 signature (RFC 8032 §5.1.6).
    QByteArray sign(const QByteArray &message) const;

private:
    explicit SigningKey(EVP_PKEY *key);

    std::shared_ptr<EVP_PKEY> m_key;
};

} // namespace Hall
