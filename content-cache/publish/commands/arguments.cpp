#include "publish/commands/arguments.h"

#include "publish/commands/help.h"
#include "publish/commands/optionforms.h"

#include <QTextStream>
#include <algorithm>
#include <cstdio>

namespace Hall {

namespace {

    const Option *find(const Command &command, const QString &name)
    {
        const auto found = std::find_if(command.options.cbegin(), command.options.cend(),
            [&](const Option &option) { return name == QLatin1String(option.name); });
        return found == command.options.cend() ? nullptr : &*found;
    }

    bool isOption(const QString &word) { return word.startsWith(u'-') && word.size() > 1; }

    bool asksForHelp(const QString &word)
    {
        return word == QLatin1String("--help") || word == QLatin1String("-h");
    }

    // The longest name wins: two words before one. Takes the words of the name away.
    std::optional<Command> commandIn(const QList<Command> &commands, QStringList &words)
    {
        for (const int length : { 2, 1 }) {
            const QString name = words.mid(0, length).join(u' ');
            const auto found = std::find_if(commands.cbegin(), commands.cend(),
                [&](const Command &command) { return name == QLatin1String(command.name); });
            if (found != commands.cend() && words.size() >= length) {
                words.erase(words.begin(), words.begin() + length);
                return *found;
            }
        }
        return std::nullopt;
    }

    bool isGroup(const QList<Command> &commands, const QString &word)
    {
        return std::any_of(commands.cbegin(), commands.cend(), [&](const Command &command) {
            return QString::fromUtf8(command.name).startsWith(word + u' ');
        });
    }

    QString unknown(const QList<Command> &commands, const QStringList &words)
    {
        if (words.isEmpty()) {
            return QStringLiteral("没有写命令");
        }
        return isGroup(commands, words.first())
            ? QStringLiteral("没有命令 %1").arg(words.mid(0, 2).join(u' '))
            : QStringLiteral("没有命令 %1").arg(words.first());
    }

} // namespace

QString Arguments::take(const Command &command, QStringList &words)
{
    const QString word = words.takeFirst();
    const QString name = word.mid(2).section(u'=', 0, 0);
    const Option *option = word.startsWith(QLatin1String("--")) ? find(command, name) : nullptr;
    const QString written = word.section(u'=', 0, 0);
    if (!option) {
        return QStringLiteral("%1 没有选项 %2").arg(QString::fromUtf8(command.name), written);
    }
    QString value;
    if (option->value && word.contains(u'=')) {
        value = word.section(u'=', 1);
    } else if (option->value) {
        if (words.isEmpty() || isOption(words.first())) {
            return QStringLiteral("%1 后面要写%2").arg(written, QString::fromUtf8(option->value));
        }
        value = words.takeFirst();
    } else if (word.contains(u'=')) {
        return QStringLiteral("%1 后面不写值").arg(written);
    }
    if (!option->repeatable && m_values.contains(name)) {
        return QStringLiteral("%1 只能写一次").arg(written);
    }
    m_values[name] << value;
    const QString problem = option->problem ? option->problem(value) : QString();
    return problem.isEmpty() ? QString() : QStringLiteral("%1 %2").arg(written, problem);
}

QString Arguments::missing(const Command &command) const
{
    const QString name = QString::fromUtf8(command.name);
    const auto count = m_operands.size();
    if (count < command.least || (command.most >= 0 && count > command.most)) {
        return name + QStringLiteral(" 需要") + QString::fromUtf8(command.needs);
    }
    for (const Option &option : command.options) {
        if (option.required && text(option.name).isEmpty()) {
            return QStringLiteral("%1 还需要 --%2 %3（%4）")
                .arg(name, QString::fromUtf8(option.name), QString::fromUtf8(option.value),
                    QString::fromUtf8(option.help));
        }
    }
    return command.problem ? command.problem(*this) : QString();
}

std::optional<Arguments> Arguments::read(
    const Command &command, const QStringList &words, QString &problem)
{
    Arguments arguments;
    for (const Option &option : command.options) {
        if (*option.usual) {
            arguments.m_usual.insert(
                QString::fromUtf8(option.name), QString::fromUtf8(option.usual));
        }
    }
    QStringList left = words;
    bool options = true;
    while (!left.isEmpty() && problem.isEmpty()) {
        if (options && left.first() == QLatin1String("--")) {
            options = false;
            left.removeFirst();
        } else if (options && isOption(left.first())) {
            problem = arguments.take(command, left);
        } else {
            arguments.m_operands << left.takeFirst();
        }
    }
    if (problem.isEmpty()) {
        problem = arguments.missing(command);
    }
    return problem.isEmpty() ? std::optional<Arguments>(arguments) : std::nullopt;
}

bool Arguments::has(const char *option) const { return m_values.contains(QLatin1String(option)); }

QString Arguments::text(const char *option) const
{
    const QString name = QLatin1String(option);
    return m_values.contains(name) ? m_values.value(name).last() : m_usual.value(name);
}

QStringList Arguments::texts(const char *option) const
{
    return m_values.value(QLatin1String(option));
}

int Arguments::number(const char *option) const { return text(option).toInt(); }

QDateTime Arguments::time(const char *option) const { return momentOf(text(option)); }

QDate Arguments::today() const
{
    const QDate day = QDate::fromString(text(kToday.name), Qt::ISODate);
    return day.isValid() ? day : QDate::currentDate();
}

std::optional<std::pair<Command, Arguments>> readArguments(const QStringList &words, Exit &exit)
{
    const QList<Command> commands = allCommands();
    QStringList left = words.mid(1);
    const QString group = isGroup(commands, left.value(0)) ? left.value(0) : QString();
    const bool help = std::any_of(left.cbegin(), left.cend(), asksForHelp);
    const std::optional<Command> command = commandIn(commands, left);
    if (help) {
        QTextStream(stdout) << (command ? helpOf(*command) : overview(commands, group));
        exit = Exit::Fine;
        return std::nullopt;
    }
    QString problem;
    const std::optional<Arguments> arguments
        = command ? Arguments::read(*command, left, problem) : std::nullopt;
    if (arguments) {
        return std::pair(*command, *arguments);
    }
    QTextStream(stderr) << (command ? problem : unknown(commands, left)) << QStringLiteral("。\n")
                        << (command ? helpOf(*command) : overview(commands, group));
    exit = Exit::Usage;
    return std::nullopt;
}

} // namespace Hall
