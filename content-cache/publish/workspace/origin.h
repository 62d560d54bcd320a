#pragma once

#include "publish/workspace/problem.h"

#include <QDate>
#include <QHash>
#include <QString>
#include <QStringList>

namespace Hall {

/// Who answers for a record and until when it holds; every record of a workspace has these.
struct Provenance {
    QString owner;
    QString source;
    QDate verifiedOn;
    QDate reviewDue;
    QString disclosure;
};

/// How sure the editors are of a record: a mark for all of it and marks for single fields.
struct Confidence {
    QString standard;
    QHash<QString, QString> fields;

    /// Whether this field of the record is to stay hidden: marks ML and `?` (domain, confidence
    /// marks).
    bool hides(const QString &field) const;

    /// Whether the whole record is to stay hidden.
    bool hidesAll() const;
};

/// Whether the mark is one of S, S2, MH, MM, ML, ?.
bool isConfidenceMark(const QString &mark);

/// Where a record and each of its fields stand in the workspace, and what of it is unconfirmed.
struct Origin {
    QString file;
    int line = 0;
    QString record; ///< id or title for messages
    QHash<QString, QPair<int, int>> fields; ///< path → line, column
    QStringList pending; ///< paths of fields that are 待核 or hidden by their mark
    bool hidden = false; ///< the whole record stays off the screens
    Confidence confidence;
    Provenance provenance;

    /// The place of a field, or of the nearest thing around it.
    Place at(const QString &field) const;
};

/// A record of the workspace with its origin.
template <typename T> struct Sourced {
    T value;
    Origin origin;
};

} // namespace Hall
