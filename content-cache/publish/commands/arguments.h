#pragma once

#include <QDate>
#include <QDateTime>
#include <QHash>
#include <QString>
#include <QStringList>
#include <optional>

namespace Hall {

struct Command;

/// Exit codes of hall-publish.
enum class Exit { Fine = 0, ContentProblems = 1, Usage = 2, Environment = 3 };

/// What was written behind a command, already checked against the command's own options.
class Arguments {
public:
    /// Takes the words behind the command's name; the failure is a sentence for the terminal.
    static std::optional<Arguments> read(
        const Command &command, const QStringList &words, QString &problem);

    const QStringList &operands() const { return m_operands; }

    QString operand() const { return m_operands.value(0); }

    /// Whether the option was written at all.
    bool has(const char *option) const;

    /// The value of an option, or its usual one.
    QString text(const char *option) const;

    /// Every value of an option that may be written more than once.
    QStringList texts(const char *option) const;

    int number(const char *option) const;

    /// A moment in UTC; invalid where the option was not written.
    QDateTime time(const char *option) const;

    /// The day of --today, or the real one.
    QDate today() const;

private:
    QString take(const Command &command, QStringList &words);
    QString missing(const Command &command) const;

    QStringList m_operands;
    QHash<QString, QStringList> m_values;
    QHash<QString, QString> m_usual;
};

/// Finds the command in the words of the command line and reads what follows it; prints the help,
/// or what is wrong, and gives back nothing in that case with the exit code in `exit`.
std::optional<std::pair<Command, Arguments>> readArguments(const QStringList &words, Exit &exit);

} // namespace Hall
