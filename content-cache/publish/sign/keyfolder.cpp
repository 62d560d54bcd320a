#include "publish/sign/keyfolder.h"

#include "trust/metadata.h"

#include <QDir>
#include <QFile>
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

    Result<QByteArray> readWhole(const QString &path)
    {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly)) {
            return Failure { path, QStringLiteral("读不出来：%1").arg(file.errorString()) };
        }
        return file.read(kMaxKeyBytes);
    }

    Result<SigningKey> readKey(const QString &directory, Role role)
    {
        const QString path = QDir(directory).filePath(fileOf(role));
        const Result<QByteArray> pem = readWhole(path);
        return pem ? SigningKey::fromPem(pem.value(), path) : Result<SigningKey>(pem.failure());
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

Result<Done> makeKeyFolder(const QString &directory, const QDateTime &now)
{
    const QDir folder(directory);
    const QStringList existing = folder.entryList(
        { QStringLiteral("*.pem"), QStringLiteral("root.json") }, QDir::Files | QDir::Hidden);
    if (!existing.isEmpty()) {
        return Failure { folder.filePath(existing.first()),
            QStringLiteral("这里已有密钥，不覆盖。丢了旧密钥，所有屏幕都要重新装") };
    }
    if (!QDir().mkpath(directory)) {
        return Failure { directory, QStringLiteral("文件夹建不了") };
    }
    QFile::setPermissions(directory, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    const NewKeys keys;
    QList<QPair<QString, QByteArray>> files;
    for (qsizetype i = 0; i < keys.root.size(); ++i) {
        files.append({ rootNames().at(i), keys.root.at(i).toPem() });
    }
    files.append({ fileOf(Role::Targets), keys.targets.toPem() });
    files.append({ fileOf(Role::Snapshot), keys.snapshot.toPem() });
    files.append({ fileOf(Role::Timestamp), keys.timestamp.toPem() });
    files.append({ QStringLiteral("root.json"), firstRoot(keys, now) });
    for (const auto &[name, bytes] : std::as_const(files)) {
        const Result<Done> written = writeSecret(folder.filePath(name), bytes);
        if (!written) {
            return written;
        }
    }
    // The root holds no secret: it is what every kiosk ships.
    QFile::setPermissions(folder.filePath(QStringLiteral("root.json")),
        QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup | QFile::ReadOther);
    return Done {};
}

Result<PublisherKeys> readKeyFolder(const QString &directory)
{
    const Result<QByteArray> root
        = readWhole(QDir(directory).filePath(QStringLiteral("root.json")));
    if (!root) {
        return root.failure();
    }
    const Result<SigningKey> targets = readKey(directory, Role::Targets);
    const Result<SigningKey> snapshot = readKey(directory, Role::Snapshot);
    const Result<SigningKey> timestamp = readKey(directory, Role::Timestamp);
    for (const auto *key : { &targets, &snapshot, &timestamp }) {
        if (!*key) {
            return key->failure();
        }
    }
    return PublisherKeys { root.value(), targets.value(), snapshot.value(), timestamp.value() };
}

} // namespace Hall
