#include "publish/render/formpages.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>

namespace Hall {

namespace {

    constexpr int kDrawTimeoutMs = 60000;

    Result<QByteArray> contentOf(const QString &path)
    {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly)) {
            return Failure { path, file.errorString() };
        }
        return file.readAll();
    }

    Result<Done> draw(const QString &pdf, const QString &prefix)
    {
        QProcess process;
        process.start(QStringLiteral("pdftoppm"),
            { QStringLiteral("-png"), QStringLiteral("-gray"), QStringLiteral("-scale-to-x"),
                QString::number(kFormPagePixels), QStringLiteral("-scale-to-y"),
                QStringLiteral("-1"), pdf, prefix });
        if (!process.waitForStarted()) {
            return Failure { QStringLiteral("pdftoppm"),
                QStringLiteral("没有装 pdftoppm（软件包 poppler-utils）") };
        }
        if (!process.waitForFinished(kDrawTimeoutMs) || process.exitCode() != 0) {
            process.kill();
            process.waitForFinished();
            return Failure { pdf,
                QStringLiteral("表格画不成图片：%1")
                    .arg(QString::fromLocal8Bit(process.readAllStandardError()).trimmed()) };
        }
        return Done {};
    }

    // Pages 1.png, 2.png … of one PDF in its own folder of the cache; drawn aside and renamed, so
    // an interrupted build leaves no half set.
    Result<QString> drawnPages(const QString &pdf, const QByteArray &bytes, const QString &cache)
    {
        const QByteArray hash
            = QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex().left(32);
        const QString folder
            = QStringLiteral("%1/%2-%3").arg(cache, QString::fromLatin1(hash)).arg(kFormPagePixels);
        if (QFileInfo::exists(folder)) {
            return folder;
        }
        if (!QDir().mkpath(cache)) {
            return Failure { cache, QStringLiteral("文件夹建不了") };
        }
        QTemporaryDir aside(cache + QStringLiteral("/drawing-XXXXXX"));
        const Result<Done> drawn = draw(pdf, aside.filePath(QStringLiteral("p")));
        if (!drawn) {
            return drawn.failure();
        }
        const QDir pages(aside.path());
        const QStringList names = pages.entryList(QDir::Files, QDir::Name);
        for (int i = 0; i < names.size(); ++i) {
            QFile::rename(
                pages.filePath(names.at(i)), pages.filePath(QStringLiteral("%1.png").arg(i + 1)));
        }
        if (names.isEmpty()) {
            return Failure { pdf, QStringLiteral("表格没有画出任何一页") };
        }
        // Another publisher may have drawn the same form meanwhile; the pages are the same.
        if (!QDir().rename(aside.path(), folder) && !QFileInfo::exists(folder)) {
            return Failure { folder, QStringLiteral("文件夹建不了") };
        }
        return folder;
    }

    Result<Done> renderForm(
        Form &form, const QString &workspace, const QString &target, const QString &cache)
    {
        const QString pdf = QStringLiteral("%1/forms/%2").arg(workspace, form.file);
        const Result<QByteArray> bytes = contentOf(pdf);
        if (!bytes) {
            return bytes.failure();
        }
        const Result<QString> folder = drawnPages(pdf, bytes.value(), cache);
        if (!folder) {
            return folder.failure();
        }
        form.bytes = bytes.value().size();
        form.pagePictures.clear();
        for (int page = 1;; ++page) {
            const QString drawn = QStringLiteral("%1/%2.png").arg(folder.value()).arg(page);
            if (!QFileInfo::exists(drawn)) {
                break;
            }
            const QString picture = QStringLiteral("pages/%1-%2.png").arg(form.id).arg(page);
            if (!QFile::copy(drawn, target + QLatin1Char('/') + picture)) {
                return Failure { picture, QStringLiteral("图片写不进去") };
            }
            form.pagePictures << picture;
        }
        form.pageCount = static_cast<int>(form.pagePictures.size());
        return Done {};
    }

} // namespace

Result<Done> renderFormPages(QList<Form> &forms, const QString &workspace, const QString &target,
    const QString &cache, Progress &progress)
{
    if (!QDir().mkpath(target + QStringLiteral("/pages"))) {
        return Failure { target, QStringLiteral("文件夹建不了") };
    }
    progress.begin(QStringLiteral("画表格页面"), forms.size(), QStringLiteral("份"));
    for (Form &form : forms) {
        const Result<Done> rendered = renderForm(form, workspace, target, cache);
        if (!rendered) {
            return rendered;
        }
        progress.advance();
    }
    progress.end();
    return Done {};
}

} // namespace Hall
