#pragma once

#include "cachetree.h"
#include "transport.h"

#include <QJsonObject>
#include <QMap>

namespace Hall {

/// Takes the small files of an update from one answer, the bundle, and all else by the transport
/// behind it. Nothing in a bundle is believed: each file goes through the same checks as one that
/// came by itself, and one that fails them is asked for by itself.
class BundleTransport : public Transport {
public:
    BundleTransport(Transport &behind, CacheTree cache, QString channel);

    Synced<Done> fetch(const QList<Transfer *> &transfers, int atOnce) override;

    void beginAnew() override { m_behind.beginAnew(); }

    std::optional<QByteArray> atHand(const QString &path) const override;

private:
    void noteTimestamp(const Transfer &transfer);
    Synced<Done> openFor(const QString &path);
    bool belongs(const QString &path) const;
    bool give(Transfer &transfer);
    static bool fitTogether(const QMap<QString, QByteArray> &files, const QJsonObject &timestamp);

    Transport &m_behind;
    CacheTree m_cache;
    QString m_channel;
    QJsonObject m_timestamp; ///< whose bundle has not been asked for yet, not believed; or empty
    QMap<QString, QByteArray> m_files;
};

} // namespace Hall
