#include "ctl.h"

#include "durablefile.h"

#include <QCommandLineParser>
#include <QDir>
#include <QJsonDocument>

namespace Hall {

namespace {

    constexpr int answerPatience = 5000; // ms
    constexpr int quietFor = 120'000; // ms without a line while an update is followed
    constexpr qint64 longestStatus = 1024 * 1024;
    constexpr int notThere = 4;

    const char description[]
        = "Asks and directs the hall-sync of this machine.\n"
          "查询和控制本机的内容同步程序 hall-sync。\n\n"
          "Commands / 命令:\n"
          "  status        what is shown, what is under way, what is wrong / 查看状态\n"
          "  sync          look for an update now / 立即检查并更新\n"
          "  pin [RELEASE] stay at the shown release, or at one still on the disk / "
          "锁定在当前发布或磁盘上的某个发布\n"
          "  unpin         let updates come again / 解除锁定\n"
          "  usb DIR       update once from the tree in DIR / 从 U 盘目录更新一次\n"
          "  cancel        break off what is under way; it goes on later / 中止正在进行的更新\n\n"
          "Ctrl+C ends hallctl, never the update. / 按 Ctrl+C 只退出本命令，更新照常进行。\n"
          "pin, unpin, usb and cancel need root. / 除查看和检查更新外需要 root。\n\n"
          "Exit codes / 退出码:\n"
          "  0  done / 完成\n"
          "  1  the content is not to be believed / 内容不可信，已拒收\n"
          "  2  a mistake on the command line / 命令行有误\n"
          "  3  network or disk, or not possible now / 网络或磁盘故障，或现在不能执行\n"
          "  4  hall-sync is not running / hall-sync 没有运行\n"
          "  5  not allowed / 没有权限";

    Failure mistake(const QString &where, const char *why)
    {
        return { where, QString::fromUtf8(why) };
    }

    Result<OrderRequest> requestFrom(QStringList words)
    {
        if (words.isEmpty())
            return mistake(
                QStringLiteral("hallctl"), "缺少命令，见 --help / give a command, see --help");
        const QString command = words.takeFirst();
        const auto order = orderWords().constFind(command);
        if (order == orderWords().cend())
            return mistake(
                command, "没有这个命令，见 --help / there is no such command, see --help");
        OrderRequest request;
        request.order = *order;
        if (request.order == Order::Pin && !words.isEmpty()) {
            request.release = words.takeFirst().toLongLong();
            if (request.release < 1)
                return mistake(
                    command, "请给出发布编号，如 43 / give the number of a release, as 43");
        }
        if (request.order == Order::Usb) {
            if (words.isEmpty())
                return mistake(command, "请给出 U 盘目录 / give the directory of the stick");
            request.directory = QDir(words.takeFirst()).absolutePath();
        }
        if (!words.isEmpty())
            return mistake(words.constFirst(), "多余的参数 / this is too much");
        return request;
    }

