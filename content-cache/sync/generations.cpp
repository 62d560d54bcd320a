#include "generations.h"

#include "locks.h"
#include "smokecheck.h"
#include "trust/digest.h"
#include "workpulse.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <algorithm>
#include <unistd.h>

namespace Hall {

namespace {

    const char suffix[] = ".tmp";
    constexpr qint64 mostReadAtStart = 64 * 1024 * 1024;

    bool isDatabase(const ManifestFile &file)
    {
        return file.path == u"release.db" || file.path == u"overlay/release.db";
    }

    QString nameFrom(qint64 release, const QByteArray &manifest)
    {
        return QStringLiteral("%1-%2").arg(release).arg(sha256Hex(manifest).left(8));
    }

} // namespace

QString Generations::nameOf(const Manifest &manifest)
{
    return nameFrom(manifest.release, manifest.toJson());
}

qint64 Generations::releaseOf(const QString &name)
{
    static const QRegularExpression form(QStringLiteral("^([1-9][0-9]{0,15})-[0-9a-f]{8}$"));
    return form.match(name).captured(1).toLongLong();
}

QStringList Generations::all() const
{
    QStringList names = QDir(m_cache.generations()).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    names.removeIf([](const QString &name) { return releaseOf(name) == 0; });
    std::sort(names.begin(), names.end(), [](const QString &a, const QString &b) {
        return std::pair(releaseOf(b), b) < std::pair(releaseOf(a), a);
    });
    return names;
}

QString Generations::current() const
{
    const QFileInfo link(m_cache.current());
    if (!link.isSymLink() || !link.isDir())
        return {};
    const QFileInfo target(link.symLinkTarget());
    const bool ours = target.absolutePath() == QFileInfo(m_cache.generations()).absoluteFilePath();
    return ours && releaseOf(target.fileName()) > 0 ? target.fileName() : QString();
}

Result<Manifest> Generations::manifestOf(const QString &name) const
{
    const QString path = m_cache.manifest(name);
    const QByteArray json = readIfPresent(path, largestManifest);
    if (nameFrom(releaseOf(name), json) != name)
        return Failure { path, QStringLiteral("it is not the manifest of this generation") };
    return parseManifest(json, path);
}

bool Generations::whole(const QString &name) const
{
    const Result<Manifest> manifest = manifestOf(name);
    if (!manifest)
        return false;
    const QString directory = m_cache.generation(name) + u'/';
    const QList<ManifestFile> &files = manifest.value().files;
    return std::all_of(files.cbegin(), files.cend(), [&directory](const ManifestFile &file) {
        return regularFileSize(directory + file.path) == file.size;
    });
}

bool Generations::unchanged(const QString &name, const ManifestFile &file) const
{
    return fileDigest(m_cache.generation(name) + u'/' + file.path) == file.sha256;
}

bool Generations::sound(const QString &name) const
{
    const Result<Manifest> manifest = manifestOf(name);
    if (!manifest || !whole(name))
        return false;
    const QList<ManifestFile> &files = manifest.value().files;
    return std::all_of(files.cbegin(), files.cend(),
        [&](const ManifestFile &file) { return !isDatabase(file) || unchanged(name, file); });
}

bool Generations::intact(const QString &name) const
{
    const Result<Manifest> manifest = manifestOf(name);
    if (!manifest || manifest.value().totalSize() > mostReadAtStart)
        return sound(name);
    const QList<ManifestFile> &files = manifest.value().files;
    return whole(name) && std::all_of(files.cbegin(), files.cend(), [&](const ManifestFile &file) {
        return unchanged(name, file);
    });
}

Synced<Done> Generations::linkFile(const ManifestFile &file, const QString &directory) const
{
    const QString path = directory + u'/' + file.path;
    if (const Synced<Done> made = makeDirectory(QFileInfo(path).path()); !made)
        return made;
    const QByteArray object = QFile::encodeName(m_cache.object(file.sha256));
    if (::link(object.constData(), QFile::encodeName(path).constData()) != 0)
        return systemFailure(path);
    workMovesOn();
    return Done {};
}

Synced<Done> Generations::build(const Manifest &manifest) const
{
    const QString name = nameOf(manifest);
    const QString temporary = m_cache.generation(name) + QString::fromLatin1(suffix);
    if (const Synced<Done> cleared = removeTree(temporary); !cleared)
        return cleared;
    if (const Synced<Done> made = makeDirectory(temporary); !made)
        return made;
    for (const ManifestFile &file : manifest.files) {
        if (const Synced<Done> linked = linkFile(file, temporary); !linked)
            return linked;
    }
    if (const Synced<Done> kept = writeDurably(m_cache.manifest(name), manifest.toJson()); !kept)
        return kept;
    if (const Synced<Done> lease = createLease(m_cache.lease(name)); !lease)
        return lease;
    if (const Synced<Done> synced = syncFilesystem(temporary); !synced)
        return synced;
    if (const Synced<Done> named = giveName(temporary, name); !named)
        return named;
    return syncFilesystem(m_cache.generations());
}

Synced<Done> Generations::giveName(const QString &temporary, const QString &name) const
{
    const QString directory = m_cache.generation(name);
    if (!QFileInfo::exists(directory))
        return renameFile(temporary, directory);
    // A damaged one of this name, perhaps even shown: the new one takes its place at one stroke.
    if (exchangeFiles(temporary, directory))
        return removeTree(temporary);
    // This file system cannot do that: it is missing between two renames only.
    const QString damaged
        = m_cache.generation(QStringLiteral("damaged")) + QString::fromLatin1(suffix);
    if (const Synced<Done> cleared = removeTree(damaged); !cleared)
        return cleared;
    if (const Synced<Done> aside = renameFile(directory, damaged); !aside)
        return aside;
    if (const Synced<Done> named = renameFile(temporary, directory); !named)
        return named;
    return removeTree(damaged);
}

Synced<Done> Generations::switchTo(const QString &name) const
{
    const QString temporary = m_cache.current() + QString::fromLatin1(suffix);
    QFile::remove(temporary);
    const QByteArray target = QFile::encodeName(QStringLiteral("gen/%1").arg(name));
    if (::symlink(target.constData(), QFile::encodeName(temporary).constData()) != 0)
        return systemFailure(temporary);
    if (const Synced<Done> renamed = renameFile(temporary, m_cache.current()); !renamed)
        return renamed;
    return syncFilesystem(m_cache.root());
}

Synced<Done> Generations::remove(const QString &name) const
{
    const QString directory = m_cache.generation(name);
    const QString temporary = directory + QString::fromLatin1(suffix);
    if (const Synced<Done> cleared = removeTree(temporary); !cleared)
        return cleared;
    if (const Synced<Done> renamed = renameFile(directory, temporary); !renamed)
        return renamed;
    QFile::remove(m_cache.manifest(name));
    return removeTree(temporary);
}

Synced<Done> Generations::check(const QString &name, qint64 schema) const
{
    const Result<Manifest> manifest = manifestOf(name);
    if (!manifest)
        return SyncFailure { SyncError::BadManifest, manifest.failure().where,
            manifest.failure().why };
    if (!whole(name))
        return SyncFailure { SyncError::CorruptObject, m_cache.generation(name),
            QStringLiteral("a file is missing or of the wrong length") };
    // SQLite's own check does not see most changed bytes.
    if (!sound(name))
        return SyncFailure { SyncError::CorruptObject, m_cache.generation(name),
            QStringLiteral("the digest of its database is not the one signed") };
    if (manifest.value().schema > schema)
        return SyncFailure { SyncError::Schema, name,
            QStringLiteral("it has schema %1, this program reads up to %2")
                .arg(manifest.value().schema)
                .arg(schema) };
    return smokeCheck(
        m_cache.generation(name) + QStringLiteral("/release.db"), manifest.value().schema);
}

} // namespace Hall
