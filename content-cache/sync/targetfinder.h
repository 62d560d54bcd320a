#pragma once

#include "metadataplaces.h"
#include "transport.h"
#include "trust/targetsearch.h"
#include "trust/trustedmetadata.h"

namespace Hall {

/// A target and the role that speaks for it.
struct FoundTarget {
    Target target;
    QString role;
};

/// The search for a target in the targets and the roles below (TUF 1.0 §5.6.7), with the files of
/// the delegated roles from this disk or from the server.
class TargetFinder {
public:
    TargetFinder(Transport &transport, MetadataPlaces places)
        : m_transport(transport)
        , m_places(std::move(places))
    {
    }

    /// Nothing when nobody speaks for the target; a role on the way that cannot be believed is a
    /// failure. `trusted` comes from a refresh.
    Synced<std::optional<FoundTarget>> find(TrustedMetadata &trusted, const QString &path);

private:
    Synced<Targets> take(TrustedMetadata &trusted, const Delegation &delegation);

    Transport &m_transport;
    MetadataPlaces m_places;
};

} // namespace Hall
