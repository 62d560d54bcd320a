#pragma once

#include <QString>

namespace Hall {

/// How the value of a time limit is counted. Licence statutes count working days (行政许可法 art.
/// 82).
enum class LimitUnit { WorkingDay, NaturalDay, Hour, Month, Immediate };

/// A time limit of the service guide (办结时限): never a bare "7日", always value, unit and basis.
struct Limit {
    int value = 0; ///< in `unit`; 0 with Immediate
    LimitUnit unit = LimitUnit::WorkingDay;
    QString basis; ///< the article or promise it comes from
    QString note; ///< an explanation for the citizen, may be empty

    bool operator==(const Limit &) const = default;
};

/// The word of a unit in workspace files and releases: WORKDAY, NATURAL_DAY, HOUR, MONTH,
/// IMMEDIATE.
QString limitUnitWord(LimitUnit unit);

/// Reads a unit word; false when the word is not one of the five.
bool limitUnitFromWord(const QString &word, LimitUnit &unit);

/// All unit words, for messages and checks.
QStringList limitUnitWords();

/// What the citizen reads: 20个工作日, 60天(自然日), 24小时, 1个月, 当场办结.
QString limitText(const Limit &limit);

} // namespace Hall
