#pragma once

#include "releasefetch.h"
#include "trust/trustedmetadata.h"

namespace Hall {

/// Which overlay belongs to the release, and how programs tell one choice from another.
struct OverlayChoice {
    Manifest manifest; ///< paths as the county bureau publishes them; no files: no overlay
    QString target; ///< digest of its manifest target; empty: no overlay

    /// What stands for a release with this overlay: the digest of the city's target and, where
    /// there is an overlay, that of its own.
    QString installed(const QString &cityTarget) const;

    /// The city's part of what installed() gave.
    static QString cityTarget(const QString &installed) { return installed.section(u'+', 0, 0); }

    /// What composed() was made of, without the overlay's files.
    static Manifest cityAlone(Manifest composed);

    /// Whether each of the overlay's files is in this release.
    bool liesIn(const Manifest &composed) const;

    /// The city's release with the overlay's files below `overlay/`; the city's alone where both
    /// cannot be one tree. Keeps the city's number.
    Manifest composed(const Manifest &city) const;
};

/// A county bureau's overlay of the city's release: signed by a delegated role, with numbers of its
/// own that never go back. Whatever is wrong with it never holds up the city's release: the last
/// good one stays, is remembered over restarts, and a warning says so. Where the city has withdrawn
/// the delegation, the overlay goes.
class Overlay {
public:
    /// `name` is that of the delegated role, empty: this machine has no overlay. `schema` is the
    /// highest one the screen reads.
    Overlay(const CacheTree &cache, StatusBoard &board, const QString &name, qint64 schema,
        SpaceReader space);

    /// The overlay for the metadata just believed; its objects are in the store afterwards.
    OverlayChoice choose(Transport &transport, const TrustedMetadata &trusted);

    /// True when the network or the disk kept the newest overlay away and it is time to ask again
    /// though the timestamp stays the same; to be asked once a poll. After each failure in a row
    /// twice as many polls are let pass, at most those of an hour.
    bool asksAgain();

    /// Warns when what is shown now is without the overlay just chosen, for the two are no tree.
    void noteShown(const Manifest &shown, const OverlayChoice &chosen);

    /// The last choose() was broken off; what it gave is not to be followed.
    bool cancelled() const { return m_cancelled; }

private:
    /// What is remembered of the last good one.
    struct Kept {
        qint64 release = 0;
        QString target;
        Manifest manifest;
    };

    Kept load() const;
    Synced<Done> save(const Kept &kept) const;
    Synced<Kept> newest(Transport &transport, const TrustedMetadata &trusted, const Kept &kept);
    Synced<Manifest> fetch(
        Transport &transport, const Target &target, const ReleaseTarget &release) const;
    Synced<Done> check(const Manifest &manifest) const;
    OverlayChoice lastGood(const Kept &kept, const SyncFailure &why);
    bool isHere(const Manifest &manifest) const;
    QString channel() const;
    QString stateFile() const;

    CacheTree m_cache;
    StatusBoard &m_board;
    QString m_name;
    qint64 m_schema;
    SpaceReader m_space;
    bool m_settled = true;
    bool m_cancelled = false;
    int m_failures = 0; ///< of the network or the disk, in a row
    int m_pollsToPass = 0;
};

} // namespace Hall
