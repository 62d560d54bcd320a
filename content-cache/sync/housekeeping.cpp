#include "housekeeping.h"

#include "locks.h"
#include "syncstate.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>

namespace Hall {

namespace {

    Synced<Done> dropUnfinished(const QString &directory)
    {
        const QFileInfoList entries = QDir(directory).entryInfoList({ QStringLiteral("*.tmp") },
            QDir::AllEntries | QDir::System | QDir::Hidden | QDir::NoDotAndDotDot);
        for (const QFileInfo &entry : entries) {
            if (const Synced<Done> removed = removeEntry(entry.filePath()); !removed)
                return removed;
        }
        return Done {};
    }

    QString newestSound(const CacheTree &cache, const QStringList &names, qint64 schema)
    {
        const Generations generations(cache);
        for (const QString &name : names) {
            if (generations.check(name, schema))
                return name;
        }
        return {};
    }

} // namespace

Synced<Done> prepareCache(const CacheTree &cache)
{
    for (const QString &directory :
        { QFileInfo(cache.state()).path(), cache.objects(), cache.parts(), cache.quarantine(),
            cache.generations(), cache.manifests(), cache.leases() }) {
        if (const Synced<Done> made = makeDirectory(directory); !made)
            return made;
    }
    return Done {};
}

Synced<CacheCondition> repairCache(const CacheTree &cache, qint64 schema)
{
    for (const QString &directory :
        { cache.root(), QFileInfo(cache.state()).path(), cache.generations(), cache.manifests() }) {
        if (const Synced<Done> dropped = dropUnfinished(directory); !dropped)
            return dropped.failure();
    }
    const Generations generations(cache);
    const QString current = generations.current();
    const bool canBeShown = !current.isEmpty() && generations.check(current, schema);
    if (canBeShown && generations.intact(current))
        return CacheCondition { current, {} };
    if (const Result<Manifest> manifest = generations.manifestOf(current)) {
        const Synced<Done> aside = ObjectStore(cache).setDamagedAside(manifest.value());
        if (!aside)
            return aside.failure();
    }
    if (canBeShown)
        return CacheCondition { current, current };
    const QString sound = newestSound(cache, generations.all(), schema);
    if (sound.isEmpty())
        return CacheCondition { {}, current };
    if (const Synced<Done> switched = generations.switchTo(sound); !switched)
        return switched.failure();
    return CacheCondition { sound, current };
}

Synced<Done> pruneCache(const CacheTree &cache, const QSet<QString> &wanted, Previous previous)
{
    const Generations generations(cache);
    const QString current = generations.current();
    const QString pinned = loadState(cache).pin;
    bool previousFound = previous == Previous::MayGo;
    const QStringList names = generations.all();
    for (const QString &name : names) {
        if (name == current || name == pinned)
            continue;
        if (!previousFound && generations.sound(name)) {
            previousFound = true;
            continue;
        }
        // Held while the generation goes, so that no screen takes it up meanwhile.
        const std::optional<FileDescriptor> lease = takeFreeLease(cache.lease(name));
        if (!lease)
            continue;
        if (const Synced<Done> removed = generations.remove(name); !removed)
            return removed;
        QFile::remove(cache.lease(name));
    }
    return ObjectStore(cache).sweep(wanted);
}

} // namespace Hall
