#include "policy.h"

#include <QCryptographicHash>
#include <QVersionNumber>
#include <QtEndian>
#include <algorithm>

namespace Hall {

namespace {

    constexpr int places = 10000;
    constexpr int placesAPercent = places / 100;

    std::optional<QVersionNumber> versionFrom(const QString &text)
    {
        qsizetype end = 0;
        const QVersionNumber version = QVersionNumber::fromString(text, &end);
        if (version.isNull() || end != text.size())
            return std::nullopt;
        return version.normalized();
    }

} // namespace

QString kioskIdentity(const QString &given, const QByteArray &machineIdFile)
{
    return given.isEmpty() ? QString::fromLatin1(machineIdFile.trimmed()) : given;
}

int rolloutPlace(const QString &salt, const QString &machineId)
{
    if (machineId.isEmpty())
        return places - 1;
    const QByteArray digest
        = QCryptographicHash::hash((salt + machineId).toUtf8(), QCryptographicHash::Sha256);
    return static_cast<int>(qFromBigEndian<quint32>(digest.constData()) % places);
}

QString holdWord(Hold hold)
{
    switch (hold) {
    case Hold::Pinned:
        return QStringLiteral("pinned");
    case Hold::Rollout:
        return QStringLiteral("rollout");
    case Hold::NotBefore:
        return QStringLiteral("not-before");
    }
    return {};
}

std::optional<Hold> holdOf(
    const ReleaseTarget &release, const Machine &machine, const QDateTime &now, bool nothingShown)
{
    if (release.notBefore.isValid() && now < release.notBefore)
        return Hold::NotBefore;
    const qint64 open = release.rolloutPercent * placesAPercent;
    if (!nothingShown && rolloutPlace(release.rolloutSalt, machine.id) >= open)
        return Hold::Rollout;
    return std::nullopt;
}

bool takesDownMore(const ReleaseTarget &release, const QStringList &before)
{
    return std::any_of(release.withdrawn.cbegin(), release.withdrawn.cend(),
        [&before](const QString &id) { return !before.contains(id); });
}

Synced<Done> checkProgram(
    const ReleaseTarget &release, const Machine &machine, const QString &channel)
{
    if (release.schema > machine.schema)
        return SyncFailure { SyncError::Schema, channel,
            QStringLiteral("it has schema %1, this program reads up to %2")
                .arg(release.schema)
                .arg(machine.schema) };
    if (release.minApp.isEmpty())
        return Done {};
    const std::optional<QVersionNumber> least = versionFrom(release.minApp);
    const std::optional<QVersionNumber> have = versionFrom(machine.appVersion);
    if (!least || !have || *have < *least)
        return SyncFailure { SyncError::Schema, channel,
            QStringLiteral("it needs program version %1, this is %2")
                .arg(release.minApp, machine.appVersion) };
    return Done {};
}

Synced<Done> checkNotOlder(
    const ReleaseTarget &release, qint64 highestInstalled, const QString &channel)
{
    if (release.release >= highestInstalled)
        return Done {};
    return SyncFailure { SyncError::Rollback, channel,
        QStringLiteral("release %1 is older than release %2 installed before")
            .arg(release.release)
            .arg(highestInstalled) };
}

} // namespace Hall