    QByteArray lineFor(const OrderRequest &request)
    {
        QJsonObject json { { QStringLiteral("order"), orderWords().key(request.order) } };
        if (request.release > 0)
            json.insert(QStringLiteral("release"), request.release);
        if (!request.directory.isEmpty())
            json.insert(QStringLiteral("directory"), request.directory);
        return QJsonDocument(json).toJson(QJsonDocument::Compact) + '\n';
    }

} // namespace

Result<CtlOptions> parseCtlOptions(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(QString::fromUtf8(description));
    parser.addHelpOption();
    parser.addVersionOption();
    const auto add = [&parser](const char *name, const char *what, const char *value = nullptr,
                         const char *usual = nullptr) {
        parser.addOption({ QString::fromLatin1(name), QString::fromUtf8(what),
            QString::fromLatin1(value), QString::fromLatin1(usual) });
    };
    add("control",
        "Socket of hall-sync (default: /run/hall-sync/control).\nhall-sync 的控制套接字。",
        "SOCKET", "/run/hall-sync/control");
    add("run-dir",
        "Where status.json lies while hall-sync is not running (default: /run/hall-sync).\n"
        "hall-sync 没有运行时从这里读取 status.json。",
        "DIR", "/run/hall-sync");
    add("lang", "Language of the texts: zh or en (default: zh).\n文字的语言，默认中文。", "zh|en",
        "zh");
    add("json", "Lines of JSON for other programs.\n输出 JSON，供其他程序读取。");
    parser.addPositionalArgument(
        QStringLiteral("command"), QString(), QStringLiteral("status|sync|pin|unpin|usb|cancel"));
    if (!parser.parse(arguments))
        return Failure { QStringLiteral("hallctl"), parser.errorText() };
    if (parser.isSet(QStringLiteral("help")))
        parser.showHelp(0);
    if (parser.isSet(QStringLiteral("version")))
        parser.showVersion();
    CtlOptions options;
    Result<OrderRequest> request = requestFrom(parser.positionalArguments());
    if (!request)
        return request.failure();
    options.request = request.take();
    options.control = parser.value(QStringLiteral("control"));
    options.runDirectory = parser.value(QStringLiteral("run-dir"));
    options.json = parser.isSet(QStringLiteral("json"));
    const QString language = parser.value(QStringLiteral("lang"));
    if (language != u"zh" && language != u"en")
        return mistake(QStringLiteral("--lang"), "zh 或 en / zh or en");
    options.language = language == u"en" ? Language::English : Language::Chinese;
    return options;
}

Ctl::Ctl(CtlOptions options, std::FILE *out, bool terminal)
    : m_options(std::move(options))
    , m_out(out)
    , m_terminal(terminal)
{
}

QString Ctl::word(const char *chinese, const char *english) const
{
    return QString::fromUtf8(m_options.language == Language::Chinese ? chinese : english);
}

void Ctl::say(const QString &text)
{
    if (m_barDrawn)
        std::fputs("\r\033[K", m_out);
    m_barDrawn = false;
    std::fprintf(m_out, "%s\n", qUtf8Printable(text));
    std::fflush(m_out);
}

int Ctl::run()
{
    m_socket.connectToServer(m_options.control);
    if (!m_socket.waitForConnected(answerPatience)) {
        if (m_socket.error() == QLocalSocket::SocketAccessError) {
            say(word("没有权限，请用 root 执行（sudo hallctl …）",
                "Not allowed; run it as root (sudo hallctl …)"));
            return 5;
        }
        return m_options.request.order == Order::Status ? withoutDaemon() : notRunning();
    }
    m_socket.write(lineFor(m_options.request));
    m_socket.flush();
    return follow();
}

int Ctl::follow()
{
    int waitFor = answerPatience;
    while (m_socket.canReadLine() || m_socket.waitForReadyRead(waitFor)) {
        while (m_socket.canReadLine()) {
            if (const std::optional<int> code = take(m_socket.readLine()))
                return *code;
            waitFor = quietFor;
        }
    }
    say(word("hall-sync 没有回答或已退出", "hall-sync does not answer or has ended"));
    return notThere;
}

std::optional<int> Ctl::take(const QByteArray &line)
{
    const QJsonObject json = QJsonDocument::fromJson(line).object();
    if (m_options.json) {
        QByteArray text = line.trimmed();
        say(QString::fromUtf8(text));
    }
    if (json.contains(u"reply"))
        return takeReply(json);
    const QJsonObject status = json[u"status"].toObject();
    if (m_options.request.order == Order::Status) {
        if (!m_options.json)
            say(statusText(status, m_options.language, QDateTime::currentDateTimeUtc()).trimmed());
        return 0;
    }
    if (!m_options.json)
        takeStatus(status);
    return std::nullopt;
}

int Ctl::takeReply(const QJsonObject &reply)
{
    const QString sentence
        = reply[m_options.language == Language::Chinese ? u"sentence_zh" : u"sentence"].toString();
    if (!m_options.json && !sentence.isEmpty())
        say(sentence);
    return reply[u"exit"].toInt(notThere);
}

void Ctl::takeStatus(const QJsonObject &status)
{
    const QString line = progressText(status, m_options.language);
    if (m_terminal) {
        std::fprintf(m_out, "\r\033[K%s", qUtf8Printable(line));
        std::fflush(m_out);
        m_barDrawn = true;
        return;
    }
    // Without a terminal only what is new is worth a line.
    const QString phase = status[u"phase"].toString();
    if (std::exchange(m_told, phase) != phase && phase != u"idle")
        say(line);
}

int Ctl::withoutDaemon()
{
    const QString path = m_options.runDirectory + QStringLiteral("/status.json");
    const QByteArray file = readIfPresent(path, longestStatus);
    QJsonObject status = QJsonDocument::fromJson(file).object();
    if (status.isEmpty())
        return notRunning();
    const QDateTime written = QDateTime::fromString(status[u"written"].toString(), Qt::ISODate);
    if (m_options.json) {
        const QJsonObject line { { QStringLiteral("status"), status },
            { QStringLiteral("running"), false } };
        say(QString::fromUtf8(QJsonDocument(line).toJson(QJsonDocument::Compact)));
        return notThere;
    }
    const QDateTime now = QDateTime::currentDateTimeUtc();
    say(word("hall-sync 没有运行；以下是它%1留下的状态：",
        "hall-sync is not running; this is what it left %1:")
            .arg(agoText(written, now, m_options.language)));
    status.insert(QStringLiteral("phase"), QStringLiteral("idle"));
    say(statusText(status, m_options.language, now).trimmed());
    return notThere;
}

int Ctl::notRunning()
{
    if (m_options.json)
        say(QStringLiteral("{\"running\":false}"));
    else
        say(word("hall-sync 没有运行（%1 上没有回应）。查看：systemctl status hall-sync",
            "hall-sync is not running (nothing answers at %1). See: systemctl status hall-sync")
                .arg(m_options.control));
    return notThere;
}

} // namespace Hall
