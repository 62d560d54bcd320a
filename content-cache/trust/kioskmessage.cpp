#include "trust/kioskmessage.h"

#include "trust/strictjson.h"

#include <QRegularExpression>

namespace Hall {

namespace {

    constexpr char firstLine[] = "hall-message 1";

    bool matches(const QRegularExpression &pattern, const QString &text)
    {
        return pattern.match(text).hasMatch();
    }

    // Cuts the text off at its first line end, and gives back what stood before it.
    QByteArray takeLine(QByteArray &text)
    {
        const qsizetype end = text.indexOf('\n');
        const QByteArray line = text.left(end);
        text = end < 0 ? QByteArray() : text.mid(end + 1);
        return line;
    }

} // namespace

bool isMessageKind(const QString &text)
{
    static const QRegularExpression pattern(QStringLiteral("\\A[a-z][a-z-]{0,30}\\z"));
    return matches(pattern, text);
}

bool isMessageId(const QString &text)
{
    static const QRegularExpression pattern(
        QStringLiteral("\\A[A-Za-z0-9_-][A-Za-z0-9._-]{0,79}\\z"));
    return matches(pattern, text);
}

bool isKioskId(const QString &text)
{
    static const QRegularExpression pattern(
        QStringLiteral("\\A[A-Za-z0-9][A-Za-z0-9._-]{0,63}\\z"));
    return matches(pattern, text);
}

QByteArray KioskMessage::packed() const
{
    return firstLine + QByteArray("\n") + kiosk.toLatin1() + '\n' + kind.toLatin1() + '\n'
        + id.toLatin1() + '\n' + json;
}

Result<KioskMessage> KioskMessage::unpacked(const QByteArray &bytes, const QString &where)
{
    QByteArray rest = bytes;
    if (takeLine(rest) != firstLine)
        return Failure { where, QStringLiteral("it is no message of a kiosk") };
    KioskMessage message;
    message.kiosk = QString::fromLatin1(takeLine(rest));
    message.kind = QString::fromLatin1(takeLine(rest));
    message.id = QString::fromLatin1(takeLine(rest));
    message.json = rest;
    if (!isKioskId(message.kiosk) || !isMessageKind(message.kind) || !isMessageId(message.id))
        return Failure { where, QStringLiteral("its head does not name kiosk, kind and id") };
    if (message.json.size() > longestKioskMessage)
        return Failure { where, QStringLiteral("it is too long") };
    const Result<QJsonObject> object = parseStrictObject(message.json, where);
    if (!object)
        return object.failure();
    return message;
}

} // namespace Hall
