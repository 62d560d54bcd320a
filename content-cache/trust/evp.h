#pragma once

#include <QByteArray>
#include <memory>
#include <openssl/bio.h>
#include <openssl/evp.h>

namespace Hall {

/// Gives OpenSSL's objects back.
struct EvpFree {
    void operator()(EVP_PKEY *key) const { EVP_PKEY_free(key); }

    void operator()(EVP_MD_CTX *context) const { EVP_MD_CTX_free(context); }

    void operator()(BIO *memory) const { BIO_free_all(memory); }
};

using KeyHandle = std::unique_ptr<EVP_PKEY, EvpFree>;
using DigestHandle = std::unique_ptr<EVP_MD_CTX, EvpFree>;
using MemoryHandle = std::unique_ptr<BIO, EvpFree>;

inline const unsigned char *bytesOf(const QByteArray &bytes)
{
    return reinterpret_cast<const unsigned char *>(bytes.constData());
}

inline unsigned char *writableBytesOf(QByteArray &bytes)
{
    return reinterpret_cast<unsigned char *>(bytes.data());
}

inline size_t sizeOf(const QByteArray &bytes) { return static_cast<size_t>(bytes.size()); }

} // namespace Hall
