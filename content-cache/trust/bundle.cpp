#include "bundle.h"

#include "digest.h"
#include "patch.h"

namespace Hall {

namespace {

    // Metadata and manifest of a tree as large as they may be have no place in 64 KiB; this bounds
    // what a hostile server can make of them.
    constexpr qint64 largestText = 24 * 1024 * 1024;

} // namespace

QString BundleBase::digest() const { return sha256Hex(text()); }

QByteArray makeBundle(const BundleBase &base, const BundledFiles &files)
{
    QByteArray text;
    for (const auto &[path, bytes] : files)
        text += path.toUtf8() + '\n' + QByteArray::number(bytes.size()) + '\n' + bytes;
    return makePatch(base.text(), text);
}

Result<QMap<QString, QByteArray>> openBundle(
    const QByteArray &bundle, const BundleBase &base, const QString &where)
{
    const Result<QByteArray> text = applyPatch(bundle, base.text(), largestText, where);
    if (!text)
        return text.failure();
    const QByteArray &all = text.value();
    QMap<QString, QByteArray> files;
    for (qsizetype at = 0; at < all.size();) {
        const qsizetype path = all.indexOf('\n', at);
        const qsizetype length = all.indexOf('\n', path + 1);
        bool number = false;
        const qint64 size = path < 0 || length < 0
            ? -1
            : all.mid(path + 1, length - path - 1).toLongLong(&number);
        if (!number || size < 0 || size > all.size() - length - 1)
            return Failure { where, QStringLiteral("it is no bundle") };
        files.insert(QString::fromUtf8(all.mid(at, path - at)), all.mid(length + 1, size));
        at = length + 1 + size;
    }
    return files;
}

} // namespace Hall
