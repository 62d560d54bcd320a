#pragma once

#include "model/result.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>

namespace Hall {

/// The longest message of a kiosk and the longest sealed file that can hold one, in bytes.
inline constexpr qint64 longestKioskMessage = 256 * 1024;
inline constexpr qint64 longestSealedMessage = longestKioskMessage + 1024;

/// `[a-z][a-z-]{0,30}`: what a message is about, and a folder's name.
bool isMessageKind(const QString &text);

/// `[A-Za-z0-9_-][A-Za-z0-9._-]{0,79}`: names one message of a kind, and a file; names that begin
/// with a dot are those of unfinished files.
bool isMessageId(const QString &text);

/// `[A-Za-z0-9][A-Za-z0-9._-]{0,63}`: names a kiosk, and a folder of the drop-box.
bool isKioskId(const QString &text);

/// What a kiosk tells the bureau: one JSON object, and whose it is.
struct KioskMessage {
    QString kiosk;
    QString kind;
    QString id;
    QByteArray json;

    /// The bytes that are sealed: a head of four lines, then the object. The head is sealed too, so
    /// that a file under another kiosk's name in the drop-box does not pass for that kiosk's.
    QByteArray packed() const;

    /// Reads what packed() wrote; refuses bad names, and what is not one JSON object.
    static Result<KioskMessage> unpacked(const QByteArray &bytes, const QString &where);

    bool operator==(const KioskMessage &) const = default;
};

} // namespace Hall
