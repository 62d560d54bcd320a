#include "wireoptions.h"

#include <QFile>
#include <QFileInfo>
#include <QSslCertificate>
#include <QSslKey>

namespace Hall {

namespace {

    QString nameOf(const char *option) { return QString::fromLatin1(option); }

    Failure mistake(const char *option, const QString &why)
    {
        return { QStringLiteral("--") + nameOf(option), why };
    }

    Result<Done> readAddresses(const QCommandLineParser &parser, WireOptions &options)
    {
        const QStringList mirrors = parser.values(nameOf("mirror"));
        for (const QString &text : mirrors) {
            const QUrl url(text, QUrl::StrictMode);
            if (!isServerAddress(url))
                return mistake(
                    "mirror", QStringLiteral("give the http or https address of a mirror"));
            options.mirrors.append(url);
        }
        const QStringList hosts = parser.values(nameOf("redirect-host"));
        for (const QString &text : hosts) {
            const QUrl url(QStringLiteral("http://") + text, QUrl::StrictMode);
            if (!url.isValid() || url.host().isEmpty() || !url.path().isEmpty())
                return mistake("redirect-host", QStringLiteral("give a host, or host:port"));
            // Without a port both usual ones are meant; the scheme has to stay the same anyway.
            const QList<int> ports = url.port() < 0 ? QList<int> { 80, 443 } : QList { url.port() };
            for (const int port : ports)
                options.redirectHosts.append(QStringLiteral("%1:%2").arg(url.host()).arg(port));
        }
        if (!parser.isSet(nameOf("proxy")))
            return Done {};
        const QUrl proxy(parser.value(nameOf("proxy")), QUrl::StrictMode);
        if (!proxy.isValid() || proxy.scheme() != u"http" || proxy.host().isEmpty())
            return mistake("proxy", QStringLiteral("give it as http://host:port"));
        options.proxy = QNetworkProxy(QNetworkProxy::HttpProxy, proxy.host(),
            static_cast<quint16>(proxy.port(3128)), proxy.userName(), proxy.password());
        return Done {};
    }

    Result<QByteArray> readPem(const QCommandLineParser &parser, const char *option)
    {
        constexpr qint64 longest = 1024 * 1024;
        QFile file(parser.value(nameOf(option)));
        if (!file.open(QIODevice::ReadOnly))
            return mistake(option, file.errorString());
        return file.read(longest);
    }

    QSslKey keyOf(const QByteArray &pem)
    {
        for (const QSsl::KeyAlgorithm algorithm : { QSsl::Ec, QSsl::Rsa }) {
            if (QSslKey key(pem, algorithm); !key.isNull())
                return key;
        }
        return {};
    }

    Result<Done> readAuthorities(const QCommandLineParser &parser, WireOptions &options)
    {
        const Result<QByteArray> pem = readPem(parser, "ca");
        if (!pem)
            return pem.failure();
        const QList<QSslCertificate> authorities = QSslCertificate::fromData(pem.value());
        if (authorities.isEmpty())
            return mistake("ca", QStringLiteral("there is no certificate (PEM) in the file"));
        // In the place of the system's: only these may vouch for the server.
        options.tls.setCaCertificates(authorities);
        return Done {};
    }

    Result<Done> readClient(const QCommandLineParser &parser, WireOptions &options)
    {
        const Result<QByteArray> certificate = readPem(parser, "client-cert");
        if (!certificate)
            return certificate.failure();
        const Result<QByteArray> key = readPem(parser, "client-key");
        if (!key)
            return key.failure();
        const QList<QSslCertificate> chain = QSslCertificate::fromData(certificate.value());
        if (chain.isEmpty())
            return mistake(
                "client-cert", QStringLiteral("there is no certificate (PEM) in the file"));
        const QSslKey secret = keyOf(key.value());
        if (secret.isNull())
            return mistake("client-key",
                QStringLiteral("there is no RSA or EC key (PEM) without a password in the file"));
        options.tls.setLocalCertificateChain(chain);
        options.tls.setPrivateKey(secret);
        return Done {};
    }

