#include "installer.h"

#include "errortext.h"

#include <QFileInfo>
#include <algorithm>

namespace Hall {

namespace {

    bool names(const Manifest &manifest, const QSet<QString> &objects)
    {
        return std::any_of(manifest.files.cbegin(), manifest.files.cend(),
            [&objects](const ManifestFile &file) { return objects.contains(file.sha256); });
    }

    Refusal refusal(const SyncFailure &failure)
    {
        return { chineseSentence(failure), sentence(failure) };
    }

} // namespace

Installer::Installer(const CacheTree &cache, StatusBoard &board, qint64 schema, QString factory)
    : m_cache(cache)
    , m_board(board)
    , m_schema(schema)
    , m_factory(std::move(factory))
    , m_generations(cache)
{
}

Synced<Done> Installer::prepare()
{
    if (const Synced<Done> prepared = prepareCache(m_cache); !prepared)
        return prepared;
    m_state = loadState(m_cache);
    m_damaged.clear();
    m_board.change([this](SyncStatus &status) { status.lastOk = m_state.lastOk; });
    if (const Synced<Done> taken = takeStock(); !taken)
        return taken;
    // The power may have gone between the note of a pin and the switch to it.
    const QString pin = m_state.pin;
    if (pin.isEmpty())
        return Done {};
    if (!m_generations.check(pin, m_schema))
        noteDamage(pin);
    else if (m_generations.current() != pin)
        return show(pin);
    return Done {};
}

Synced<Done> Installer::takeStock()
{
    const Synced<CacheCondition> repaired = repairCache(m_cache, m_schema);
    if (!repaired)
        return repaired.failure();
    if (const QString &damaged = repaired.value().damaged; !damaged.isEmpty()) {
        noteDamage(damaged);
        m_board.warn(QStringLiteral("%1 has changed on the disk and is fetched again").arg(damaged),
            QStringLiteral("%1 在磁盘上已损坏，正在重新获取").arg(damaged));
    }
    tell();
    return Done {};
}

void Installer::tell() const
{
    const QString shown = m_generations.current();
    const bool factory = shown.isEmpty() && !m_factory.isEmpty()
        && QFileInfo(m_factory + QStringLiteral("/release.db")).isFile();
    m_board.change([&](SyncStatus &status) {
        status.releaseShown = Generations::releaseOf(shown);
        status.generation = shown;
        status.installedAt = QFileInfo(m_cache.manifest(shown)).lastModified().toUTC();
        status.factoryShown = factory;
        status.pin = m_state.pin;
    });
}

qint64 Installer::highestRelease() const
{
    return std::max(Generations::releaseOf(m_generations.current()), m_state.release);
}

bool Installer::isInstalled(const QString &target) const
{
    const QString &name = m_state.generation;
    return m_state.target == target && !name.isEmpty() && !m_damaged.contains(name)
        && m_generations.current() == name && m_generations.whole(name);
}

Synced<Done> Installer::build(const Manifest &manifest)
{
    m_board.change([](SyncStatus &status) { status.phase = Phase::Installing; });
    const QString name = Generations::nameOf(manifest);
    if (const Synced<Done> built = m_generations.build(manifest); !built)
        return built;
    if (const Synced<Done> sound = m_generations.check(name, m_schema); !sound) {
        const Synced<Done> aside = setDamagedAside(manifest);
        const Synced<Done> removed = m_generations.remove(name);
        // It may have been the shown one that was to be mended.
        const Synced<Done> other = nothingShown() ? takeStock() : Synced<Done>(Done {});
        return !aside ? aside : !removed ? removed : !other ? other : sound;
    }
    m_damaged.removeAll(name);
    return Done {};
}

Synced<Done> Installer::show(const QString &name)
{
    if (m_generations.current() != name) {
        if (const Synced<Done> switched = m_generations.switchTo(name); !switched)
            return switched;
    }
    tell();
    return Done {};
}

Synced<Done> Installer::install(
    const Manifest &manifest, const QString &target, const QSet<QString> &wanted)
{
    const QString name = Generations::nameOf(manifest);
    if (const Synced<Done> built = build(manifest); !built)
        return built;
    if (const Synced<Done> shown = show(name); !shown)
        return shown;
    m_state.release = std::max(m_state.release, manifest.release);
    m_state.target = target;
    m_state.generation = name;
    return pruneCache(m_cache, wanted);
}

QString Installer::onDisk(qint64 release) const
{
    const QString current = m_generations.current();
    if (release == 0 || release == Generations::releaseOf(current))
        return current;
    const QStringList names = m_generations.all();
    const auto found = std::find_if(names.cbegin(), names.cend(),
        [release](const QString &name) { return Generations::releaseOf(name) == release; });
    return found == names.cend() ? QString() : *found;
}

Followed Installer::pin(qint64 release)
{
    const QString name = onDisk(release);
    if (name.isEmpty() && release == 0)
        return Refusal { QStringLiteral("本机还没有发布"),
            QStringLiteral("there is no release on this machine yet") };
    if (name.isEmpty())
        return Refusal { QStringLiteral("本机磁盘上没有发布 %1").arg(release),
            QStringLiteral("release %1 is not on this disk").arg(release) };
    if (const Synced<Done> sound = m_generations.check(name, m_schema); !sound)
        return refusal(sound.failure());
    const QString before = std::exchange(m_state.pin, name);
    if (const Synced<Done> saved = save(); !saved) {
        m_state.pin = before;
        return refusal(saved.failure());
    }
    if (const Synced<Done> shown = show(name); !shown)
        return refusal(shown.failure());
    return Done {};
}

Followed Installer::unpin()
{
    const QString before = std::exchange(m_state.pin, QString());
    if (const Synced<Done> saved = save(); !saved) {
        m_state.pin = before;
        return refusal(saved.failure());
    }
    // The server may be away, or what it offers may wait: what was taken before the pin comes back.
    const QString taken = m_state.generation;
    const bool newer
        = Generations::releaseOf(taken) > Generations::releaseOf(m_generations.current());
    if (newer && m_generations.check(taken, m_schema)) {
        if (const Synced<Done> shown = show(taken); !shown)
            return refusal(shown.failure());
    }
    tell();
    return Done {};
}

void Installer::noteDamage(const QString &generation)
{
    if (m_damaged.contains(generation))
        return;
    if (generation == m_generations.current() || generation == m_state.pin)
        m_damaged.prepend(generation);
    else
        m_damaged.append(generation);
}

Synced<Done> Installer::noteDamage(const QSet<QString> &objects)
{
    const QStringList all = m_generations.all();
    for (const QString &name : all) {
        const Result<Manifest> manifest = m_generations.manifestOf(name);
        if (manifest && names(manifest.value(), objects))
            noteDamage(name);
    }
    return takeStock();
}

Synced<Done> Installer::setDamagedAside(const Manifest &manifest) const
{
    return ObjectStore(m_cache).setDamagedAside(manifest);
}

Synced<Done> Installer::mend(const Manifest &manifest)
{
    const QString name = Generations::nameOf(manifest);
    if (const Synced<Done> built = build(manifest); !built)
        return built;
    const QString wanted = pinned() ? m_state.pin : m_state.generation;
    const bool older
        = Generations::releaseOf(name) < Generations::releaseOf(m_generations.current());
    if ((name == wanted && (pinned() || !older)) || nothingShown())
        return show(name);
    tell();
    return Done {};
}

} // namespace Hall
