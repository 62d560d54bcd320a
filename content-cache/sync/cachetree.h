#pragma once

#include "trust/servedtree.h"

namespace Hall {

/// Where things lie in the cache of this machine; sync alone writes there, the screen reads below
/// `current`.
class CacheTree {
public:
    explicit CacheTree(QString root)
        : m_root(std::move(root))
    {
    }

    const QString &root() const { return m_root; }

    QString metadata(Role role) const { return below("meta/%1.json", roleName(role)); }

    QString state() const { return below("meta/state.json"); }

    /// The same once more, for the day the first is damaged.
    QString stateCopy() const { return below("meta/state-copy.json"); }

    /// How far the reading of the whole cache is.
    QString scrub() const { return below("meta/scrub.json"); }

    QString objects() const { return below("objects"); }

    QString object(const QString &sha256) const { return below("objects/%1", objectName(sha256)); }

    QString parts() const { return below("part"); }

    QString part(const QString &name) const { return below("part/%1", name); }

    /// What was found damaged by the last repair; nothing reads it, a technician may.
    QString quarantine() const { return below("quarantine"); }

    QString quarantined(const QString &sha256) const { return below("quarantine/%1", sha256); }

    /// Sealed messages of the screen that the server does not have yet.
    QString outbox() const { return below("outbox"); }

    QString generations() const { return below("gen"); }

    /// Complete and never changed again once it has this name.
    QString generation(const QString &name) const { return below("gen/%1", name); }

    QString manifests() const { return below("manifests"); }

    QString manifest(const QString &generation) const
    {
        return below("manifests/%1.json", generation);
    }

    /// A link to the shown generation, replaced by rename only.
    QString current() const { return below("current"); }

    QString leases() const { return below("leases"); }

    /// Whoever shows a generation holds a shared flock on this file.
    QString lease(const QString &generation) const { return below("leases/%1", generation); }

    QString lock() const { return below("lock"); }

private:
    static QString objectName(const QString &sha256) { return sha256.left(2) + u'/' + sha256; }

    QString below(const char *path, const QString &name = {}) const
    {
        const QString pattern = QString::fromLatin1(path);
        return m_root + u'/' + (name.isNull() ? pattern : pattern.arg(name));
    }

    QString m_root;
};

} // namespace Hall
