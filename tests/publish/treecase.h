#pragma once

#include "publish/sign/publish.h"
#include "publish/sign/verifytree.h"
#include "trust/digest.h"
#include "trust/trustedmetadata.h"
#include "workspacecopy.h"

#include <QTimeZone>

namespace Hall {

/// When these tests sign.
inline const QDateTime kNow = QDateTime(kToday, QTime(8, 0), QTimeZone::utc()).toUTC();

/// A workspace, keys and a served tree in a folder of their own.
class TreeCase {
public:
    TreeCase() { m_made = makeKeyFolder(keys(), kNow).ok(); }

    bool made() const { return m_made; }

    const WorkspaceCopy &copy() const { return m_copy; }

    QString keys() const { return m_copy.beside(QStringLiteral("keys")); }

    QString tree() const { return m_copy.beside(QStringLiteral("tree")); }

    QString beside(const char *name) const { return m_copy.beside(QLatin1String(name)); }

    QString root() const { return keys() + QStringLiteral("/root.json"); }

    SigningPlace place(const QDateTime &now = kNow) const { return { tree(), keys(), {}, now }; }

    /// For what signs nothing.
    SigningPlace reading(const QDateTime &now = kNow) const { return { tree(), root(), {}, now }; }

    PublishSettings settings(const char *channel = "stable") const
    {
        PublishSettings how;
        how.build = { kToday, {}, 0 };
        how.place = place();
        how.channel = QLatin1String(channel);
        how.cache = beside("cache");
        return how;
    }

    Result<Publication> publish(const PublishSettings &how) const
    {
        Problems problems;
        const Workspace workspace = loadWorkspace(m_copy.path(), problems);
        Progress progress;
        return publishRelease(workspace, how, progress);
    }

    Result<Publication> publish() const { return publish(settings()); }

    QByteArray served(const QString &name) const { return bytesOf(tree() + u'/' + name); }

    static QByteArray bytesOf(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    QStringList faults(const QDateTime &now = kNow) const
    {
        QStringList names;
        const auto report = verifyTree(tree(), root(), now);
        for (const TreeFault &fault : report ? report.value().faults : QList<TreeFault>()) {
            names << fault.file + u'：' + fault.what;
        }
        return report ? names : QStringList(report.failure().why);
    }

    /// What the present release of a channel says.
    Target target(const char *channel = "stable") const
    {
        const auto session = TreeSession::open(reading(), {});
        const auto found = session ? session.value()->releaseOn(QLatin1String(channel))
                                   : Result<Target>(session.failure());
        return found ? found.value() : Target {};
    }

    /// The content of the present release's database.
    QByteArray database(const char *channel = "stable") const
    {
        const auto session = TreeSession::open(reading(), {});
        if (!session) {
            return {};
        }
        const auto manifest
            = session.value()->files().manifestOf(session.value()->state(), QLatin1String(channel));
        for (const ManifestFile &file : manifest ? manifest.value().files : QList<ManifestFile>()) {
            if (file.path == QLatin1String("release.db")) {
                return served(ServedTree::object(file.sha256));
            }
        }
        return {};
    }

private:
    WorkspaceCopy m_copy;
    bool m_made = false;
};

/// A kiosk that keeps what it has verified, as hall-sync does.
class KioskView {
public:
    explicit KioskView(const TreeCase &tree)
        : m_tree(tree)
        , m_root(TreeCase::bytesOf(tree.root()))
    {
    }

    /// One refresh (TUF 1.0 §5.3 to §5.6); the sentence of the first refusal, empty: believed.
    QString refresh(const QDateTime &now = kNow)
    {
        auto started = TrustedMetadata::startingFrom(m_root, { now, true });
        if (!started) {
            return started.failure().why;
        }
        TrustedMetadata metadata = started.take();
        while (true) {
            const QByteArray next
                = m_tree.served(ServedTree::metadata(Role::Root, metadata.root().version + 1));
            if (next.isEmpty()) {
                break;
            }
            if (const auto done = metadata.updateRoot(next); !done) {
                return done.failure().why;
            }
            m_root = next;
        }
        if (const auto done = metadata.finishRoot(); !done) {
            return done.failure().why;
        }
        return take(metadata);
    }

    qint64 timestampVersion() const { return m_version; }

    /// As after an attack: what was believed at last.
    void remember(const QByteArray &timestamp, const QByteArray &snapshot)
    {
        m_timestamp = timestamp;
        m_snapshot = snapshot;
    }

private:
    QString take(TrustedMetadata &metadata)
    {
        metadata.recall(m_timestamp, m_snapshot);
        const QByteArray timestamp = m_tree.served(QStringLiteral("meta/timestamp.json"));
        if (const auto done = metadata.updateTimestamp(timestamp); !done) {
            return done.failure().why;
        }
        const QByteArray snapshot = m_tree.served(
            ServedTree::metadata(Role::Snapshot, metadata.timestamp()->snapshot.version));
        if (const auto done = metadata.updateSnapshot(snapshot); !done) {
            return done.failure().why;
        }
        const QByteArray targets
            = m_tree.served(ServedTree::metadata(Role::Targets, metadata.targetsFile().version));
        if (const auto done = metadata.updateTargets(targets); !done) {
            return done.failure().why;
        }
        m_timestamp = timestamp;
        m_snapshot = snapshot;
        m_version = metadata.timestamp()->version;
        return {};
    }

    const TreeCase &m_tree;
    QByteArray m_root;
    QByteArray m_timestamp;
    QByteArray m_snapshot;
    qint64 m_version = 0;
};

} // namespace Hall
