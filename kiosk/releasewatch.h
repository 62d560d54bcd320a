#pragma once

#include <QFileSystemWatcher>
#include <QObject>
#include <QTimer>

namespace Hall {

/// Tells when the link `current` of a cache may point elsewhere. The watcher is quick; the slow
/// look beside it also works where the folder appears later or the file system tells nothing.
class ReleaseWatch : public QObject {
    Q_OBJECT

public:
    explicit ReleaseWatch(const QString &contentDirectory, QObject *parent = nullptr);

    void start();

Q_SIGNALS:
    void mayHaveChanged();

private:
    void look();

    QString m_directory;
    QFileSystemWatcher m_watcher;
    QTimer m_slow;
    QTimer m_settle;
};

} // namespace Hall
