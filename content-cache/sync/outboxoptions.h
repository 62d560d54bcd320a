#pragma once

#include "outboxuploader.h"

#include <optional>

class QCommandLineParser;

namespace Hall {

/// What hall-sync was told about the screen's messages; nothing where it was told no --outbox.
struct OutboxOptions {
    QString directory;
    QUrl dropbox;
    QString tokenFile;
    QString sealTo;
    QString kiosk;

    /// With the key read. `queue` is where sealed messages wait.
    Synced<OutboxSettings> settings(const QString &queue, const QDateTime &builtAt) const;
};

/// All but --kiosk-id, which StoreOptions describe.
void describeOutbox(QCommandLineParser &parser);

/// Reads them; a failure is a mistake of the command line's writer.
Result<std::optional<OutboxOptions>> readOutbox(const QCommandLineParser &parser);

} // namespace Hall
