#include "store/generation.h"

#include "store/schema.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
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
        auto store = ContentStore::open(path);
        if (store) {
            opened.store = store.take();
            opened.lease = std::make_shared<const Lease>(std::move(lease));
            return opened;
        }
        opened.warnings << QStringLiteral("%1:%2").arg(store.failure().where, store.failure().why);
    }
    const QString why = QStringLiteral("没有可用的内容，出厂内容也打不开。%1");
    return Failure { source.content, why.arg(opened.warnings.join(QStringLiteral(";"))) };
}

} // namespace Hall
