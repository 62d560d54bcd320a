#pragma once

#include "generations.h"
#include "housekeeping.h"
#include "syncstate.h"
#include "syncstatus.h"

namespace Hall {

/// Why an order could not be followed, for the one who gave it.
struct Refusal {
    QString chinese;
    QString english;
};

using Followed = Result<Done, Refusal>;

/// Decides which of the generations on this disk is shown, and keeps that one whole: installing,
/// pinning, and what is to be mended. Remembers it all in `meta/state.json`.
class Installer {
public:
    /// `schema` is the highest one the screen reads; `factory` the directory of the factory
    /// content, which a screen falls back to by itself, and may be empty.
    Installer(const CacheTree &cache, StatusBoard &board, qint64 schema, QString factory);

    /// What has to be right before anything else: directories, leftovers, `current`, the pin.
    Synced<Done> prepare();

    SyncState &state() { return m_state; }

    const SyncState &state() const { return m_state; }

    Synced<Done> save() const { return saveState(m_cache, m_state); }

    /// The highest release ever shown here.
    qint64 highestRelease() const;

    bool nothingShown() const { return m_generations.current().isEmpty(); }

    bool pinned() const { return !m_state.pin.isEmpty(); }

    /// Whether the release of this target digest is shown and whole.
    bool isInstalled(const QString &target) const;

    /// Puts a release together from the object store, checks it and shows it.
    Synced<Done> install(
        const Manifest &manifest, const QString &target, const QSet<QString> &wanted = {});

    /// Holds this machine at a release on its disk, 0: the one shown, whatever comes.
    Followed pin(qint64 release);
    Followed unpin();

    /// Whether the pinned release can be shown, or mended from what is known of it.
    bool canKeepPin() const { return m_generations.manifestOf(m_state.pin).ok(); }

    /// Generations with damage, worst first, that have to be put together anew.
    const QStringList &damaged() const { return m_damaged; }

    /// Notes that these objects (digests) have proved bad and were set aside. Where the shown
    /// generation can no longer be shown, an older one takes its place as at a start.
    Synced<Done> noteDamage(const QSet<QString> &objects);
    /// Notes that a file of this generation is not its object.
    void noteDamage(const QString &generation);
    /// Moves bad objects of a release aside, so that they are fetched again.
    Synced<Done> setDamagedAside(const Manifest &manifest) const;

    /// The kept manifest of a damaged generation.
    Result<Manifest> manifestOf(const QString &name) const
    {
        return m_generations.manifestOf(name);
    }

    /// Puts a damaged generation together again from the object store.
    Synced<Done> mend(const Manifest &manifest);

    /// A damaged generation that nobody can mend and nobody needs.
    void giveUp(const QString &name) { m_damaged.removeAll(name); }

private:
    Synced<Done> build(const Manifest &manifest);
    Synced<Done> show(const QString &name);
    Synced<Done> takeStock();
    QString onDisk(qint64 release) const;
    void tell() const;

    CacheTree m_cache;
    StatusBoard &m_board;
    qint64 m_schema;
    QString m_factory;
    Generations m_generations;
    SyncState m_state;
    QStringList m_damaged;
};

} // namespace Hall
