#include "canonicaljson.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QMap>
#include <utility>

namespace Hall {

namespace {

    void appendString(QByteArray &out, QByteArray utf8)
    {
        utf8.replace('\\', "\\\\");
        utf8.replace('"', "\\\"");
        out.append('"').append(utf8).append('"');
    }

    void appendInteger(QByteArray &out, const QJsonValue &value)
    {
        // Two different defaults tell a fraction, which has no integer value, from any integer.
        if (value.toInteger(0) != value.toInteger(1))
            qFatal("canonical JSON cannot carry a fraction");
        out.append(QByteArray::number(value.toInteger()));
    }

    void append(QByteArray &out, const QJsonValue &value);

    void appendObject(QByteArray &out, const QJsonObject &object)
    {
        // QJsonObject orders by UTF-16 unit, the format by code point, which is the order of UTF-8
        // bytes.
        QMap<QByteArray, QJsonValue> members;
        for (auto it = object.begin(); it != object.end(); ++it)
            members.insert(it.key().toUtf8(), it.value());
        out.append('{');
        for (auto it = members.cbegin(); it != members.cend(); ++it) {
            if (it != members.cbegin())
                out.append(',');
            appendString(out, it.key());
            out.append(':');
            append(out, it.value());
        }
        out.append('}');
    }

    void appendArray(QByteArray &out, const QJsonArray &array)
    {
        out.append('[');
        bool first = true;
        for (const QJsonValue &element : array) {
            if (!std::exchange(first, false))
                out.append(',');
            append(out, element);
        }
        out.append(']');
    }

    void append(QByteArray &out, const QJsonValue &value)
    {
        switch (value.type()) {
        case QJsonValue::Object:
            return appendObject(out, value.toObject());
        case QJsonValue::Array:
            return appendArray(out, value.toArray());
        case QJsonValue::String:
            return appendString(out, value.toString().toUtf8());
        case QJsonValue::Double:
            return appendInteger(out, value);
        case QJsonValue::Bool:
            out.append(value.toBool() ? "true" : "false");
            return;
        case QJsonValue::Null:
        case QJsonValue::Undefined:
            out.append("null");
            return;
        }
    }

} // namespace

QByteArray canonicalJson(const QJsonValue &value)
{
    QByteArray out;
    append(out, value);
    return out;
}

} // namespace Hall
