#include "publish/sign/keyfolder.h"

#include "publish/release/durablefiles.h"
#include "trust/canonicaljson.h"
#include "trust/metadata.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace Hall {

namespace {

    constexpr int kRootThreshold = 2;
    constexpr qint64 kMaxKeyBytes = 64 * 1024;

    QStringList rootNames()
    {
        return { QStringLiteral("root-1.pem"), QStringLiteral("root-2.pem"),
            QStringLiteral("root-3.pem") };
    }

    QString fileOf(Role role) { return roleName(role) + QStringLiteral(".pem"); }

    // O_EXCL and the mode in one call: a key is never readable by others and never overwritten.
    Result<Done> writeSecret(const QString &path, const QByteArray &bytes)
    {
        const int file = ::open(QFile::encodeName(path).constData(),
            O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
        if (file < 0) {
            return Failure { path, QString::fromLocal8Bit(std::strerror(errno)) };
        }
        const bool written = ::write(file, bytes.constData(), static_cast<size_t>(bytes.size()))
                == static_cast<ssize_t>(bytes.size())
            && ::fsync(file) == 0;
        ::close(file);
        return written ? Result<Done>(Done {}) : Failure { path, QStringLiteral("写不进去") };
    }

    // A folder that holds a key already, or the reason why it cannot be made.
    Result<Done> makeEmptyFolder(const QString &directory)
    {
        const QDir folder(directory);
        const QStringList existing = folder.entryList(
            { QStringLiteral("*.pem"), QStringLiteral("*root.json") }, QDir::Files | QDir::Hidden);
        if (!existing.isEmpty()) {
            return Failure { folder.filePath(existing.first()),
                QStringLiteral("这里已有密钥，不覆盖。丢了旧密钥，所有屏幕都要重新装") };
        }
        if (!QDir().mkpath(directory)) {
            return Failure { directory, QStringLiteral("文件夹建不了") };
        }
        QFile::setPermissions(directory, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        return Done {};
    }

    // root.json first, then 2.root.json and so on, as far as there are any.
    Result<QList<QByteArray>> readRoots(const QDir &folder)
    {
        const Result<QByteArray> first
            = readWhole(folder.filePath(QStringLiteral("root.json")), kMaxKeyBytes);
        if (!first) {
            return first.failure();
        }
        static const QRegularExpression form(QStringLiteral("^([1-9][0-9]{0,8})\\.root\\.json$"));
        QMap<int, QString> later;
        const QStringList names = folder.entryList({ QStringLiteral("*.root.json") }, QDir::Files);
        for (const QString &name : names) {
            const auto match = form.match(name);
            if (match.hasMatch()) {
                later.insert(match.captured(1).toInt(), name);
            }
        }
        QList<QByteArray> roots { first.value() };
        for (const QString &name : std::as_const(later)) {
            const Result<QByteArray> root = readWhole(folder.filePath(name), kMaxKeyBytes);
            if (!root) {
                return root.failure();
            }
            roots.append(root.value());
        }
        return roots;
    }

    struct NewKeys {
        QList<SigningKey> root { SigningKey::generate(), SigningKey::generate(),
            SigningKey::generate() };
        SigningKey targets = SigningKey::generate();
        SigningKey snapshot = SigningKey::generate();
        SigningKey timestamp = SigningKey::generate();
    };

    QByteArray firstRoot(const NewKeys &keys, const QDateTime &now)
    {
        Root root;
        root.version = 1;
        root.expires = now.addDays(kRootDays);
        QList<PublicKey> signers;
        for (const SigningKey &key : keys.root) {
            signers.append(key.publicKey());
        }
        root.authorise(Role::Root, signers, kRootThreshold);
        root.authorise(Role::Targets, { keys.targets.publicKey() });
        root.authorise(Role::Snapshot, { keys.snapshot.publicKey() });
        root.authorise(Role::Timestamp, { keys.timestamp.publicKey() });
        return signedFile(root.toJson(), keys.root);
    }

} // namespace

QList<SigningKey> PublisherKeys::signersOf(const RoleKeys &role) const
{
    QList<SigningKey> signers;
    QStringList seen;
    for (const HeldKey &one : held) {
        const QString id = one.key.publicKey().id();
        if (role.keyIds.contains(id) && !seen.contains(id)) {
            seen << id;
            signers.append(one.key);
        }
    }
    return signers;
}

QString PublisherKeys::fileOf(const QString &keyId) const
{
    const auto found = std::find_if(held.cbegin(), held.cend(),
        [&](const HeldKey &one) { return one.key.publicKey().id() == keyId; });
    return found == held.cend() ? QString() : found->file;
}

Result<Done> makeKeyFolder(const QString &directory, const QDateTime &now)
{
    const Result<Done> empty = makeEmptyFolder(directory);
    if (!empty) {
        return empty;
    }
    const QDir folder(directory);
    const NewKeys keys;
    QList<QPair<QString, QByteArray>> files;
    for (qsizetype i = 0; i < keys.root.size(); ++i) {
        files.append({ rootNames().at(i), keys.root.at(i).toPem() });
    }
    files.append({ fileOf(Role::Targets), keys.targets.toPem() });
    files.append({ fileOf(Role::Snapshot), keys.snapshot.toPem() });
    files.append({ fileOf(Role::Timestamp), keys.timestamp.toPem() });
    for (const auto &[name, bytes] : std::as_const(files)) {
        const Result<Done> written = writeSecret(folder.filePath(name), bytes);
        if (!written) {
            return written;
        }
    }
    // The root holds no secret: it is what every kiosk ships.
    return writeDurably(folder.filePath(QStringLiteral("root.json")), firstRoot(keys, now));
}

Result<Done> makeCountyFolder(const QString &directory, const QString &name)
{
    const Result<Done> empty = makeEmptyFolder(directory);
    if (!empty) {
        return empty;
    }
    const SigningKey key = SigningKey::generate();
    const Result<Done> written
        = writeSecret(QDir(directory).filePath(name + QStringLiteral(".pem")), key.toPem());
    return written ? writeDurably(QDir(directory).filePath(name + QStringLiteral(".pub.json")),
               canonicalJson(key.publicKey().toJson()))
                   : written;
}

Result<QList<HeldKey>> readHeldKeys(const QString &directory)
{
    const QDir folder(directory);
    if (!folder.exists()) {
        return Failure { directory, QStringLiteral("没有这个文件夹") };
    }
    QList<HeldKey> held;
    const QStringList names
        = folder.entryList({ QStringLiteral("*.pem") }, QDir::Files, QDir::Name);
    for (const QString &name : names) {
        const Result<QByteArray> pem = readWhole(folder.filePath(name), kMaxKeyBytes);
        if (!pem) {
            return pem.failure();
        }
        const Result<SigningKey> key = SigningKey::fromPem(pem.value(), folder.filePath(name));
        if (!key) {
            return Failure { key.failure().where,
                QStringLiteral("不是可用的密钥（%1）").arg(key.failure().why) };
        }
        held.append({ folder.filePath(name), key.value() });
    }
    return held;
}

Result<PublisherKeys> readKeyFolder(const QString &directory, const QStringList &further)
{
    if (QFileInfo(directory).isFile()) {
        const Result<QByteArray> root = readWhole(directory, kMaxKeyBytes);
        return root ? Result<PublisherKeys>(PublisherKeys { directory, { root.value() }, {} })
                    : root.failure();
    }
    const Result<QList<QByteArray>> roots = readRoots(QDir(directory));
    if (!roots) {
        return roots.failure();
    }
    PublisherKeys keys { directory, roots.value(), {} };
    for (const QString &folder : QStringList { directory } + further) {
        const Result<QList<HeldKey>> held = readHeldKeys(folder);
        if (!held) {
            return held.failure();
        }
        keys.held += held.value();
    }
    return keys;
}

Result<QString> writeNewKey(const QString &directory, const QString &role, const SigningKey &key)
{
    if (!QDir().mkpath(directory)) {
        return Failure { directory, QStringLiteral("文件夹建不了") };
    }
    const QString path = QDir(directory).filePath(
        QStringLiteral("%1-%2.pem").arg(role, key.publicKey().id().left(8)));
    Result<Done> written = writeSecret(path, key.toPem());
    if (written) {
        written = syncFolder(directory);
    }
    return written ? Result<QString>(path) : written.failure();
}

Result<Done> writeNewRoot(const QString &directory, qint64 version, const QByteArray &root)
{
    const QString path = QDir(directory).filePath(QStringLiteral("%1.root.json").arg(version));
    if (QFile::exists(path)) {
        return Failure { path, QStringLiteral("已有这个文件，不覆盖") };
    }
    return writeDurably(path, root);
}

} // namespace Hall
