#pragma once

#include <QDate>
#include <QString>
#include <QStringList>
#include <optional>

namespace Hall {

/// Exit codes of hall-publish.
enum class Exit { Fine = 0, ContentProblems = 1, Usage = 2, Environment = 3 };

/// The command line, read and checked.
struct Arguments {
    QString command; ///< check, build, verify, find, keys, readings
    QStringList operands;
    bool json = false;
    QDate today;
    QString out;
    QString repo;
    QString keys;
    QString root;
    QString channel;
    QString publicUrl;
    QString cache;
    int release = 0;
    int limit = 10;
    bool force = false;
};

/// Reads the command line; prints what is wrong, or the help, and gives back nothing in that case
/// with the exit code in `exit`.
std::optional<Arguments> readArguments(const QStringList &words, Exit &exit);

} // namespace Hall
