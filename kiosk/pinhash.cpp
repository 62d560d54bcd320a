#include "kiosk/pinhash.h"

#include <QFile>
#include <QRegularExpression>
#include <QTextStream>
#include <sodium.h>

namespace Hall {

namespace {

    bool sodiumReady() { return sodium_init() >= 0; }

    unsigned long long length(const QByteArray &bytes)
    {
        return static_cast<unsigned long long>(bytes.size());
    }

} // namespace

bool pinObeys(const QByteArray &pin)
{
    static const QRegularExpression form(QStringLiteral("\\A[0-9]{6,12}\\z"));
    return form.match(QString::fromLatin1(pin)).hasMatch();
}

Result<QByteArray> hashPin(const QByteArray &pin)
{
    if (!pinObeys(pin)) {
        return Failure { QStringLiteral("--hash-pin"),
            QStringLiteral("PIN 是 6 到 12 位数字 (a PIN is 6 to 12 digits)") };
    }
    QByteArray text(crypto_pwhash_STRBYTES, '\0');
    const bool made = sodiumReady()
        && crypto_pwhash_str(text.data(), pin.constData(), length(pin),
               crypto_pwhash_OPSLIMIT_INTERACTIVE, crypto_pwhash_MEMLIMIT_INTERACTIVE)
            == 0;
    if (!made) {
        return Failure { QStringLiteral("--hash-pin"),
            QStringLiteral("内存不足，算不出散列 (out of memory)") };
    }
    text.truncate(text.indexOf('\0'));
    return text;
}

bool pinMatches(const QByteArray &hash, const QByteArray &pin)
{
    if (!sodiumReady() || !pinObeys(pin) || hash.size() >= qsizetype(crypto_pwhash_STRBYTES)) {
        return false;
    }
    return crypto_pwhash_str_verify(hash.constData(), pin.constData(), length(pin)) == 0;
}

QByteArray pinHashIn(const QString &file)
{
    QFile source(file);
    if (file.isEmpty() || !source.open(QIODevice::ReadOnly)) {
        return {};
    }
    const QByteArray text = source.read(2 * crypto_pwhash_STRBYTES).trimmed();
    return text.startsWith("$argon2id$") ? text : QByteArray();
}

int hashPinOfInput()
{
    QFile input;
    if (!input.open(stdin, QIODevice::ReadOnly)) {
        return 2;
    }
    const auto hash = hashPin(input.readLine(64).trimmed());
    if (!hash) {
        QTextStream(stderr) << hash.failure().where << ": " << hash.failure().why << Qt::endl;
        return 2;
    }
    QTextStream(stdout) << QString::fromLatin1(hash.value()) << Qt::endl;
    return 0;
}

} // namespace Hall
