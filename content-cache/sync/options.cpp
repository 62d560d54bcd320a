#include "options.h"

#include <QCommandLineParser>
#include <QRegularExpression>

namespace Hall {

namespace {

    Failure mistake(const char *option, const char *why)
    {
        return { QStringLiteral("--") + QString::fromLatin1(option), QString::fromLatin1(why) };
    }

    void describe(QCommandLineParser &parser)
    {
        const auto add = [&parser](const char *name, const char *what, const char *value = nullptr,
                             const char *usual = nullptr) {
            parser.addOption({ QString::fromLatin1(name), QString::fromUtf8(what),
                QString::fromLatin1(value), QString::fromLatin1(usual) });
        };
        // Technicians read Chinese, the journal and other programs English.
        parser.setApplicationDescription(QString::fromUtf8(
            "Keeps this machine's content at the newest signed release of a server.\n"
            "使本机内容与服务器上最新的已签名发布保持一致。\n\n"
            "Exit codes / 退出码:\n"
            "  0  done, or nothing new / 已完成，或没有更新\n"
            "  1  the content is not to be believed / 内容不可信（签名、过期、校验值、格式）\n"
            "  2  a mistake on the command line / 命令行有误\n"
            "  3  network or disk, already running, or broken off / "
            "网络或磁盘故障、已有一个在运行或中途停止"));
        parser.addHelpOption();
        parser.addVersionOption();
        add("url",
            "Address of the published tree, http or https. Required without --from.\n"
            "发布内容的网址，http 或 https。除非给出 --from，必填。",
            "URL");
        add("cache",
            "Directory of the content; the screen reads DIR/current. Required.\n"
            "内容目录，触摸屏读取其中的 current。必填。",
            "DIR");
        add("root",
            "Root metadata file that this machine trusts. Required.\n"
            "本机信任的根密钥文件。必填。",
            "ROOT.json");
        add("channel", "Channel to follow (default: stable).\n跟随的发布通道，默认 stable。",
            "NAME", "stable");
        add("overlay",
            "County bureau whose overlay is laid over the release (default: none).\n"
            "叠加显示的分县局内容，默认无。",
            "NAME");
        add("once", "Bring the newest release and end.\n只更新一次，完成后退出。");
        add("poll",
            "Seconds between two questions to the server, 1 to 86400, give or take a fifth "
            "(default: 15).\n"
            "每隔多少秒询问一次服务器，1 至 86400，上下浮动两成，默认 15。",
            "SECONDS", "15");
        add("run-dir",
            "Directory of status.json (default: that of --cache).\n"
            "状态文件 status.json 所在目录，默认与 --cache 相同。",
            "DIR");
        addWireOptions(parser);
        describeOutbox(parser);
        addStoreOptions(parser);
    }

} // namespace

Result<Options> parseOptions(const QStringList &arguments)
{
    QCommandLineParser parser;
    describe(parser);
    if (!parser.parse(arguments))
        return Failure { QStringLiteral("hall-sync"), parser.errorText() };
    if (parser.isSet(QStringLiteral("help")))
        parser.showHelp(0);
    if (parser.isSet(QStringLiteral("version")))
        parser.showVersion();
    if (!parser.positionalArguments().isEmpty())
        return Failure { parser.positionalArguments().constFirst(),
            QStringLiteral("this is not an option") };
    Options options;
    Result<WireOptions> wire = readWireOptions(parser);
    if (!wire)
        return wire.failure();
    options.wire = wire.take();
    options.url = QUrl(parser.value(QStringLiteral("url")), QUrl::StrictMode);
    if (options.wire.from.isEmpty() && !isServerAddress(options.url))
        return mistake("url", "give the http or https address of the server");
    options.cache = parser.value(QStringLiteral("cache"));
    if (options.cache.isEmpty())
        return mistake("cache", "give the directory of the content");
    Result<std::optional<OutboxOptions>> outbox = readOutbox(parser);
    if (!outbox)
        return outbox.failure();
    options.outbox = outbox.take();
    options.rootFile = parser.value(QStringLiteral("root"));
    if (options.rootFile.isEmpty())
        return mistake("root", "give the file of the trusted root");
    options.channel = parser.value(QStringLiteral("channel"));
    static const QRegularExpression name(QStringLiteral("^[a-z0-9][a-z0-9-]{0,63}$"));
    if (!name.match(options.channel).hasMatch())
        return mistake("channel", "a channel has lower-case letters, digits and hyphens");
    options.overlay = parser.value(QStringLiteral("overlay"));
    if (!options.overlay.isEmpty() && !name.match(options.overlay).hasMatch())
        return mistake("overlay", "an overlay has lower-case letters, digits and hyphens");
    bool number = false;
    const int seconds = parser.value(QStringLiteral("poll")).toInt(&number);
    if (!number || seconds < 1 || seconds > 86400)
        return mistake("poll", "give whole seconds from 1 to 86400");
    options.poll = std::chrono::seconds(seconds);
    options.once = parser.isSet(QStringLiteral("once")) || !options.wire.from.isEmpty();
    options.runDirectory = parser.value(QStringLiteral("run-dir"));
    Result<StoreOptions> store = readStoreOptions(parser);
    if (!store)
        return store.failure();
    options.store = store.take();
    return options;
}

} // namespace Hall
