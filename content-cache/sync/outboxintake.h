#pragma once

#include "outboxqueue.h"
#include "trust/sealedbox.h"

#include <QStringList>
#include <atomic>
#include <sys/stat.h>

namespace Hall {

/// Removes `name` from the folder if it is still the file that was taken, as fstat(2) saw it: the
/// screen may have put a newer message in its place, and that one is still to be taken.
Synced<Done> removeTaken(int folder, const QString &name, const struct stat &taken);

/// Takes what the screen has written to `outbox/<kind>/<id>.json`, seals it and removes the plain
/// file, so that nothing readable waits on the disk. Whatever is no message goes as well: what can
/// be read of it is sealed into `outbox/.aside`, which keeps the last twenty for the bureau.
class OutboxIntake {
public:
    OutboxIntake(QString directory, QString kiosk, SealKey key, OutboxQueue &queue);

    /// Takes all that can be taken, in the order of writing, and gives the first failure; returns
    /// early when `stop` becomes true.
    Synced<Done> takeAll(const std::atomic<bool> &stop);

    /// What was set aside by takeAll() since the last call: a sentence for each file.
    QStringList takeComplaints();

    /// The folders in which new files appear.
    QStringList folders() const;

private:
    struct Found {
        QString kind;
        QString name;
        qint64 writtenAt; ///< ns since 1970
    };

    QList<Found> look();
    Synced<Done> take(const Found &found);
    Synced<Done> setAside(const QString &path, const QString &why, const QByteArray &bytes);
    Synced<Done> dropOldAside() const;

    QString m_directory;
    QString m_kiosk;
    SealKey m_key;
    OutboxQueue &m_queue;
    QStringList m_complaints;
};

} // namespace Hall
