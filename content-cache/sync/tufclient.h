#pragma once

#include "clock.h"
#include "metadatarefresh.h"

#include <QUrl>

namespace Hall {

/// What `hall-sync tuf` was told.
struct TufRequest {
    enum class Command { Init, Refresh, Download };

    Command command = Command::Refresh;
    QString metadataDirectory;
    QString rootFile; ///< of init
    QUrl metadataUrl;
    QString targetName;
    QUrl targetBaseUrl;
    QString targetDirectory;
};

/// Any publisher's TUF repository, with nothing of a kiosk about it: what the command line of the
/// TUF project's conformance suite asks for. Trusts its own clock.
class TufClient {
public:
    TufClient(TufRequest request, QDateTime now)
        : m_request(std::move(request))
        , m_time { std::move(now), true }
    {
    }

    /// Does what was asked. `init` needs no server: it checks the root and keeps it.
    Synced<Done> run();

private:
    Synced<Done> init() const;
    Synced<Done> refresh();
    Synced<Done> download();
    Synced<Done> fetchTarget(const Target &target, bool prefixed) const;
    QString targetFile() const;
    MetadataPlaces places() const;

    TufRequest m_request;
    TrustTime m_time;
};

} // namespace Hall
