#pragma once

#include "model/fields.h"
#include "model/result.h"
#include "model/textcodec.h"

#include <QByteArray>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace Hall {

/// Writes a record as JSON with the workspace's field names; unknown facts are left out.
class JsonWriter {
public:
    QJsonObject object;

    template <typename T> void field(const char *name, T &value, Need = Need::Optional)
    {
        const QJsonValue json = write(value);
        if (!json.isUndefined()) {
            object.insert(QLatin1String(name), json);
        }
    }

private:
    static QJsonValue orNothing(bool present, const QJsonValue &value)
    {
        return present ? value : QJsonValue(QJsonValue::Undefined);
    }

    static QJsonValue write(QString &v) { return orNothing(!v.isEmpty(), v); }

    static QJsonValue write(int &v) { return v; }

    static QJsonValue write(qint64 &v) { return v; }

    static QJsonValue write(bool &v) { return orNothing(v, v); }

    static QJsonValue write(QDate &v) { return orNothing(v.isValid(), toText(v)); }

    static QJsonValue write(std::optional<bool> &v) { return orNothing(v.has_value(), v == true); }

    template <typename T> static QJsonValue write(std::optional<T> &v)
    {
        return v ? write(*v) : QJsonValue(QJsonValue::Undefined);
    }

    template <typename T> static QJsonValue write(QList<T> &v)
    {
        QJsonArray array;
        for (T &one : v) {
            array.append(write(one));
        }
        return orNothing(!array.isEmpty(), array);
    }

    template <typename T> static QJsonValue write(T &v)
    {
        if constexpr (TextCoded<T>) {
            return toText(v);
        } else {
            JsonWriter inner;
            visitFields(inner, v);
            return orNothing(!inner.object.isEmpty(), inner.object);
        }
    }
};

/// Reads what JsonWriter wrote; fields of a newer release that this program does not know are
/// passed over.
class JsonReader {
public:
    explicit JsonReader(const QJsonObject &object)
        : m_object(object)
    {
    }

    template <typename T> void field(const char *name, T &value, Need = Need::Optional)
    {
        const QJsonValue json = m_object.value(QLatin1String(name));
        if (!json.isUndefined()) {
            read(json, value);
        }
    }

private:
    static void read(const QJsonValue &json, QString &v) { v = json.toString(); }

    static void read(const QJsonValue &json, int &v) { v = json.toInt(); }

    static void read(const QJsonValue &json, qint64 &v) { v = json.toInteger(); }

    static void read(const QJsonValue &json, bool &v) { v = json.toBool(); }

    template <typename T> static void read(const QJsonValue &json, std::optional<T> &v)
    {
        v.emplace();
        read(json, *v);
    }

    template <typename T> static void read(const QJsonValue &json, QList<T> &v)
    {
        const QJsonArray array = json.toArray();
        for (const QJsonValue &one : array) {
            read(one, v.emplaceBack());
        }
    }

    template <typename T> static void read(const QJsonValue &json, T &v)
    {
        if constexpr (TextCoded<T>) {
            fromText(json.toString(), v);
        } else {
            JsonReader inner(json.toObject());
            visitFields(inner, v);
        }
    }

    QJsonObject m_object;
};

/// A record as compact JSON.
template <typename T> QByteArray toJson(T record)
{
    JsonWriter writer;
    visitFields(writer, record);
    return QJsonDocument(writer.object).toJson(QJsonDocument::Compact);
}

/// A record from JSON, or why it cannot be read.
template <typename T> Result<T> fromJson(const QByteArray &json)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (!document.isObject()) {
        return Failure { QStringLiteral("json"), error.errorString() };
    }
    T record;
    JsonReader reader(document.object());
    visitFields(reader, record);
    return record;
}

} // namespace Hall
