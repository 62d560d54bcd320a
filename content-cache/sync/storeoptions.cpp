#include "storeoptions.h"

#include <QCommandLineParser>
#include <QFileInfo>
#include <QRegularExpression>

namespace Hall {

namespace {

    // sun_path of sockaddr_un, with its closing zero.
    constexpr qsizetype longestSocketPath = 107;

    Failure mistake(const char *option, const char *why)
    {
        return { QStringLiteral("--") + QString::fromLatin1(option), QString::fromLatin1(why) };
    }

    QString valueOf(const QCommandLineParser &parser, const char *name)
    {
        return parser.value(QString::fromLatin1(name));
    }

    bool given(const QCommandLineParser &parser, const char *name)
    {
        return parser.isSet(QString::fromLatin1(name));
    }

} // namespace

qint64 bytesFrom(const QString &text)
{
    static const QRegularExpression form(QStringLiteral("^([0-9]{1,15})([kKMGT]?)$"));
    const QRegularExpressionMatch match = form.match(text);
    if (!match.hasMatch())
        return -1;
    qint64 bytes = match.captured(1).toLongLong();
    const QString suffix = match.captured(2).toUpper();
    const qsizetype thousands
        = suffix.isEmpty() ? 0 : QStringLiteral("KMGT").indexOf(suffix.front()) + 1;
    for (qsizetype i = 0; i < thousands; ++i) {
        if (bytes > std::numeric_limits<qint64>::max() / 1000)
            return -1;
        bytes *= 1000;
    }
    return bytes;
}

void addStoreOptions(QCommandLineParser &parser)
{
    const auto add = [&parser](const char *name, const char *what, const char *value) {
        parser.addOption({ QString::fromLatin1(name), QString::fromUtf8(what),
            QString::fromLatin1(value), QString() });
    };
    add("kiosk-id",
        "Name of this machine; decides its place in a roll-out (default: /etc/machine-id).\n"
        "本机编号，决定分批推送时的先后，默认取 /etc/machine-id。",
        "ID");
    add("app-version",
        "Version of the programs that show the content (default: that of hall-sync).\n"
        "显示程序的版本号，默认与 hall-sync 相同。",
        "V");
    add("schema",
        "Highest database schema the screen reads (default: 1).\n"
        "显示程序能读的最高数据库格式，默认 1。",
        "N");
    add("quota",
        "Most bytes the cache may take, as 500M or 20G (default: no limit).\n"
        "内容目录最多占用的空间，如 500M、20G，默认不限。",
        "BYTES");
    add("reserve",
        "Bytes left free on the disk (default: 5 %, at least 1 GiB).\n"
        "磁盘上至少留出的空间，默认 5%，不少于 1 GiB。",
        "BYTES");
    add("factory",
        "Directory of the factory content, which the screen shows while the cache has nothing.\n"
        "出厂内容目录；缓存为空时触摸屏显示它。",
        "DIR");
    add("control",
        "Socket on which hallctl gives orders to this program.\n"
        "供 hallctl 使用的控制套接字。",
        "SOCKET");
    add("metrics",
        "Prometheus textfile to write, for the node exporter.\n"
        "写给 Prometheus node exporter 的指标文件。",
        "FILE");
}

Result<StoreOptions> readStoreOptions(const QCommandLineParser &parser)
{
    StoreOptions options;
    options.kioskId = valueOf(parser, "kiosk-id");
    static const QRegularExpression id(QStringLiteral("^[A-Za-z0-9._-]{1,80}$"));
    if (given(parser, "kiosk-id") && !id.match(options.kioskId).hasMatch())
        return mistake("kiosk-id", "give 1 to 80 letters, digits, dots, hyphens or underscores");
    options.appVersion = valueOf(parser, "app-version");
    static const QRegularExpression version(QStringLiteral("^[0-9]+([.][0-9]+){0,3}$"));
    if (given(parser, "app-version") && !version.match(options.appVersion).hasMatch())
        return mistake("app-version", "give numbers with dots between them, as 1.2.0");
    bool number = true;
    if (given(parser, "schema"))
        options.schema = valueOf(parser, "schema").toLongLong(&number);
    if (!number || options.schema < 1)
        return mistake("schema", "give a whole number from 1");
    if (given(parser, "quota"))
        options.quota = bytesFrom(valueOf(parser, "quota"));
    if (options.quota < 0 || (given(parser, "quota") && options.quota == 0))
        return mistake("quota", "give bytes above 0, as 500M or 20G");
    if (given(parser, "reserve")) {
        options.reserve = bytesFrom(valueOf(parser, "reserve"));
        if (options.reserve < 0)
            return mistake("reserve", "give bytes, as 500M or 20G");
    }
    options.factory = valueOf(parser, "factory");
    options.control = valueOf(parser, "control");
    if (QFileInfo(options.control).absoluteFilePath().toUtf8().size() > longestSocketPath)
        return mistake("control", "the path of a socket has at most 107 bytes");
    options.metrics = valueOf(parser, "metrics");
    return options;
}

} // namespace Hall
