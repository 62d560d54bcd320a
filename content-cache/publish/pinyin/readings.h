#pragma once

#include <QHash>
#include <QString>
#include <QStringList>

namespace Hall {

/// The everyday readings of Han characters, without tones, from the Unicode Han database
/// (UAX #38: kHanyuPinlu, kMandarin, kXHC1983), embedded at build time.
class Readings {
public:
    /// The embedded table, read once.
    static const Readings &builtIn();

    /// The readings of a character, most frequent first; empty for one that is not Han. ü is `v`.
    QStringList of(QChar character) const;

private:
    Readings();

    QHash<QChar, QString> m_table;
};

} // namespace Hall