    Result<Done> readAmounts(const QCommandLineParser &parser, WireOptions &options)
    {
        bool number = false;
        options.rateLimit = parser.value(nameOf("rate-limit")).toLongLong(&number);
        if (!number || options.rateLimit < 0 || options.rateLimit > (qint64(1) << 40))
            return mistake("rate-limit", QStringLiteral("give bytes per second, 0 for no limit"));
        options.stickGraceDays = parser.value(nameOf("stick-grace")).toInt(&number);
        if (!number || options.stickGraceDays < 0 || options.stickGraceDays > 365)
            return mistake("stick-grace", QStringLiteral("give whole days from 0 to 365"));
        if (!parser.isSet(nameOf("large-hours")))
            return Done {};
        const Result<LargeHours> hours = parseLargeHours(parser.value(nameOf("large-hours")));
        if (!hours)
            return mistake("large-hours", hours.failure().why);
        options.largeHours = hours.value();
        return Done {};
    }

} // namespace

bool isServerAddress(const QUrl &url)
{
    return url.isValid() && !url.host().isEmpty()
        && (url.scheme() == u"http" || url.scheme() == u"https");
}

void addWireOptions(QCommandLineParser &parser)
{
    const auto add = [&parser](const char *name, const char *what, const char *value,
                         const char *usual = nullptr) {
        parser.addOption({ nameOf(name), QString::fromUtf8(what), nameOf(value), nameOf(usual) });
    };
    add("mirror",
        "Another address of the same tree, asked where --url does not deliver; may be repeated.\n"
        "同一内容的备用网址，主网址不通时使用；可多次给出。",
        "URL");
    add("redirect-host",
        "A further host that a redirect may lead to; may be repeated.\n"
        "允许服务器转向的其他主机；可多次给出。",
        "HOST[:PORT]");
    add("proxy",
        "HTTP proxy; without this option none is used, whatever the environment says.\n"
        "HTTP 代理；不给出就不用代理，不看环境变量。",
        "http://HOST:PORT");
    add("rate-limit",
        "Bytes per second at most, 0 for no limit (default: 0).\n"
        "每秒最多传输的字节数，0 为不限，默认 0。",
        "BYTES", "0");
    add("large-hours",
        "Local hours in which files above 16 MB are fetched (default: at any time).\n"
        "超过 16 MB 的文件只在这些钟点下载（本地时间），默认不限。",
        "HH:MM-HH:MM");
    add("ca",
        "Certificates that may vouch for the server, in the place of the system's.\n"
        "只信任此文件中的证书颁发机构，代替系统自带的。",
        "FILE");
    add("client-cert",
        "This kiosk's own certificate, with --client-key.\n本机的客户端证书，与 "
        "--client-key 同用。",
        "FILE");
    add("client-key", "The key of --client-cert.\n客户端证书的私钥。", "FILE");
    add("from",
        "Take the content from this folder, such as a stick, instead of --url, and end.\n"
        "从这个文件夹（例如 U 盘）更新，代替 --url，完成后退出。",
        "DIR");
    add("stick-grace",
        "Days after its expiry that content on a stick is still accepted (default: 30).\n"
        "U 盘上的内容过期后仍接受的天数，默认 30。",
        "DAYS", "30");
}

Result<WireOptions> readWireOptions(const QCommandLineParser &parser)
{
    WireOptions options;
    Result<Done> read = readAddresses(parser, options);
    if (read)
        read = readAmounts(parser, options);
    if (read && parser.isSet(nameOf("ca")))
        read = readAuthorities(parser, options);
    if (read && (parser.isSet(nameOf("client-cert")) || parser.isSet(nameOf("client-key"))))
        read = readClient(parser, options);
    if (!read)
        return read.failure();
    options.from = parser.value(nameOf("from"));
    if (parser.isSet(nameOf("from")) && !QFileInfo(options.from).isDir())
        return mistake("from", QStringLiteral("there is no such folder"));
    return options;
}

HttpSettings httpSettings(const QUrl &base, const WireOptions &options)
{
    HttpSettings settings;
    settings.base = base;
    settings.mirrors = options.mirrors;
    settings.redirectHosts = options.redirectHosts;
    settings.proxy = options.proxy;
    settings.tls = options.tls;
    settings.rateLimit = options.rateLimit;
    return settings;
}

} // namespace Hall
