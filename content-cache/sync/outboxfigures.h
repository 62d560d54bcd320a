#pragma once

#include "syncerror.h"

#include <QDateTime>
#include <QJsonObject>
#include <optional>

namespace Hall {

/// What there is to tell about the messages of the screen on their way to the bureau; counts are of
/// this run of the program.
struct OutboxFigures {
    bool used = false; ///< an outbox is configured at all
    qint64 waiting = 0; ///< sealed files that the server does not have yet
    qint64 waitingBytes = 0;
    QDateTime oldest; ///< when the oldest of them was sealed; invalid: none waits
    qint64 sent = 0;
    qint64 lost = 0; ///< given up: too many, too old, damaged, of another kiosk id
    qint64 setAside = 0; ///< not acceptable as a message, or refused by the server for what it is
    QDateTime lastSent;
    std::optional<SyncFailure> failure; ///< why the last attempt failed

    bool operator==(const OutboxFigures &) const = default;

    /// As status.json carries it; null where no outbox is configured.
    QJsonValue toJson() const;
};

} // namespace Hall
