#pragma once

#include "durablefile.h"
#include "transport.h"

#include <QObject>

namespace Hall {

/// A served tree in a folder, such as a technician's stick. Whoever wrote it is believed as little
/// as a web server: no component of a path may be a link, only regular files are read, nothing is
/// read beyond what was signed. The stick may be pulled out at any time.
class FileTransport : public QObject, public Transport {
    Q_OBJECT

public:
    /// Sticks are carried by hand: what has expired no longer than `graceDays` ago is accepted.
    explicit FileTransport(QString directory, int graceDays = 30);

    Synced<Done> fetch(const QList<Transfer *> &transfers, int atOnce) override;

    int graceDays() const override { return m_graceDays; }

    bool sharesTheLine() const override { return false; }

    /// Ends what is under way with SyncError::Cancelled, and everything asked afterwards.
    void cancel() { m_cancelled = true; }

private:
    Synced<Done> send(Transfer &transfer) const;
    Synced<FileDescriptor> open(const QString &path) const;
    Synced<Done> copy(const FileDescriptor &file, Transfer &transfer) const;
    bool goesOn() const;

    QString m_directory;
    int m_graceDays;
    bool m_cancelled = false;
};

} // namespace Hall
