#pragma once

#include "clock.h"
#include "outboxfigures.h"
#include "trust/kioskmessage.h"

#include <QList>
#include <optional>

namespace Hall {

/// How much may wait for the server; the oldest goes first.
struct OutboxLimits {
    qsizetype count = 2000;
    qint64 bytes = 32 * 1024 * 1024;
    qint64 age = 90 * 24 * 3600; ///< s; counts only while something keeps the clock right
};

/// One sealed message that waits.
struct SealedFile {
    qint64 number = 0; ///< counts on; the order of sealing
    QString kind;
    QString id;
    qint64 size = 0;
    QDateTime sealedAt;
    int revision = 0; ///< counts how often a newer message has taken its place in this run

    /// Its name in the queue.
    QString fileName() const;
};

/// The sealed messages of one kiosk on the disk, in their order, until the server has them. A
/// message of the same kind and id takes the place of the one that waits. Everything is on the disk
/// when a function returns, so that a power cut neither loses a message nor lets one out of order.
class OutboxQueue {
public:
    /// Files lie in `directory`/`kiosk`. `builtAt` is a time no honest clock is below.
    OutboxQueue(QString directory, QString kiosk, const QDateTime &builtAt, OutboxLimits limits);

    /// Makes the folder, drops unfinished files and those of another kiosk, and looks what waits.
    /// Says how many messages were given up: a machine that got another name cannot deliver in the
    /// old one any more.
    Synced<qint64> prepare(const ClockReading &clock);

    Synced<Done> add(const KioskMessage &message, const QByteArray &sealed);

    /// Gives up what is beyond the limits, and says how many files that were.
    Synced<qint64> trim(const ClockReading &clock);

    /// What is to be sent next; null when nothing waits.
    const SealedFile *first() const { return m_files.isEmpty() ? nullptr : &m_files.constFirst(); }

    /// Its bytes; nothing when the file is gone or has changed its length, and will not come back.
    Synced<std::optional<QByteArray>> read(const SealedFile &file) const;

    /// Lets the others go first, until the program starts anew.
    void putLast(const SealedFile &file);

    /// The server has it, or will never take it. A newer message that has taken its place meanwhile
    /// stays.
    Synced<Done> remove(const SealedFile &file);

    qsizetype count() const { return m_files.size(); }

    qint64 bytes() const;

    /// When the oldest that waits was sealed; invalid: none waits.
    QDateTime oldest() const;

private:
    QString path(const QString &name) const;
    Synced<qint64> removeStrangers() const;
    Synced<Done> dateWrongTimes(const ClockReading &clock);

    QString m_directory;
    QString m_kiosk;
    QDateTime m_builtAt;
    OutboxLimits m_limits;
    QList<SealedFile> m_files;
    qint64 m_nextNumber = 1;
};

} // namespace Hall
