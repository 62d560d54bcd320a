#include "outboxoptions.h"

#include "durablefile.h"

#include <QCommandLineParser>
#include <QHostAddress>

namespace Hall {

namespace {

    constexpr qint64 longestKey = 4096;

    const QString outbox = QStringLiteral("outbox");
    const QString dropbox = QStringLiteral("dropbox");
    const QString dropboxToken = QStringLiteral("dropbox-token");
    const QString sealTo = QStringLiteral("seal-to");
    const QString kioskId = QStringLiteral("kiosk-id"); // described with the store's options

    Failure mistake(const QString &option, const QString &why)
    {
        return { QStringLiteral("--") + option, why };
    }

    // On the way to another machine a token must not be readable.
    bool keepsSecrets(const QUrl &url)
    {
        return url.scheme() == u"https" || QHostAddress(url.host()).isLoopback()
            || url.host() == u"localhost";
    }

} // namespace

void describeOutbox(QCommandLineParser &parser)
{
    const auto add = [&parser](const QString &name, const char *what, const char *value) {
        parser.addOption({ name, QString::fromUtf8(what), QString::fromLatin1(value) });
    };
    add(outbox,
        "Directory of the screen's messages to the bureau, DIR/<kind>/<id>.json. They are sealed, "
        "sent and removed. Without it nothing is sent.\n"
        "屏幕要报给单位的文件所在目录，加密后发送并删除；不写则什么也不发。",
        "DIR");
    add(dropbox,
        "Address below which they are left by PUT.\n"
        "用 PUT 上传到的网址。",
        "URL");
    add(dropboxToken,
        "File with the token that the server knows this kiosk by.\n"
        "服务器用来识别本机的令牌文件。",
        "FILE");
    add(sealTo,
        "File with the bureau's public key, from: hall-publish inbox keys.\n"
        "单位的加密公钥文件，由 hall-publish inbox keys 生成。",
        "FILE");
}

Result<std::optional<OutboxOptions>> readOutbox(const QCommandLineParser &parser)
{
    OutboxOptions options;
    options.directory = parser.value(outbox);
    options.dropbox = QUrl(parser.value(dropbox), QUrl::StrictMode);
    options.tokenFile = parser.value(dropboxToken);
    options.sealTo = parser.value(sealTo);
    options.kiosk = parser.value(kioskId);
    if (!parser.isSet(outbox)) {
        for (const QString &name : { dropbox, dropboxToken, sealTo }) {
            if (parser.isSet(name))
                return mistake(name, QStringLiteral("it is of use with --outbox only"));
        }
        return std::optional<OutboxOptions>();
    }
    if (options.directory.isEmpty())
        return mistake(outbox, QStringLiteral("give the directory of the screen's messages"));
    const QUrl &url = options.dropbox;
    if (!url.isValid() || url.host().isEmpty() || url.hasQuery() || url.hasFragment()
        || !url.userInfo().isEmpty() || (url.scheme() != u"http" && url.scheme() != u"https"))
        return mistake(dropbox, QStringLiteral("give the http or https address of the drop-box"));
    if (!options.tokenFile.isEmpty() && !keepsSecrets(url))
        return mistake(dropbox, QStringLiteral("a token is sent over https only"));
    if (options.sealTo.isEmpty())
        return mistake(sealTo, QStringLiteral("give the file of the bureau's public key"));
    if (!isKioskId(options.kiosk))
        return mistake(
            kioskId, QStringLiteral("with --outbox give 1 to 64 letters, digits, dots, hyphens"));
    return std::optional(options);
}

Synced<OutboxSettings> OutboxOptions::settings(const QString &queue, const QDateTime &builtAt) const
{
    const Result<SealKey> key = SealKey::fromText(readIfPresent(sealTo, longestKey), sealTo);
    if (!key)
        return SyncFailure { SyncError::Io, key.failure().where, key.failure().why };
    DropboxSettings server;
    server.base = dropbox;
    server.tokenFile = tokenFile;
    return OutboxSettings { directory, queue, kiosk, key.value(), server, builtAt, {} };
}

} // namespace Hall
