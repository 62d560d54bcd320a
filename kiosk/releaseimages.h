#pragma once

#include <QMutex>
#include <QQuickImageProvider>
#include <QString>

namespace Hall {

/// Pictures of the release on the screen, and of nothing else: image://release/<generation>/<path>.
/// A path that leaves the generation's directory gives no picture.
class ReleaseImages : public QQuickImageProvider {
public:
    ReleaseImages();

    /// Called from the main thread; pictures are asked for from any.
    void setDirectory(const QString &directory);

    QImage requestImage(const QString &id, QSize *size, const QSize &requestedSize) override;

private:
    QMutex m_mutex;
    QString m_directory;
};

} // namespace Hall
