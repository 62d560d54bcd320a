#pragma once

#include "cachetree.h"
#include "syncerror.h"
#include "trust/manifest.h"

#include <QStringList>

namespace Hall {

/// The releases on this machine as directories, and the link that says which one is shown.
class Generations {
public:
    explicit Generations(CacheTree cache)
        : m_cache(std::move(cache))
    {
    }

    /// `43-ab12cd34`: the release and the first digits of the digest of its manifest.
    static QString nameOf(const Manifest &manifest);
    /// The release in a name, 0 for a name of another form.
    static qint64 releaseOf(const QString &name);

    /// All complete directories, newest release first.
    QStringList all() const;
    /// The name `current` links to; empty when it links to no generation.
    QString current() const;

    /// The kept manifest of a generation, if it is the one its name was made of.
    Result<Manifest> manifestOf(const QString &name) const;
    /// Whether every file of the manifest is there, regular, with its length.
    bool whole(const QString &name) const;

    /// Whether it is whole and its database is the one signed, by its digest.
    bool sound(const QString &name) const;
    /// Whether it is sound, and in a release of at most 64 MiB every other file is the one signed
    /// as well: more cannot be read at every start without keeping the screen waiting.
    bool intact(const QString &name) const;

    /// Links the objects into a new directory, keeps the manifest, and gives the directory its name
    /// when all of it is on the disk. One of the same name is replaced. The lease file is there
    /// before the directory is.
    Synced<Done> build(const Manifest &manifest) const;
    /// Shows this generation from now on: one rename; returns when that is on the disk.
    Synced<Done> switchTo(const QString &name) const;
    /// Removes a generation with its manifest; half removed it no longer bears its name.
    Synced<Done> remove(const QString &name) const;

    /// Whether the screen would open this generation: whole, and its database sound and of a schema
    /// up to `schema`.
    Synced<Done> check(const QString &name, qint64 schema) const;

private:
    bool unchanged(const QString &name, const ManifestFile &file) const;
    Synced<Done> giveName(const QString &temporary, const QString &name) const;
    Synced<Done> linkFile(const ManifestFile &file, const QString &directory) const;

    CacheTree m_cache;
};

} // namespace Hall
