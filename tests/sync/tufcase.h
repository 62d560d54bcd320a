#pragma once

#include "faultyserver.h"
#include "sync/tufclient.h"
#include "tufrepository.h"

#include <QTemporaryDir>
#include <memory>

namespace Hall::Test {

inline const QString rootName = QStringLiteral("root");
inline const QString timestampName = QStringLiteral("timestamp");
inline const QString snapshotName = QStringLiteral("snapshot");
inline const QString targetsName = QStringLiteral("targets");
inline const QStringList belowRoot { targetsName, snapshotName, timestampName };

inline QString text(const char *utf8) { return QString::fromUtf8(utf8); }

QList<SigningKey> makeKeys(int count);

/// One client with its directories, one repository behind a web server, and a clock.
class TufCase {
public:
    TufCase();

    /// Gives the client the first root.
    bool start() { return act(TufRequest::Command::Init); }

    bool refresh() { return act(TufRequest::Command::Refresh); }

    bool download(const QString &target) { return act(TufRequest::Command::Download, target); }

    bool act(TufRequest::Command command, const QString &target = {});

    /// The requests since the last call, as paths below `metadata/` and `targets/`.
    QStringList asked();
    /// The number of the role that the client trusts; 0 when it has none.
    qint64 version(const QString &role) const;
    /// `root 1`, `timestamp 2` …, all roles the client trusts.
    QStringList trusted() const;
    QByteArray trustedFile(const QString &role) const;
    QList<QByteArray> downloaded() const;
    /// What lies in the directory of this case.
    QStringList entries() const;

    QString inside(const char *name) const { return directory.filePath(QString::fromLatin1(name)); }

    QTemporaryDir directory;
    FaultyServer server;
    TufRepository repository;
    QByteArray firstRoot;
    QDateTime now;
    QString why; ///< the error of the last command, as its word
};

} // namespace Hall::Test
