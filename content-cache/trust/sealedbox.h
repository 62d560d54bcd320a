#pragma once

#include "model/result.h"

#include <QByteArray>
#include <QList>
#include <optional>

namespace Hall {

/// The public half of the key that kiosks seal to: whoever has it can write to the bureau and read
/// nothing, not even what he wrote himself. libsodium's sealed box: X25519, XSalsa20, Poly1305.
class SealKey {
public:
    /// One line `hall-seal-public 1 BASE64`; empty lines and those that begin with # are passed
    /// over. `where` names the file in the failure.
    static Result<SealKey> fromText(const QByteArray &text, const QString &where);

    QByteArray toText() const;

    QByteArray seal(const QByteArray &message) const;

    bool operator==(const SealKey &) const = default;

private:
    friend class OpenKey;

    explicit SealKey(QByteArray bytes)
        : m_bytes(std::move(bytes))
    {
    }

    QByteArray m_bytes;
};

/// The secret half, which never leaves the bureau.
class OpenKey {
public:
    static OpenKey generate();

    /// All lines `hall-seal-secret 1 BASE64` of a file: the newest key and those before it.
    static Result<QList<OpenKey>> fromText(const QByteArray &text, const QString &where);

    QByteArray toText() const;

    SealKey publicKey() const;

    /// What was sealed to this key; nothing where it was sealed to another, or has changed.
    std::optional<QByteArray> open(const QByteArray &sealed) const;

private:
    explicit OpenKey(QByteArray bytes)
        : m_bytes(std::move(bytes))
    {
    }

    QByteArray m_bytes;
};

} // namespace Hall
