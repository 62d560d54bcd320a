#include "kiosk/releaseimages.h"

#include <QDir>
#include <QFileInfo>
#include <QImageReader>
#include <QLoggingCategory>

namespace Hall {

namespace {

    Q_LOGGING_CATEGORY(lcPictures, "hall.pictures")

} // namespace

ReleaseImages::ReleaseImages()
    : QQuickImageProvider(QQmlImageProviderBase::Image)
{
}

void ReleaseImages::setDirectory(const QString &directory)
{
    const QMutexLocker lock(&m_mutex);
    m_directory = directory;
}

QImage ReleaseImages::requestImage(const QString &id, QSize *size, const QSize &requestedSize)
{
    QString directory;
    {
        const QMutexLocker lock(&m_mutex);
        directory = m_directory;
    }
    const QString path = id.section(QLatin1Char('/'), 1);
    const QString file = QFileInfo(QDir(directory).filePath(path)).canonicalFilePath();
    if (directory.isEmpty() || !file.startsWith(directory + QLatin1Char('/'))) {
        qCWarning(lcPictures).noquote() << "no such picture in the release:" << path;
        return {};
    }
    QImageReader reader(file, "png");
    const QSize whole = reader.size();
    if (requestedSize.width() > 0 && whole.width() > requestedSize.width()) {
        reader.setScaledSize(whole.scaled(requestedSize.width(),
            requestedSize.height() > 0 ? requestedSize.height() : whole.height(),
            Qt::KeepAspectRatio));
    }
    const QImage image = reader.read();
    if (image.isNull()) {
        qCWarning(lcPictures).noquote() << "unreadable picture:" << file << reader.errorString();
    }
    *size = image.size();
    return image;
}

} // namespace Hall
