#include "kiosk/releasewatch.h"

#include <QFileInfo>

namespace Hall {

namespace {

    constexpr int kSlowLookMs = 30 * 1000;
    constexpr int kSettleMs = 200;

} // namespace

ReleaseWatch::ReleaseWatch(const QString &contentDirectory, QObject *parent)
    : QObject(parent)
    , m_directory(contentDirectory)
{
    m_slow.setInterval(kSlowLookMs);
    // A switch touches the folder several times; one look afterwards is enough.
    m_settle.setInterval(kSettleMs);
    m_settle.setSingleShot(true);
    connect(&m_slow, &QTimer::timeout, this, &ReleaseWatch::look);
    connect(&m_settle, &QTimer::timeout, this, &ReleaseWatch::look);
    connect(
        &m_watcher, &QFileSystemWatcher::directoryChanged, &m_settle, qOverload<>(&QTimer::start));
}

void ReleaseWatch::start()
{
    if (m_directory.isEmpty()) {
        return;
    }
    look();
    m_slow.start();
}

void ReleaseWatch::look()
{
    if (m_watcher.directories().isEmpty() && QFileInfo(m_directory).isDir()) {
        m_watcher.addPath(m_directory);
    }
    Q_EMIT mayHaveChanged();
}

} // namespace Hall
