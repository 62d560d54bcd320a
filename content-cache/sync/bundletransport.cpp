#include "bundletransport.h"

#include "durablefile.h"
#include "generations.h"
#include "trust/bundle.h"
#include "trust/digest.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

namespace Hall {

namespace {

    constexpr qint64 metadataCap = 8 * 1024 * 1024;

    QJsonObject signedPart(const QByteArray &file)
    {
        return QJsonDocument::fromJson(file).object()[u"signed"].toObject();
    }

    /// What a metadata file says about another one.
    QJsonObject announced(const QJsonObject &by, const QString &file)
    {
        return by[u"meta"].toObject()[file].toObject();
    }

    bool fits(const QByteArray &file, const QJsonObject &meta)
    {
        return meta[u"hashes"].toObject()[u"sha256"].toString() == sha256Hex(file);
    }

} // namespace

BundleTransport::BundleTransport(Transport &behind, CacheTree cache, QString channel)
    : m_behind(behind)
    , m_cache(std::move(cache))
    , m_channel(std::move(channel))
{
}

Synced<Done> BundleTransport::fetch(const QList<Transfer *> &transfers, int atOnce)
{
    QList<Transfer *> rest;
    for (Transfer *transfer : transfers) {
        if (const Synced<Done> opened = openFor(transfer->request().path); !opened)
            return opened;
        if (!give(*transfer))
            rest.append(transfer);
    }
    if (rest.isEmpty())
        return Done {};
    Synced<Done> fetched = m_behind.fetch(rest, atOnce);
    if (fetched && rest.size() == 1)
        noteTimestamp(*rest.constFirst());
    return fetched;
}

std::optional<QByteArray> BundleTransport::atHand(const QString &path) const
{
    const auto found = m_files.constFind(path);
    return found == m_files.cend() ? std::nullopt : std::optional(*found);
}

// The number is not believed yet; it only names a file to ask for.
void BundleTransport::noteTimestamp(const Transfer &transfer)
{
    const auto *body = dynamic_cast<const BufferTransfer *>(&transfer);
    if (body == nullptr || transfer.notModified()
        || transfer.request().path != ServedTree::metadata(Role::Timestamp, 0))
        return;
    m_timestamp = signedPart(body->body());
    m_files.clear();
}

Synced<Done> BundleTransport::openFor(const QString &path)
{
    if (m_timestamp.isEmpty() || !path.endsWith(QStringLiteral(".snapshot.json")))
        return Done {};
    const QJsonObject timestamp = std::exchange(m_timestamp, {});
    const qint64 version = timestamp[u"version"].toInteger();
    const QString shown = Generations(m_cache).current();
    const BundleBase base { readIfPresent(m_cache.metadata(Role::Snapshot), metadataCap),
        readIfPresent(m_cache.metadata(Role::Targets), metadataCap),
        readIfPresent(m_cache.manifest(shown), metadataCap) };
    if (base.snapshot.isEmpty() || base.targets.isEmpty() || base.manifest.isEmpty())
        return Done {};
    const QString name = ServedTree::bundle(version, m_channel, base.digest());
    const Synced<QByteArray> bundle = m_behind.fetchBody({ name, largestBundle, {} });
    if (!bundle)
        return bundle.failure().error == SyncError::Cancelled ? bundle.failure()
                                                              : Synced<Done>(Done {});
    Result<QMap<QString, QByteArray>> files = openBundle(bundle.value(), base, name);
    if (files && fitTogether(files.value(), timestamp)) {
        m_files = files.take();
        // Nothing else has its place in a bundle, a delegated role's metadata least of all.
        m_files.removeIf(
            [this](QMap<QString, QByteArray>::iterator file) { return !belongs(file.key()); });
    }
    return Done {};
}

// Metadata that is refused is not asked for again in the same cycle, so what a damaged bundle holds
// must not get that far.
bool BundleTransport::fitTogether(
    const QMap<QString, QByteArray> &files, const QJsonObject &timestamp)
{
    const QJsonObject snapshotMeta = announced(timestamp, QStringLiteral("snapshot.json"));
    const QByteArray snapshot
        = files.value(ServedTree::metadata(Role::Snapshot, snapshotMeta[u"version"].toInteger()));
    const QJsonObject targetsMeta = announced(signedPart(snapshot), QStringLiteral("targets.json"));
    const auto targets
        = files.constFind(ServedTree::metadata(Role::Targets, targetsMeta[u"version"].toInteger()));
    return fits(snapshot, snapshotMeta) && (targets == files.cend() || fits(*targets, targetsMeta));
}

bool BundleTransport::belongs(const QString &path) const
{
    static const QRegularExpression metadata(
        QStringLiteral("\\Ameta/[0-9]+\\.(snapshot|targets)\\.json\\z"));
    const QString manifest = ServedTree::manifestText(m_channel, {});
    return metadata.match(path).hasMatch() || path.startsWith(QStringLiteral("p/"))
        || path.endsWith(manifest.section(u'/', -1));
}

bool BundleTransport::give(Transfer &transfer)
{
    const auto found = m_files.constFind(transfer.request().path);
    if (found == m_files.cend())
        return false;
    transfer.answered(false, {});
    Synced<Done> given = transfer.accept(found->mid(transfer.request().offset));
    if (given)
        given = transfer.complete();
    if (!given)
        transfer.askOnceMore(true);
    return given.ok();
}

} // namespace Hall
