#include "model/shortid.h"
#include "publish/render/phonepage.h"

#include <QCryptographicHash>
#include <QFile>

namespace Hall {

namespace {

    QByteArray styleSheet()
    {
        QFile file(QStringLiteral(":/publish/phone.css"));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    Result<Done> addForm(
        QList<WebFile> &files, const QString &workspace, const QString &name, const QString &id)
    {
        if (name.isEmpty()) {
            return Done {};
        }
        QFile file(QStringLiteral("%1/forms/%2").arg(workspace, name));
        if (!file.open(QIODevice::ReadOnly)) {
            return Failure { file.fileName(), file.errorString() };
        }
        files.append({ QStringLiteral("f/%1.pdf").arg(shortId(id)), file.readAll() });
        return Done {};
    }

} // namespace

QString styleSheetPath()
{
    static const QString path = QStringLiteral("c/guide-%1.css")
                                    .arg(QString::fromLatin1(QCryptographicHash::hash(
                                        styleSheet(), QCryptographicHash::Sha256)
                                                                 .toHex()
                                                                 .left(8)));
    return path;
}

Result<QList<WebFile>> webFiles(const ReleaseContent &content, const QString &workspace)
{
    QList<WebFile> files { { styleSheetPath(), styleSheet() } };
    for (const Form &form : content.forms) {
        for (const auto &[name, id] : { std::pair(form.file, form.id),
                 std::pair(form.sampleFile, form.id + QStringLiteral("-sample")) }) {
            const Result<Done> added = addForm(files, workspace, name, id);
            if (!added) {
                return added.failure();
            }
        }
    }
    for (const Item &item : content.items) {
        files.append(
            { QStringLiteral("g/%1.html").arg(shortId(item.id)), guidePage(item, content) });
    }
    return files;
}

} // namespace Hall
