#include "publish/commands/arguments.h"

#include "model/textcodec.h"

#include <QCommandLineParser>
#include <QStandardPaths>
#include <QTextStream>
#include <cstdio>

namespace Hall {

namespace {

    QString usage()
    {
        return QStringLiteral(
            "用法：\n"
            "  hall-publish check DIR [--format text|json] [--today 日期]\n"
            "  hall-publish build DIR --out GENDIR [--public-url 网址] [--release N] [--today "
            "日期]\n"
            "  hall-publish build DIR --repo TREE --keys KEYS [--channel stable] [--force]\n"
            "  hall-publish verify TREE --root ROOT.json\n"
            "  hall-publish find RELEASE-OR-DIR QUERY [--limit N] [--today 日期]\n"
            "  hall-publish readings DIR WORD …\n"
            "  hall-publish keys init DIR\n"
            "返回值：0 正常，1 内容有问题，2 用法不对，3 环境有问题（磁盘、缺少程序、密钥）。\n");
    }

    void addOptions(QCommandLineParser &parser)
    {
        const auto add = [&](const char *name, const char *value, const QString &fallback = {}) {
            parser.addOption({ QLatin1String(name), QString(), QLatin1String(value), fallback });
        };
        add("format", "text|json", QStringLiteral("text"));
        add("today", "date");
        add("out", "dir");
        add("repo", "tree");
        add("keys", "dir");
        add("root", "file");
        add("channel", "name", QStringLiteral("stable"));
        add("public-url", "url");
        add("cache", "dir",
            QStandardPaths::writableLocation(QStandardPaths::GenericCacheLocation)
                + QStringLiteral("/hall-publish/pages"));
        add("release", "number", QStringLiteral("0"));
        add("limit", "number", QStringLiteral("10"));
        parser.addOption(QCommandLineOption(QStringLiteral("force")));
        parser.addOption(
            QCommandLineOption(QStringList { QStringLiteral("h"), QStringLiteral("help") }));
    }

    QString problemOf(const Arguments &arguments)
    {
        const auto operands = arguments.operands.size();
        const QString &command = arguments.command;
        if (command == QLatin1String("check")) {
            return operands == 1 ? QString() : QStringLiteral("check 需要一个文件夹");
        }
        if (command == QLatin1String("build")) {
            if (operands != 1 || arguments.out.isEmpty() == arguments.repo.isEmpty()) {
                return QStringLiteral("build 需要一个文件夹，以及 --out 或 --repo 之一");
            }
            return arguments.repo.isEmpty() || !arguments.keys.isEmpty()
                ? QString()
                : QStringLiteral("--repo 还需要 --keys 密钥文件夹");
        }
        if (command == QLatin1String("verify")) {
            return operands == 1 && !arguments.root.isEmpty()
                ? QString()
                : QStringLiteral("verify 需要发布目录和 --root 屏幕上装的 root.json");
        }
        if (command == QLatin1String("find") || command == QLatin1String("readings")) {
            if (arguments.operands.mid(1).join(QString()).trimmed().isEmpty() && operands >= 2) {
                return QStringLiteral("要查的词是空的");
            }
            return operands >= 2 ? QString()
                                 : QStringLiteral("%1 需要一个文件夹和要查的词").arg(command);
        }
        if (command == QLatin1String("keys")) {
            const bool init = operands == 2 && arguments.operands.first() == QLatin1String("init");
            return init ? QString() : QStringLiteral("写 keys init DIR");
        }
        return QStringLiteral("没有命令 %1").arg(command);
    }

    QString readValues(const QCommandLineParser &parser, Arguments &arguments)
    {
        const QString format = parser.value(QStringLiteral("format"));
        const QString today = parser.value(QStringLiteral("today"));
        bool releaseRead = false;
        bool limitRead = false;
        arguments.json = format == QLatin1String("json");
        arguments.out = parser.value(QStringLiteral("out"));
        arguments.repo = parser.value(QStringLiteral("repo"));
        arguments.keys = parser.value(QStringLiteral("keys"));
        arguments.root = parser.value(QStringLiteral("root"));
        arguments.channel = parser.value(QStringLiteral("channel"));
        arguments.publicUrl = parser.value(QStringLiteral("public-url"));
        arguments.cache = parser.value(QStringLiteral("cache"));
        arguments.release = parser.value(QStringLiteral("release")).toInt(&releaseRead);
        arguments.limit = parser.value(QStringLiteral("limit")).toInt(&limitRead);
        arguments.force = parser.isSet(QStringLiteral("force"));
        arguments.today = QDate::currentDate();
        if (!today.isEmpty() && !fromText(today, arguments.today)) {
            return QStringLiteral("--today 应写%1").arg(formOf(arguments.today));
        }
        if (!arguments.json && format != QLatin1String("text")) {
            return QStringLiteral("--format 只能是 text 或 json");
        }
        const bool numbers
            = releaseRead && limitRead && arguments.release >= 0 && arguments.limit > 0;
        return numbers ? QString() : QStringLiteral("--release 和 --limit 应写正整数");
    }

} // namespace

std::optional<Arguments> readArguments(const QStringList &words, Exit &exit)
{
    QCommandLineParser parser;
    addOptions(parser);
    const bool parsed = parser.parse(words);
    if (parsed && parser.isSet(QStringLiteral("help"))) {
        QTextStream(stdout) << usage();
        exit = Exit::Fine;
        return std::nullopt;
    }
    Arguments arguments;
    QString problem = parsed ? readValues(parser, arguments) : parser.errorText();
    arguments.operands = parser.positionalArguments();
    if (problem.isEmpty() && arguments.operands.isEmpty()) {
        problem = QStringLiteral("没有写命令");
    }
    if (problem.isEmpty()) {
        arguments.command = arguments.operands.takeFirst();
        problem = problemOf(arguments);
    }
    if (!problem.isEmpty()) {
        QTextStream(stderr) << problem << QStringLiteral("。\n") << usage();
        exit = Exit::Usage;
        return std::nullopt;
    }
    return arguments;
}

} // namespace Hall
