#include "jsonfields.h"

#include "digest.h"

namespace Hall {

QString toMetadataTime(const QDateTime &time) { return time.toUTC().toString(Qt::ISODate); }

JsonFields::JsonFields(const QJsonObject &object, const QString &where)
    : m_object(object)
    , m_where(where)
{
}

void JsonFields::refuse(const QString &why)
{
    if (m_why.isEmpty())
        m_why = why;
}

QJsonValue JsonFields::value(const QString &key, QJsonValue::Type type)
{
    const QJsonValue found = m_object.value(key);
    if (found.isUndefined())
        refuse(QStringLiteral("%1 is missing").arg(key));
    else if (found.type() != type)
        refuse(QStringLiteral("%1 is of the wrong kind").arg(key));
    else
        return found;
    return {};
}

qint64 JsonFields::integer(const QString &key, qint64 least, qint64 most)
{
    const qint64 number = value(key, QJsonValue::Double).toInteger();
    if (number < least || number > most)
        refuse(QStringLiteral("%1 is not between %2 and %3").arg(key).arg(least).arg(most));
    return number;
}

QString JsonFields::text(const QString &key) { return value(key, QJsonValue::String).toString(); }

QString JsonFields::digest(const QString &key)
{
    const QString digest = text(key);
    if (!isSha256Hex(digest))
        refuse(QStringLiteral("%1 is not a SHA-256 digest").arg(key));
    return digest;
}

QDateTime JsonFields::time(const QString &key)
{
    const QString written = text(key);
    const QDateTime time = QDateTime::fromString(written, Qt::ISODate);
    if (!time.isValid() || toMetadataTime(time) != written)
        refuse(QStringLiteral("%1 is not a time like 2026-11-22T14:00:00Z").arg(key));
    return time;
}

QJsonObject JsonFields::object(const QString &key)
{
    return value(key, QJsonValue::Object).toObject();
}

QJsonArray JsonFields::list(const QString &key) { return value(key, QJsonValue::Array).toArray(); }

bool JsonFields::flag(const QString &key, bool ifAbsent)
{
    return has(key) ? value(key, QJsonValue::Bool).toBool() : ifAbsent;
}

} // namespace Hall
