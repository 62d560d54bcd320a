#pragma once

#include "trust/bundle.h"
#include "trust/manifest.h"
#include "trust/metadata.h"
#include "trust/releasetarget.h"

#include <QMap>

namespace Hall::Test {

using Files = QMap<QString, QByteArray>; ///< content by path

/// A county bureau's part of the repository: its key, and what its delegated role says.
struct CountyRole {
    QList<SigningKey> keys;
    Targets targets;
    ReleaseTarget release;
};

/// A sound SQLite database of this schema with one text in it.
QByteArray databaseWith(const QString &text, int schema = 1);

/// A publisher with its keys and the tree it would put behind a web server.
class RepositoryBuilder {
public:
    RepositoryBuilder();

    /// Publishes these files as the next release.
    void publish(const Files &files);
    /// Publishes a manifest as it is; its objects have to be served already.
    void publishManifest(const Manifest &manifest);
    /// Publishes these files as the next overlay of a county; the first time the targets delegate
    /// to it.
    void publishOverlay(const QString &county, const Files &files);
    /// Publishes an overlay's manifest as it is; its objects have to be served already.
    void publishOverlayManifest(const QString &county, const Manifest &manifest);
    /// Signs and serves a county's role as it stands; resign() has to follow.
    void serveCounty(const QString &county);
    /// Takes a county's delegation back.
    void withdrawOverlay(const QString &county);
    /// Signs everything anew without new content.
    void resign();
    /// A new root, signed by the old keys and the new ones.
    void rotateRoot();
    /// A new timestamp key by way of a new root.
    void rotateTimestampKey();

    /// What the web server holds, by path.
    Files served;
    /// The first root, which a kiosk is shipped with.
    QByteArray shippedRoot;

    /// What the next file is made of; tests change it at will.
    QDateTime now;
    ReleaseTarget release;
    QString channel = QStringLiteral("stable");
    bool compressObjects = true;
    bool makePatches = false; ///< from the release before
    bool makeBundles = false; ///< from the signing before
    Targets targets;
    Snapshot snapshot;
    Timestamp timestamp;
    QMap<QString, CountyRole> counties;
    QList<SigningKey> rootKeys, timestampKeys, snapshotKeys, targetsKeys;

    /// Sign and serve one file as it stands.
    void serveTargets();
    void serveSnapshot();
    void serveTimestamp();

private:
    ManifestFile serveObject(const QString &path, const QByteArray &content);
    void serveBundle();
    void servePatch(ManifestFile &file, const QByteArray &content);
    void serveRoot(const QList<SigningKey> &signers);

    Root m_root;
    Files m_before;
    BundleBase m_bundleBase;
    QByteArray m_manifest; ///< of the last release, uncompressed
};

} // namespace Hall::Test
