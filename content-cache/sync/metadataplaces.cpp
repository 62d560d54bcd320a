#include "metadataplaces.h"

#include <QUrl>

namespace Hall {

namespace {

    // A role's name may hold any character; a file name must not.
    QString fileOf(const QString &role)
    {
        return QString::fromLatin1(QUrl::toPercentEncoding(role)) + QStringLiteral(".json");
    }

} // namespace

MetadataPlaces MetadataPlaces::of(const CacheTree &cache)
{
    const QString directory = cache.root() + QStringLiteral("/meta");
    return { QStringLiteral("meta/"), directory, directory + QStringLiteral("/delegated") };
}

QString MetadataPlaces::remote(const QString &role, std::optional<qint64> version) const
{
    const QString number = version ? QString::number(*version) + u'.' : QString();
    return served + number + fileOf(role);
}

QString MetadataPlaces::local(Role role) const { return directory + u'/' + fileOf(roleName(role)); }

QString MetadataPlaces::localDelegated(const QString &role) const
{
    return delegatedDirectory + u'/' + fileOf(role);
}

} // namespace Hall
