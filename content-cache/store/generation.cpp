#include "store/generation.h"

#include "store/schema.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#include <utility>

namespace Hall {

namespace {

    int releaseNumber(const QString &generationName)
    {
        return generationName.section(QLatin1Char('-'), 0, 0).toInt();
    }

    // Every generation of a cache, newest release first; unfinished ones end in .tmp.
    QStringList generationsNewestFirst(const QString &contentDirectory)
    {
        const QDir folder(contentDirectory + QStringLiteral("/gen"));
        QStringList names = folder.entryList(QDir::Dirs | QDir::NoDotAndDotDot);
        names.removeIf([](const QString &name) { return name.endsWith(QLatin1String(".tmp")); });
        std::sort(names.begin(), names.end(),
            [](const QString &a, const QString &b) { return releaseNumber(a) > releaseNumber(b); });
        QStringList paths;
        for (const QString &name : std::as_const(names)) {
            paths << folder.filePath(name);
        }
        return paths;
    }

    QStringList candidates(const ContentSource &source)
    {
        QStringList paths;
        if (!source.content.isEmpty()) {
            paths << currentGeneration(source.content);
            paths << generationsNewestFirst(source.content);
        }
        paths << source.factory;
        paths.removeAll(QString());
        paths.removeDuplicates();
        return paths;
    }

    // The manifest the synchroniser keeps beside `gen/`; a plain build and the factory content have
    // none.
    QString manifestFile(const QString &generation)
    {
        const QFileInfo info(generation);
        return QStringLiteral("%1/../manifests/%2.json").arg(info.path(), info.fileName());
    }

    // The digest a manifest gives for a database; empty when it gives none.
    QByteArray promisedDigest(const QByteArray &manifest, const QString &name)
    {
        const QJsonArray files
            = QJsonDocument::fromJson(manifest).object()[QLatin1String("files")].toArray();
        for (const QJsonValue &file : files) {
            if (file[QLatin1String("path")].toString() == name) {
                return file[QLatin1String("sha256")].toString().toLatin1();
            }
        }
        return {};
    }

    Result<Done> compareDatabase(
        const QString &generation, const QString &name, const QByteArray &manifest)
    {
        const QString path = QDir(generation).filePath(name);
        QFile database(path);
        QCryptographicHash hash(QCryptographicHash::Sha256);
        const QByteArray promised = promisedDigest(manifest, name);
        if (promised.isEmpty()) {
            return Failure { path, QStringLiteral("清单已损坏，无法核对数据库") };
        }
        if (!database.open(QIODevice::ReadOnly) || !hash.addData(&database)) {
            return Failure { path, QStringLiteral("数据库读不出来") };
        }
        if (hash.result().toHex() != promised) {
            return Failure { path, QStringLiteral("数据库已损坏，与清单中的校验值不一致") };
        }
        return Done {};
    }

    // SQLite's own check reads the pages' structure, not what is written in the cells: a bit that
    // flipped on the disk turns a fee of 40 into one of 60 and passes it. So the file is held
    // against the digest its release was signed with before a citizen sees a word of it.
    Result<Done> compareWithManifest(const QString &generation)
    {
        QFile manifest(manifestFile(generation));
        if (!manifest.exists()) {
            return Done {};
        }
        if (!manifest.open(QIODevice::ReadOnly)) {
            return Failure { manifest.fileName(), QStringLiteral("清单读不出来，无法核对数据库") };
        }
        const QByteArray promises = manifest.readAll();
        const Result<Done> same = compareDatabase(generation, releaseDatabaseName(), promises);
        const QString overlay = overlayDatabaseName();
        const bool laidOver = QFileInfo::exists(QDir(generation).filePath(overlay))
            || !promisedDigest(promises, overlay).isEmpty();
        return same && laidOver ? compareDatabase(generation, overlay, promises) : same;
    }

    Result<std::shared_ptr<const ContentStore>> openWhole(const QString &generation)
    {
        if (const Result<Done> same = compareWithManifest(generation); !same) {
            return same.failure();
        }
        return ContentStore::open(generation);
    }

} // namespace

Lease::~Lease()
{
    if (m_file >= 0) {
        ::close(m_file);
    }
}

Lease::Lease(Lease &&other) noexcept
    : m_file(std::exchange(other.m_file, -1))
{
}

Lease &Lease::operator=(Lease &&other) noexcept
{
    std::swap(m_file, other.m_file);
    return *this;
}

Lease Lease::take(const QString &cacheDirectory, const QString &generationName)
{
    const QString path = QStringLiteral("%1/leases/%2").arg(cacheDirectory, generationName);
    Lease lease;
    // The screen's user only reads the cache: the synchroniser has made the file, a shared lock
    // needs no writing.
    lease.m_file = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (lease.m_file >= 0 && ::flock(lease.m_file, LOCK_SH | LOCK_NB) != 0) {
        ::close(std::exchange(lease.m_file, -1));
    }
    return lease;
}

QString currentGeneration(const QString &contentDirectory)
{
    if (QFileInfo::exists(contentDirectory + QLatin1Char('/') + releaseDatabaseName())) {
        return QDir(contentDirectory).canonicalPath();
    }
    return QFileInfo(contentDirectory + QStringLiteral("/current")).canonicalFilePath();
}

Result<OpenedRelease> openBestRelease(const ContentSource &source)
{
    OpenedRelease opened;
    const QStringList paths = candidates(source);
    for (const QString &path : paths) {
        Lease lease = Lease::take(source.content, QFileInfo(path).fileName());
        auto store = openWhole(path);
        if (store) {
            opened.store = store.take();
            if (const QString problem = opened.store->overlayProblem(); !problem.isEmpty()) {
                opened.warnings << problem;
            }
            opened.lease = std::make_shared<const Lease>(std::move(lease));
            return opened;
        }
        opened.warnings << QStringLiteral("%1:%2").arg(store.failure().where, store.failure().why);
    }
    const QString why = QStringLiteral("没有可用的内容，出厂内容也打不开。%1");
    return Failure { source.content, why.arg(opened.warnings.join(QStringLiteral(";"))) };
}

} // namespace Hall
