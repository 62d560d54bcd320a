#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

namespace Hall {

/// Where in the workspace something stands; line and column count from 1, 0 means "the whole file".
struct Place {
    QString file {}; ///< relative to the workspace
    int line = 0;
    int column = 0;
    QString field {}; ///< path of the field (materials[2].name) or name of the column
};

enum class Severity { Error, Warning };

/// Something the editor has to know: where, what is wrong, and what to do about it.
struct Problem {
    Place place;
    Severity severity = Severity::Error;
    QString what;
    QString remedy {};
};

/// Collects every problem of a workspace, so that an editor sees all of them at once.
class Problems {
public:
    void error(const Place &place, const QString &what, const QString &remedy = {});
    void warning(const Place &place, const QString &what, const QString &remedy = {});

    bool hasErrors() const { return m_errors > 0; }

    int errors() const { return m_errors; }

    int warnings() const { return static_cast<int>(m_all.size()) - m_errors; }

    /// By file, then line, then column; equal ones once.
    QList<Problem> sorted() const;

private:
    QList<Problem> m_all;
    int m_errors = 0;
};

/// A fact that stays off the screens because nobody has confirmed it (待核, or a low confidence
/// mark).
struct PendingFact {
    Place place;
    QString record; ///< id of the record
    bool wholeRecord = false;
};

/// One line a problem, for people.
QString problemsText(const Problems &problems);

/// The same and the unconfirmed facts for programs: {"errors", "warnings", "problems", "pending"}.
QByteArray problemsJson(const Problems &problems, const QList<PendingFact> &pending);

} // namespace Hall
