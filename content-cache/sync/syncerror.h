#pragma once

#include "trust/trusterror.h"

namespace Hall {

/// Why a release could not be brought here; each has a word for programs and a sentence for people.
enum class SyncError {
    Offline,
    Http,
    Stalled,
    Certificate,
    NoSpace,
    BadSignature,
    Threshold,
    Expired,
    Rollback,
    CorruptObject,
    TooLarge,
    BadMetadata,
    BadManifest,
    Schema,
    Io,
    Cancelled,
    Pinned,
    Later, ///< nothing is wrong; the hours of large files have not come
};

struct SyncFailure {
    SyncError error;
    QString where; ///< a path below the server's address, or a file of this machine
    QString why;
    int httpStatus = 0; ///< only with SyncError::Http

    bool operator==(const SyncFailure &) const = default;
};

template <typename T> using Synced = Result<T, SyncFailure>;

/// `bad-signature`, `no-space` …, as status.json writes it.
QString errorWord(SyncError error);

/// The failure as one sentence for a technician.
QString sentence(const SyncFailure &failure);

/// The exit code of a program that ends with this error: 1 the content is not to be believed, 3
/// network or disk.
int exitCode(SyncError error);

/// The same failure in this room's terms.
SyncFailure fromTrust(const TrustFailure &failure);

/// What the last failed system call says, as NoSpace or Io.
SyncFailure systemFailure(const QString &where);

} // namespace Hall
