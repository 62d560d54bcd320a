#pragma once

#include "model/result.h"

namespace Hall {

/// Why metadata was not believed; callers act on it, people read the sentence beside it.
enum class TrustError {
    BadMetadata, ///< malformed, or not what the file above it announced
    BadSignature, ///< no signature of a key of this role
    Threshold, ///< too few different keys of this role signed
    Expired,
    Rollback, ///< older than what was already believed
};

struct TrustFailure {
    TrustError error;
    QString where;
    QString why;

    bool operator==(const TrustFailure &) const = default;
};

template <typename T> using Trusted = Result<T, TrustFailure>;

} // namespace Hall
