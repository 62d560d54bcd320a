#pragma once

#include "model/result.h"
#include "strictjson.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonObject>

namespace Hall {

/// `2026-11-22T14:00:00Z`, the only form of a time in metadata (TUF 1.0 §4.2).
QString toMetadataTime(const QDateTime &time);

/// Reads the members of one object; the first one that is absent or wrong becomes the failure, and
/// reading goes on with empty values so that a caller asks once, at the end.
class JsonFields {
public:
    /// `where` names the file in the failure.
    JsonFields(const QJsonObject &object, const QString &where);

    bool has(const QString &key) const { return m_object.contains(key); }

    qint64 integer(const QString &key, qint64 least, qint64 most);
    QString text(const QString &key);
    /// A SHA-256 digest in lower-case hexadecimal.
    QString digest(const QString &key);
    QDateTime time(const QString &key);
    QJsonObject object(const QString &key);
    QJsonArray list(const QString &key);
    bool flag(const QString &key, bool ifAbsent);

    /// Notes a problem found by the caller itself.
    void refuse(const QString &why);

    bool ok() const { return m_why.isEmpty(); }

    Failure failure() const { return { m_where, m_why }; }

    const QString &where() const { return m_where; }

private:
    QJsonValue value(const QString &key, QJsonValue::Type type);

    QJsonObject m_object;
    QString m_where;
    QString m_why;
};

} // namespace Hall
