#include "servedtree.h"

#include <QUrl>

namespace Hall {

QString roleName(Role role)
{
    switch (role) {
    case Role::Root:
        return QStringLiteral("root");
    case Role::Timestamp:
        return QStringLiteral("timestamp");
    case Role::Snapshot:
        return QStringLiteral("snapshot");
    case Role::Targets:
        return QStringLiteral("targets");
    }
    return {};
}

namespace ServedTree {

    QString metadata(Role role, qint64 version)
    {
        if (role == Role::Timestamp)
            return QStringLiteral("meta/timestamp.json");
        return QStringLiteral("meta/%1.%2.json").arg(version).arg(roleName(role));
    }

    QString delegatedMetadata(const QString &role, qint64 version)
    {
        return QStringLiteral("meta/%1.").arg(version)
            + QString::fromLatin1(QUrl::toPercentEncoding(role)) + QStringLiteral(".json");
    }

    QString manifestTarget(const QString &channel)
    {
        return channel + QStringLiteral(".manifest.zst");
    }

    QString manifest(const QString &channel, const QString &sha256)
    {
        return QStringLiteral("t/%1.%2").arg(sha256, manifestTarget(channel));
    }

    QString object(const QString &sha256)
    {
        return QStringLiteral("o/%1/%2").arg(sha256.left(2), sha256);
    }

    QString compressedObject(const QString &sha256)
    {
        return object(sha256) + QStringLiteral(".zst");
    }

    QString patch(const QString &from, const QString &to)
    {
        return QStringLiteral("p/%1-%2.zst").arg(from.left(16), to);
    }

    QString bundle(qint64 version, const QString &channel, const QString &base)
    {
        return QStringLiteral("u/%1.%2.%3.zst")
            .arg(QString::number(version), channel, base.left(16));
    }

    QString manifestText(const QString &channel, const QString &sha256)
    {
        return QStringLiteral("t/%1.%2.manifest.json").arg(sha256, channel);
    }

} // namespace ServedTree

} // namespace Hall
