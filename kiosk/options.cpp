#include "kiosk/options.h"

#include <QCommandLineParser>
#include <QDateTime>
#include <QRegularExpression>
#include <algorithm>

namespace Hall {

namespace {

    struct Word {
        const char *name;
        const char *value; ///< empty: a switch
        const char *help;
    };

    constexpr Word kWords[] = {
        { "content", "DIR", "cache, generation or build to show" },
        { "factory", "DIR", "content to show when there is nothing better" },
        { "role", "touch|lobby", "what the screen is for (touch)" },
        { "hall", "ID", "the hall the screen stands in (the release's first)" },
        { "outbox", "DIR",
            "leave receipts and the day's counts here for hall-sync (tell nothing)" },
        { "kiosk-id", "ID", "the name of this kiosk in what it tells" },
        { "windowed", "", "open in a window" },
        { "portrait", "", "open the window upright" },
        { "size", "WxH", "window size in pixels" },
        { "panel-mm", "WxH", "visible size of the panel in millimetres" },
        { "bottom-edge-mm", "MM", "height of the panel's lower edge above the floor" },
        { "reading-distance", "MM", "farthest reader of a lobby screen (5000)" },
        { "lobby-pages", "LIST", "what a lobby screen rolls: fees,hotlines,hours,notices (all)" },
        { "run-dir", "DIR", "write status.json here, for the machine's own watch" },
        { "power", "FILE", "the wanted power state of the screen, as hall-screen left it" },
        { "fallback-text", "FILE", "keep the text of the fallback page here" },
        { "requests", "DIR", "where the technician's page leaves what it asks of the machine" },
        { "report", "FILE", "what the machine says of itself, for the technician's page" },
        { "sync-status", "FILE", "the status file of hall-sync, for the technician's page" },
        { "technician-pin", "FILE",
            "hash of the technician's PIN; the corners, clockwise from the upper left, lead "
            "there" },
        { "hash-pin", "", "read a PIN of 6 to 12 digits, write the hash for that file" },
        { "now", "DATETIME", "date and time to believe in, for rehearsals" },
        { "self-test", "", "visit every screen, fail on any warning or without content" },
        { "without-content", "", "let --self-test pass where there is no content" },
        { "tour", "FILE", "walk by touches as FILE says" },
        { "shots", "DIR", "folder for the pictures of --self-test and --tour" },
    };

    constexpr const char *kExitCodes = "\nExit codes:\n"
                                       "  0  ended, or all screens and steps passed\n"
                                       "  1  the self-test or a step of the tour failed\n"
                                       "  2  usage: an option cannot be read, no such hall\n"
                                       "  3  the screens cannot be shown\n";

    // Toolkit options (-platform offscreen); QGuiApplication takes them, and it comes later.
    QStringList withoutToolkitOptions(const QStringList &arguments)
    {
        static const QStringList pairs { QStringLiteral("platform"), QStringLiteral("display"),
            QStringLiteral("platformpluginpath"), QStringLiteral("platformtheme"),
            QStringLiteral("plugin"), QStringLiteral("qwindowgeometry"), QStringLiteral("geometry"),
            QStringLiteral("qwindowicon"), QStringLiteral("qwindowtitle"),
            QStringLiteral("session") };
        QStringList own;
        for (qsizetype i = 0; i < arguments.size(); ++i) {
            const QString &word = arguments.at(i);
            const QString name = word.mid(word.startsWith(QLatin1String("--")) ? 2 : 1);
            if (word.startsWith(QLatin1Char('-')) && pairs.contains(name)) {
                ++i;
            } else if (word != QLatin1String("-reverse")
                && !name.startsWith(QLatin1String("qmljsdebugger="))) {
                own << word;
            }
        }
        return own;
    }

    void declare(QCommandLineParser &parser)
    {
        for (const Word &word : kWords) {
            QCommandLineOption option(QString::fromLatin1(word.name));
            option.setDescription(QString::fromLatin1(word.help));
            option.setValueName(QString::fromLatin1(word.value));
            parser.addOption(option);
        }
        parser.addHelpOption();
    }

    // Names what the option takes: --role: cannot read 'foo', give touch|lobby
    Failure usage(const char *option, const QString &value)
    {
        const auto *word = std::find_if(std::begin(kWords), std::end(kWords),
            [&](const Word &one) { return QLatin1String(one.name) == QLatin1String(option); });
        return Failure { QStringLiteral("--%1").arg(QLatin1String(option)),
            QStringLiteral("cannot read '%1', give %2").arg(value, QLatin1String(word->value)) };
    }

    // "1920x1080"; false where it is not two numbers.
    bool readPair(const QString &text, QSizeF &pair)
    {
        static const QRegularExpression shape(
            QStringLiteral("^([0-9]{1,5}(?:\\.[0-9]+)?)[x×]([0-9]{1,5}(?:\\.[0-9]+)?)$"));
        const auto match = shape.match(text);
        pair = QSizeF(match.captured(1).toDouble(), match.captured(2).toDouble());
        return match.hasMatch() && !pair.isEmpty();
    }

