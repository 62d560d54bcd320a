#include "trust/sealedbox.h"

#include <cstdlib>
#include <sodium.h>

namespace Hall {

namespace {

    constexpr char publicWord[] = "hall-seal-public 1 ";
    constexpr char secretWord[] = "hall-seal-secret 1 ";

    unsigned char *writable(QByteArray &bytes)
    {
        return reinterpret_cast<unsigned char *>(bytes.data());
    }

    const unsigned char *readable(const QByteArray &bytes)
    {
        return reinterpret_cast<const unsigned char *>(bytes.constData());
    }

    // libsodium chooses its random source once; it fails only where the kernel has none.
    void requireSodium()
    {
        static const bool ready = sodium_init() >= 0;
        if (!ready)
            std::abort();
    }

    QByteArray line(const char *word, const QByteArray &key)
    {
        return word + key.toBase64() + '\n';
    }

    Result<QList<QByteArray>> keysIn(
        const QByteArray &text, const char *word, const char *otherWord, const QString &where)
    {
        QList<QByteArray> keys;
        const QList<QByteArray> lines = text.split('\n');
        for (const QByteArray &one : lines) {
            const QByteArray content = one.trimmed();
            if (content.isEmpty() || content.startsWith('#'))
                continue;
            if (content.startsWith(otherWord))
                return Failure { where,
                    QStringLiteral("it holds the other half of the key pair, not this one") };
            const auto key
                = QByteArray::fromBase64Encoding(content.mid(static_cast<qsizetype>(qstrlen(word))),
                    QByteArray::AbortOnBase64DecodingErrors);
            if (!content.startsWith(word) || !key || (*key).size() != crypto_box_PUBLICKEYBYTES)
                return Failure { where,
                    QStringLiteral("a line '%1BASE64' of 32 bytes is expected")
                        .arg(QString::fromLatin1(word)) };
            keys.append(*key);
        }
        if (keys.isEmpty())
            return Failure { where, QStringLiteral("there is no key in it") };
        return keys;
    }

} // namespace

Result<SealKey> SealKey::fromText(const QByteArray &text, const QString &where)
{
    const Result<QList<QByteArray>> keys = keysIn(text, publicWord, secretWord, where);
    if (!keys)
        return keys.failure();
    if (keys.value().size() != 1)
        return Failure { where, QStringLiteral("there is more than one key in it") };
    return SealKey(keys.value().constFirst());
}

QByteArray SealKey::toText() const { return line(publicWord, m_bytes); }

QByteArray SealKey::seal(const QByteArray &message) const
{
    requireSodium();
    QByteArray sealed(message.size() + qsizetype(crypto_box_SEALBYTES), Qt::Uninitialized);
    crypto_box_seal(writable(sealed), readable(message), static_cast<size_t>(message.size()),
        readable(m_bytes));
    return sealed;
}

OpenKey OpenKey::generate()
{
    requireSodium();
    QByteArray secret(crypto_box_SECRETKEYBYTES, Qt::Uninitialized);
    randombytes_buf(secret.data(), static_cast<size_t>(secret.size()));
    return OpenKey(secret);
}

Result<QList<OpenKey>> OpenKey::fromText(const QByteArray &text, const QString &where)
{
    const Result<QList<QByteArray>> keys = keysIn(text, secretWord, publicWord, where);
    if (!keys)
        return keys.failure();
    QList<OpenKey> all;
    for (const QByteArray &key : keys.value())
        all.append(OpenKey(key));
    return all;
}

QByteArray OpenKey::toText() const { return line(secretWord, m_bytes); }

SealKey OpenKey::publicKey() const
{
    requireSodium();
    QByteArray key(crypto_box_PUBLICKEYBYTES, Qt::Uninitialized);
    crypto_scalarmult_base(writable(key), readable(m_bytes));
    return SealKey(key);
}

std::optional<QByteArray> OpenKey::open(const QByteArray &sealed) const
{
    requireSodium();
    if (sealed.size() < qsizetype(crypto_box_SEALBYTES))
        return std::nullopt;
    const QByteArray key = publicKey().m_bytes;
    QByteArray message(sealed.size() - qsizetype(crypto_box_SEALBYTES), Qt::Uninitialized);
    const int opened = crypto_box_seal_open(writable(message), readable(sealed),
        static_cast<unsigned long long>(sealed.size()), readable(key), readable(m_bytes));
    return opened == 0 ? std::optional(message) : std::nullopt;
}

} // namespace Hall
