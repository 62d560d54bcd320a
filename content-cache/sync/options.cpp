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
            parser.addOption({ QString::fromLatin1(name), QString::fromLatin1(what),
                QString::fromLatin1(value), QString::fromLatin1(usual) });
        };
        parser.setApplicationDescription(QStringLiteral(
            "Keeps this machine's content at the newest signed release of a server."));
        parser.addHelpOption();
        parser.addVersionOption();
        add("url", "Address of the published tree, http or https.", "URL");
        add("cache", "Directory of the content; the screen reads DIR/current.", "DIR");
        add("root", "Root metadata file that this machine trusts.", "ROOT.json");
        add("channel", "Channel to follow.", "NAME", "stable");
        add("once", "Bring the newest release and end.");
        add("poll", "Seconds between two questions to the server.", "SECONDS", "15");
        add("run-dir", "Directory of status.json; usually the cache.", "DIR");
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
    options.url = QUrl(parser.value(QStringLiteral("url")), QUrl::StrictMode);
    if (!options.url.isValid() || options.url.host().isEmpty()
        || (options.url.scheme() != u"http" && options.url.scheme() != u"https"))
        return mistake("url", "give the http or https address of the server");
    options.cache = parser.value(QStringLiteral("cache"));
    if (options.cache.isEmpty())
        return mistake("cache", "give the directory of the content");
    options.rootFile = parser.value(QStringLiteral("root"));
    if (options.rootFile.isEmpty())
        return mistake("root", "give the file of the trusted root");
    options.channel = parser.value(QStringLiteral("channel"));
    static const QRegularExpression name(QStringLiteral("^[a-z0-9][a-z0-9-]{0,63}$"));
    if (!name.match(options.channel).hasMatch())
        return mistake("channel", "a channel has lower-case letters, digits and hyphens");
    bool number = false;
    const int seconds = parser.value(QStringLiteral("poll")).toInt(&number);
    if (!number || seconds < 1 || seconds > 86400)
        return mistake("poll", "give whole seconds from 1 to 86400");
    options.poll = std::chrono::seconds(seconds);
    options.once = parser.isSet(QStringLiteral("once"));
    options.runDirectory = parser.value(QStringLiteral("run-dir"));
    return options;
}

} // namespace Hall