    class Reader {
    public:
        explicit Reader(const QCommandLineParser &parser)
            : m_parser(parser)
        {
        }

        QString word(const char *name) const { return m_parser.value(QString::fromLatin1(name)); }

        bool has(const char *name) const { return m_parser.isSet(QString::fromLatin1(name)); }

        void pair(const char *name, QSizeF &value)
        {
            if (has(name) && !readPair(word(name), value)) {
                m_bad = name;
            }
        }

        void length(const char *name, double &value)
        {
            bool ok = true;
            value = has(name) ? word(name).toDouble(&ok) : value;
            m_bad = ok && value >= 0 ? m_bad : name;
        }

        void role(const char *name, Role &value)
        {
            const QString text = word(name);
            value = text == QLatin1String("lobby") ? Role::Lobby : Role::Touch;
            if (has(name) && value == Role::Touch && text != QLatin1String("touch")) {
                m_bad = name;
            }
        }

        void lobby(const char *name, LobbyChoice &choice)
        {
            if (!has(name)) {
                return;
            }

            const struct {
                const char *word;
                bool &chosen;
            } parts[] = { { "fees", choice.fees }, { "hotlines", choice.hotlines },
                { "hours", choice.hours }, { "notices", choice.notices } };

            QStringList words = word(name).split(QLatin1Char(','));
            for (const auto &part : parts) {
                part.chosen = words.removeAll(QLatin1String(part.word)) > 0;
            }
            m_bad = words.isEmpty() ? m_bad : name;
        }

        void name(const char *name, QString &value)
        {
            static const QRegularExpression form(
                QStringLiteral("\\A[A-Za-z0-9][A-Za-z0-9._-]{0,63}\\z"));
            value = word(name);
            m_bad = !has(name) || form.match(value).hasMatch() ? m_bad : name;
        }

        void moment(const char *name, QString &value)
        {
            value = word(name);
            if (has(name) && !QDateTime::fromString(value, Qt::ISODate).isValid()) {
                m_bad = name;
            }
        }

        const char *bad() const { return m_bad; }

    private:
        const QCommandLineParser &m_parser;
        const char *m_bad = nullptr;
    };

} // namespace

QSize Options::windowSize() const
{
    const bool asked = size.isValid() || windowed || portrait || selfTest || !tour.isEmpty();
    if (!asked) {
        return {};
    }
    const QSize wanted = size.isValid() ? size : QSize(1920, 1080);
    return portrait && wanted.width() > wanted.height() ? wanted.transposed() : wanted;
}

QString optionsHelp()
{
    QCommandLineParser parser;
    declare(parser);
    QString text = parser.helpText();
    const auto line = text.indexOf(QLatin1Char('\n'));
    text.replace(0, line, QStringLiteral("Usage: hall-kiosk [options]"));
    return text + QString::fromLatin1(kExitCodes);
}

Result<Options> parseOptions(const QStringList &arguments)
{
    QCommandLineParser parser;
    declare(parser);
    const QStringList own = withoutToolkitOptions(arguments);
    if (!parser.parse(QStringList(QStringLiteral("hall-kiosk")) + own)) {
        return Failure { QStringLiteral("hall-kiosk"), parser.errorText() };
    }
    if (!parser.positionalArguments().isEmpty()) {
        return usage("content", parser.positionalArguments().first());
    }
    if (parser.isSet(QStringLiteral("help"))) {
        return Failure { QStringLiteral("help"), optionsHelp() };
    }
    Reader reader(parser);
    Options options;
    options.content = reader.word("content");
    options.factory = reader.word("factory");
    options.hall = reader.word("hall");
    options.shots = reader.word("shots");
    options.outbox = reader.word("outbox");
    reader.name("kiosk-id", options.kioskId);
    options.runDir = reader.word("run-dir");
    options.powerFile = reader.word("power");
    options.fallbackFile = reader.word("fallback-text");
    options.requests = reader.word("requests");
    options.report = reader.word("report");
    options.syncStatus = reader.word("sync-status");
    options.pinFile = reader.word("technician-pin");
    options.hashPin = reader.has("hash-pin");
    options.tour = reader.word("tour");
    options.windowed = reader.has("windowed");
    options.portrait = reader.has("portrait");
    options.selfTest = reader.has("self-test");
    options.withoutContent = reader.has("without-content");
    QSizeF pixels;
    reader.pair("size", pixels);
    options.size = pixels.isValid() && !pixels.isEmpty() ? pixels.toSize() : QSize();
    reader.pair("panel-mm", options.panelMm);
    reader.length("bottom-edge-mm", options.bottomEdgeMm);
    reader.length("reading-distance", options.readingDistanceMm);
    reader.role("role", options.role);
    reader.lobby("lobby-pages", options.lobby);
    reader.moment("now", options.now);
    if (reader.bad()) {
        return usage(reader.bad(), reader.word(reader.bad()));
    }
    return options;
}

} // namespace Hall
