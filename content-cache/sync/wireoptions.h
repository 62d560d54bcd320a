#pragma once

#include "httptransport.h"
#include "largehours.h"

#include <QCommandLineParser>

namespace Hall {

/// What the command line says about the way to the content.
struct WireOptions {
    QList<QUrl> mirrors;
    QStringList redirectHosts; ///< `host:port`
    QNetworkProxy proxy = QNetworkProxy::NoProxy;
    qint64 rateLimit = 0; ///< bytes per second; 0: none
    std::optional<LargeHours> largeHours; ///< not set: large objects at any time
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    QString from; ///< a stick instead of a server
    int stickGraceDays = 30; ///< how long after its expiry what is on a stick is accepted
};

/// Whether this is the address of a served tree: http or https with a host.
bool isServerAddress(const QUrl &url);

void addWireOptions(QCommandLineParser &parser);
Result<WireOptions> readWireOptions(const QCommandLineParser &parser);

/// The settings of the transport for this server.
HttpSettings httpSettings(const QUrl &base, const WireOptions &options);

} // namespace Hall
