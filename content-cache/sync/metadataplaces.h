#pragma once

#include "cachetree.h"

#include <optional>

namespace Hall {

/// Where a refresh finds metadata: below the server's address and on this disk.
struct MetadataPlaces {
    QString served; ///< before every name below the server's address: `meta/` or nothing
    QString directory; ///< of the four roles' files
    QString delegatedDirectory; ///< of the delegated roles' files

    /// Those of a kiosk. Delegated roles have a directory of their own there, for whoever names
    /// them must not reach the other files of sync.
    static MetadataPlaces of(const CacheTree &cache);

    /// Below the server's address, percent-encoded: `meta/7.snapshot.json`, or without the number.
    QString remote(const QString &role, std::optional<qint64> version) const;

    QString local(Role role) const;
    QString localDelegated(const QString &role) const;
};

} // namespace Hall
