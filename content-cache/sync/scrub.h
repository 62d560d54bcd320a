#pragma once

#include "generations.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QFile>
#include <QSet>
#include <memory>

namespace Hall {

/// Reads everything in a cache again, piece by piece, and finds what is no longer what was signed:
/// disks change bits without a word. Remembers in `meta/scrub.json` how far it is, because a kiosk
/// is switched off every evening.
class Scrub {
public:
    explicit Scrub(CacheTree cache);

    /// What was found damaged.
    struct Finds {
        QSet<QString> objects; ///< digests; moved to `quarantine/`
        QStringList generations; ///< with a file that is not its object

        bool empty() const { return objects.isEmpty() && generations.isEmpty(); }
    };

    /// Reads on, about so many bytes. A pass is over when everything has been read once.
    Synced<Finds> readOn(qint64 bytes);

    /// Remembers how far it is; within a pass that is done every 256 MiB as well.
    Synced<Done> pause() const { return m_begun ? remember() : Synced<Done>(Done {}); }

    /// Bytes a second for a pass in four hours, at least 256 KiB, at most 16 MiB: a machine that
    /// runs during office hours is read through every day, and the disk stays free for the screen.
    static qint64 rateFor(qint64 cacheBytes);

    /// How many passes have ended.
    int passes() const { return m_passes; }

private:
    Synced<Done> begin();
    void open(const QString &sha256);
    Synced<Done> close(bool sound, Finds &finds);
    Synced<Done> endPass(Finds &finds);
    QString strangeFileOf(const QString &generation) const;
    Synced<Done> remember() const;

    CacheTree m_cache;
    Generations m_generations;
    QStringList m_left; ///< digests of this pass that are still to be read, the next one last
    QString m_done; ///< the last one that was read
    std::unique_ptr<QFile> m_file;
    QCryptographicHash m_hash { QCryptographicHash::Sha256 };
    bool m_begun = false;
    qint64 m_sinceRemembered = 0;
    int m_passes = 0;
};

} // namespace Hall
