#include "tufrepository.h"

#include "trust/digest.h"

#include <QUrl>

namespace Hall::Test {

namespace {

    const QString rootName = QStringLiteral("root");
    const QString timestampName = QStringLiteral("timestamp");
    const QString snapshotName = QStringLiteral("snapshot");
    const QString targetsName = QStringLiteral("targets");

    QString encoded(const QString &name, const QByteArray &plain = {})
    {
        return QString::fromLatin1(QUrl::toPercentEncoding(name, plain));
    }

    Role topRole(const QString &name)
    {
        for (const Role role : { Role::Root, Role::Timestamp, Role::Snapshot, Role::Targets }) {
            if (roleName(role) == name)
                return role;
        }
        qFatal("%s is no top-level role", qPrintable(name));
    }

} // namespace

TufRepository::TufRepository()
    : now(QDateTime::fromString(QStringLiteral("2026-11-22T12:00:00Z"), Qt::ISODate))
{
    m_targets.insert(targetsName, {});
    for (const QString &role : { rootName, timestampName, snapshotName, targetsName }) {
        authorise(role, { SigningKey::generate() });
        headOf(role).expires = now.addDays(30);
    }
    publish({ targetsName, snapshotName, timestampName, rootName });
}

void TufRepository::authorise(const QString &role, const QList<SigningKey> &keys,
    const QList<SigningKey> &signing, qint64 threshold)
{
    QList<PublicKey> publicKeys;
    for (const SigningKey &key : keys)
        publicKeys.append(key.publicKey());
    root.authorise(topRole(role), publicKeys, threshold);
    signers.insert(role, signing.isEmpty() ? keys : signing);
}

void TufRepository::delegate(
    const QString &from, const QString &name, const QStringList &paths, bool terminating)
{
    const SigningKey key
        = signers.contains(name) ? signers.value(name).constFirst() : SigningKey::generate();
    m_targets[from].delegations.delegate(name, { key.publicKey() }, paths, terminating);
    signers.insert(name, { key });
    m_targets[name].expires = now.addDays(30);
}

void TufRepository::addTarget(const QString &role, const QString &path, const QByteArray &content)
{
    m_targets[role].targets.insert(path, Target::of(content, {}));
    QString file = encoded(path, "/");
    if (root.consistentSnapshot)
        file.insert(file.lastIndexOf(u'/') + 1, sha256Hex(content) + u'.');
    served.insert(QStringLiteral("targets/") + file, content);
}

MetadataHead &TufRepository::headOf(const QString &role)
{
    if (role == rootName)
        return root;
    if (role == timestampName)
        return timestamp;
    if (role == snapshotName)
        return snapshot;
    return m_targets[role];
}

QJsonObject TufRepository::bodyOf(const QString &role) const
{
    if (role == rootName)
        return root.toJson();
    if (role == timestampName)
        return timestamp.toJson();
    if (role == snapshotName)
        return snapshot.toJson();
    return m_targets.value(role).toJson();
}

QString TufRepository::nameOf(const QString &role) const
{
    const qint64 version = bodyOf(role).value(u"version").toInteger();
    const bool numbered = role == rootName || (root.consistentSnapshot && role != timestampName);
    return QStringLiteral("metadata/") + (numbered ? QString::number(version) + u'.' : QString())
        + encoded(role) + QStringLiteral(".json");
}

MetaFile TufRepository::entryOf(const QString &role) const
{
    const qint64 version = bodyOf(role).value(u"version").toInteger();
    return tellDigests ? MetaFile::of(version, fileOf(role)) : MetaFile { version, {}, {} };
}

void TufRepository::publish(const QStringList &roles)
{
    for (const QString &role : roles) {
        if (m_published.contains(role))
            ++headOf(role).version;
        else
            m_published.append(role);
        publishAsIs({ role });
    }
}

void TufRepository::publishAsIs(const QStringList &roles)
{
    for (const QString &role : roles) {
        served.insert(nameOf(role), signedFile(bodyOf(role), signers.value(role)));
        if (role == snapshotName)
            timestamp.snapshot = entryOf(role);
        else if (role != rootName && role != timestampName)
            snapshot.files.insert(role + QStringLiteral(".json"), entryOf(role));
    }
}

} // namespace Hall::Test
