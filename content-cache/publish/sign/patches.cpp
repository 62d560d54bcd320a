#include "publish/sign/patches.h"

#include "publish/release/durablefiles.h"
#include "trust/digest.h"
#include "trust/patch.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QHash>
#include <QSet>

namespace Hall {

namespace {

    constexpr qint64 kManifestLine = 200; ///< bytes, about; every kiosk fetches it

    // What a patch saves must be worth its line, and half the file is soon fetched.
    bool worthKeeping(qint64 patch, const ManifestFile &file)
    {
        const qint64 whole = file.compressedSize.value_or(file.size);
        return patch * 2 < whole && patch + kManifestLine < whole;
    }

    bool mayBePatched(const ManifestFile &file)
    {
        return file.size > 0 && file.size <= largestPatched;
    }

    QHash<QString, ManifestFile> byPath(const Manifest &manifest)
    {
        QHash<QString, ManifestFile> files;
        for (const ManifestFile &file : manifest.files) {
            files.insert(file.path, file);
        }
        return files;
    }

} // namespace

Patches::Patches(const QString &directory, const PublishedTree &tree)
    : m_directory(QDir(directory).absolutePath())
    , m_tree(tree)
{
}

Result<Done> Patches::addTo(
    Manifest &manifest, const QList<Manifest> &earlier, Progress &progress) const
{
    QList<QPair<ManifestFile *, ManifestFile>> wanted;
    for (const Manifest &before : earlier) {
        const QHash<QString, ManifestFile> files = byPath(before);
        for (ManifestFile &file : manifest.files) {
            const auto from = files.constFind(file.path);
            if (from != files.cend() && from->sha256 != file.sha256 && mayBePatched(*from)
                && mayBePatched(file)) {
                wanted.append({ &file, *from });
            }
        }
    }
    if (wanted.isEmpty()) {
        return Done {};
    }
    progress.begin(QStringLiteral("做增量补丁"), wanted.size(), QStringLiteral("个"));
    for (const auto &[file, from] : std::as_const(wanted)) {
        const Result<Done> added = add(*file, from);
        if (!added) {
            return added;
        }
        progress.advance();
    }
    progress.end();
    return Done {};
}

Result<Done> Patches::add(ManifestFile &file, const ManifestFile &from) const
{
    const bool known = std::any_of(file.patches.cbegin(), file.patches.cend(),
        [&](const ManifestPatch &patch) { return patch.from == from.sha256; });
    const Result<QByteArray> before = m_tree.objectOf(from);
    // Without the earlier object there is no patch, and no harm.
    if (known || !before) {
        return Done {};
    }
    const QString name = QDir(m_directory).filePath(ServedTree::patch(from.sha256, file.sha256));
    std::optional<QByteArray> patch = present(name, before.value(), file);
    const bool made = !patch;
    if (made) {
        const Result<QByteArray> now = m_tree.objectOf(file);
        if (!now) {
            return now.failure();
        }
        patch = makePatch(before.value(), now.value());
    }
    if (!worthKeeping(patch->size(), file)) {
        return Done {};
    }
    file.patches.append({ from.sha256, sha256Hex(*patch), patch->size() });
    return made ? writeDurably(name, *patch) : Result<Done>(Done {});
}

// Another library would write other bytes under the same name while kiosks still go by a manifest
// that lists the present ones; so what is there and leads to the right content stays.
std::optional<QByteArray> Patches::present(
    const QString &name, const QByteArray &from, const ManifestFile &to) const
{
    QFile file(name);
    if (!file.open(QIODevice::ReadOnly)) {
        return std::nullopt;
    }
    const QByteArray patch = file.readAll();
    const Result<QByteArray> text = applyPatch(patch, from, to.size, name);
    return text && sha256Hex(text.value()) == to.sha256 ? std::optional(patch) : std::nullopt;
}

void Patches::dropOld(const QList<Manifest> &named, const QDateTime &now) const
{
    QSet<QString> names;
    for (const Manifest &manifest : named) {
        for (const ManifestFile &file : manifest.files) {
            for (const ManifestPatch &patch : file.patches) {
                names.insert(ServedTree::patch(patch.from, file.sha256).mid(2));
            }
        }
    }
    const QFileInfoList files
        = QDir(m_directory + QStringLiteral("/p")).entryInfoList(QDir::Files | QDir::Hidden);
    for (const QFileInfo &file : files) {
        const bool old = file.lastModified().addDays(kTimestampDays) < now;
        if (old && !names.contains(file.fileName())) {
            QFile::remove(file.filePath());
        }
    }
}

} // namespace Hall
