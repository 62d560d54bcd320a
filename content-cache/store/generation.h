#pragma once

#include "model/result.h"
#include "store/contentstore.h"

#include <QString>
#include <QStringList>
#include <memory>

namespace Hall {

/// A shared lock on a generation: while it lives, the synchroniser may not prune that generation.
/// The kernel frees it when the process ends, however it ends.
class Lease {
public:
    Lease() = default;
    ~Lease();
    Lease(Lease &&other) noexcept;
    Lease &operator=(Lease &&other) noexcept;

    /// Takes the shared lock of `leases/<generation>` below the cache; held() is false where the
    /// folder cannot be locked (a read-only stick, a plain build), which is not an error.
    static Lease take(const QString &cacheDirectory, const QString &generationName);

    bool held() const { return m_file >= 0; }

private:
    int m_file = -1;
};

/// An opened release together with the lease that keeps it from being pruned.
struct OpenedRelease {
    std::shared_ptr<const ContentStore> store;
    std::shared_ptr<const Lease> lease;
    QStringList warnings; ///< what was passed over on the way (damaged generations), for the log
};

/// Where content may come from, in the order it is tried.
struct ContentSource {
    QString content; ///< a cache (with `current`), a generation, or an unsigned build; may be empty
    QString factory; ///< the factory content of the package
};

/// The directory of the newest generation a cache points to, or the directory itself where it is a
/// generation; empty where there is neither.
QString currentGeneration(const QString &contentDirectory);

/// Opens the current generation; damaged or absent, the newest older whole one; at last the factory
/// content. Damaged is also a database, the county's overlay too, whose SHA-256 is not that of the
/// manifest kept in `manifests/`, where there is one. Fails only when none of them can be opened.
Result<OpenedRelease> openBestRelease(const ContentSource &source);

} // namespace Hall
