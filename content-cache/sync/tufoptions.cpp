#include "tufoptions.h"

#include <QCommandLineParser>

namespace Hall {

namespace {

    void describe(QCommandLineParser &parser)
    {
        parser.setApplicationDescription(QString::fromUtf8(
            "Reads any repository of The Update Framework (TUF 1.0), as the TUF project's "
            "conformance suite asks.\n"
            "按 TUF 项目一致性测试的命令行读取任意 TUF 1.0 仓库。\n\n"
            "Commands / 命令:\n"
            "  init ROOT.json  trust this root / 信任该根文件\n"
            "  refresh         bring the metadata up to date / 更新元数据\n"
            "  download        bring one target as well / 并下载一个目标文件\n\n"
            "Exit codes / 退出码: 0 done / 已完成, 1 failed / 失败, "
            "2 a mistake on the command line / 命令行有误"));
        parser.addHelpOption();
        const auto add = [&parser](const char *name, const char *what, const char *value) {
            parser.addOption(
                { QString::fromLatin1(name), QString::fromUtf8(what), QString::fromLatin1(value) });
        };
        add("metadata-dir", "Directory of the trusted metadata. Required.\n可信元数据目录。必填。",
            "DIR");
        add("metadata-url", "Address of the metadata.\n元数据网址。", "URL");
        add("target-name", "Path of the target to download.\n要下载的目标路径。", "NAME");
        add("target-base-url", "Address of the targets.\n目标文件网址。", "URL");
        add("target-dir", "Directory for downloaded targets.\n下载目录。", "DIR");
        parser.addPositionalArgument(
            QStringLiteral("command"), QStringLiteral("init ROOT.json | refresh | download"));
    }

    Failure mistake(const char *why) { return { QStringLiteral("tuf"), QString::fromLatin1(why) }; }

    bool isWebAddress(const QUrl &url)
    {
        return url.isValid() && !url.host().isEmpty()
            && (url.scheme() == u"http" || url.scheme() == u"https");
    }

    Result<TufRequest::Command> readCommand(const QStringList &words)
    {
        const QString word = words.value(0);
        if (word == u"init" && words.size() == 2)
            return TufRequest::Command::Init;
        if (word == u"refresh" && words.size() == 1)
            return TufRequest::Command::Refresh;
        if (word == u"download" && words.size() == 1)
            return TufRequest::Command::Download;
        return mistake("the command is 'init ROOT.json', 'refresh' or 'download'");
    }

} // namespace

Result<TufRequest> parseTufOptions(const QStringList &arguments)
{
    QCommandLineParser parser;
    describe(parser);
    if (!parser.parse(arguments))
        return Failure { QStringLiteral("tuf"), parser.errorText() };
    if (parser.isSet(QStringLiteral("help")))
        parser.showHelp(0);
    const Result<TufRequest::Command> command = readCommand(parser.positionalArguments());
    if (!command)
        return command.failure();
    TufRequest request;
    request.command = command.value();
    request.rootFile = parser.positionalArguments().value(1);
    request.metadataDirectory = parser.value(QStringLiteral("metadata-dir"));
    request.metadataUrl = QUrl(parser.value(QStringLiteral("metadata-url")), QUrl::StrictMode);
    request.targetName = parser.value(QStringLiteral("target-name"));
    request.targetBaseUrl = QUrl(parser.value(QStringLiteral("target-base-url")), QUrl::StrictMode);
    request.targetDirectory = parser.value(QStringLiteral("target-dir"));
    if (request.metadataDirectory.isEmpty())
        return mistake("give --metadata-dir");
    if (request.command != TufRequest::Command::Init && !isWebAddress(request.metadataUrl))
        return mistake("give --metadata-url, an http or https address");
    if (request.command == TufRequest::Command::Download
        && (request.targetName.isEmpty() || request.targetDirectory.isEmpty()
            || !isWebAddress(request.targetBaseUrl)))
        return mistake("give --target-name, --target-dir and --target-base-url");
    return request;
}

} // namespace Hall
