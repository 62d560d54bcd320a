#include "publish/sign/treemetadata.h"

#include "publish/release/durablefiles.h"
#include "publish/sign/bundles.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <algorithm>

namespace Hall {

namespace {

    constexpr qint64 kMaxMetadataBytes = 8 * 1024 * 1024;

    Failure distrust(const TrustFailure &failure)
    {
        return Failure { failure.where,
            QStringLiteral("已有的签名文件不是这套密钥签的，或已损坏（%1）").arg(failure.why) };
    }

    // What the publisher reads may have ended: it is there to be renewed.
    TrustTime patientTime() { return { QDateTime::currentDateTimeUtc(), false }; }

    bool believes(const Root &root, Role role, const QByteArray &file)
    {
        const Result<Envelope> envelope = parseEnvelope(file, roleName(role));
        return envelope
            && checkSignatures(envelope.value(), root.keys, root.roles.value(role), roleName(role))
                   .ok();
    }

} // namespace

/// Files that are not in the tree yet; empty bytes: what is there stays.
struct TreeMetadata::NewFiles {
    QByteArray targets;
    qint64 targetsVersion = 0;
    QByteArray snapshot;
    qint64 snapshotVersion = 0;
};

QDateTime TreeState::soonestExpiry() const
{
    return std::min({ timestampExpires, snapshot.expires, targets.expires });
}

TreeMetadata::TreeMetadata(const QString &directory, const PublisherKeys &keys)
    : m_directory(QDir(directory).absolutePath())
    , m_keys(keys)
{
}

QString TreeMetadata::pathOf(const QString &relative) const
{
    return QDir(m_directory).filePath(relative);
}

Result<QByteArray> TreeMetadata::readFile(const QString &relative) const
{
    return readWhole(pathOf(relative), kMaxMetadataBytes);
}

// A tree that lost only its pointer must not count from 1 again: every kiosk would refuse what
// follows as older than what it has.
Result<TreeState> TreeMetadata::readNew(const Root &root) const
{
    const QStringList own { QStringLiteral("meta"), QStringLiteral("o"), QStringLiteral("t"),
        QStringLiteral("p"), QStringLiteral("u"), QStringLiteral("w") };
    const QStringList entries
        = QDir(m_directory).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
    const bool foreign = std::any_of(entries.cbegin(), entries.cend(),
        [&](const QString &entry) { return !own.contains(entry); });
    if (foreign) {
        return Failure { m_directory,
            QStringLiteral("这里有别的文件，不是发布目录。换一个空的或新的文件夹") };
    }
    for (const char *folder : { "meta", "t", "o" }) {
        QDirIterator files(pathOf(QLatin1String(folder)), QDir::Files | QDir::Hidden,
            QDirIterator::Subdirectories);
        if (files.hasNext()) {
            return Failure { pathOf(ServedTree::metadata(Role::Timestamp, 0)),
                QStringLiteral(
                    "这个文件不见了，但这里已有发布过的内容，不能从第 1 版重来。"
                    "从备份恢复整个 meta 文件夹；从没发布成功过，就清空这个文件夹再来") };
        }
    }
    TreeState state;
    state.root = root;
    state.roots = { root };
    state.snapshot.version = 0;
    state.targets.version = 0;
    return state;
}

// An interrupted publication may have left the next numbers behind; they stay as they are.
qint64 TreeMetadata::nextVersion(Role role, qint64 last) const
{
    qint64 version = last + 1;
    while (QFileInfo(pathOf(ServedTree::metadata(role, version))).isFile()) {
        ++version;
    }
    return version;
}

Result<Done> TreeMetadata::writeOnce(const QString &name, const QByteArray &bytes) const
{
    if (!QFileInfo(pathOf(name)).isFile()) {
        return writeDurably(pathOf(name), bytes);
    }
    const Result<QByteArray> present = readFile(name);
    if (!present) {
        return present.failure();
    }
    return present.value() == bytes
        ? Result<Done>(Done {})
        : Failure { pathOf(name), QStringLiteral("已有内容不同的同名文件，不覆盖。从备份恢复它") };
}

// The key folder's roots, then those that only the tree has: another folder made them.
Result<QList<TrustedMetadata>> TreeMetadata::readRoots() const
{
    auto first = TrustedMetadata::startingFrom(m_keys.roots.first(), patientTime());
    if (!first) {
        return distrust(first.failure());
    }
    QList<TrustedMetadata> chain { first.take() };
    QList<QByteArray> later = m_keys.roots.mid(1);
    while (true) {
        TrustedMetadata next = chain.last();
        const QString name = ServedTree::metadata(Role::Root, next.root().version + 1);
        if (later.isEmpty() && !QFileInfo::exists(pathOf(name))) {
            return chain;
        }
        const Result<QByteArray> file
            = later.isEmpty() ? readFile(name) : Result<QByteArray>(later.takeFirst());
        if (!file) {
            return file.failure();
        }
        if (const auto done = next.updateRoot(file.value()); !done) {
            return distrust(done.failure());
        }
        chain.append(next);
    }
}

qint64 TreeMetadata::treeRoot() const
{
    qint64 newest = 0;
    const QStringList names = QDir(pathOf(QStringLiteral("meta")))
                                  .entryList({ QStringLiteral("*.root.json") }, QDir::Files);
    for (const QString &name : names) {
        newest = std::max(newest, name.section(u'.', 0, 0).toLongLong());
    }
    return newest;
}

Result<TreeState> TreeMetadata::read() const
{
    const Result<QList<TrustedMetadata>> chain = readRoots();
    if (!chain) {
        return chain.failure();
    }
    if (!QFileInfo::exists(pathOf(ServedTree::metadata(Role::Timestamp, 0)))) {
        return readNew(chain.value().last().root());
    }
    TreeState state;
    // A rotation that was broken off, or one that this tree has not seen yet, leaves the signatures
    // to an earlier root.
    const Trusted<Done> newest = readUnder(chain.value().last(), state);
    bool read = newest.ok();
    for (auto stage = chain.value().crbegin() + 1; !read && stage < chain.value().crend();
         ++stage) {
        read = readUnder(*stage, state).ok();
    }
    if (!read) {
        return distrust(newest.failure());
    }
    const qint64 present = treeRoot();
    for (const TrustedMetadata &stage : chain.value()) {
        if (stage.root().version >= present) {
            state.roots.append(stage.root());
        }
    }
    state.root = chain.value().last().root();
    return state;
}

Trusted<Done> TreeMetadata::readUnder(TrustedMetadata metadata, TreeState &state) const
{
    const auto fileOf = [&](Role role, qint64 version) {
        const Result<QByteArray> file = readFile(ServedTree::metadata(role, version));
        return file ? file.value() : QByteArray();
    };
    state.timestampFile = fileOf(Role::Timestamp, 0);
    if (const auto done = metadata.updateTimestamp(state.timestampFile); !done) {
        return done.failure();
    }
    state.snapshotFile = fileOf(Role::Snapshot, metadata.timestamp()->snapshot.version);
    if (const auto done = metadata.updateSnapshot(state.snapshotFile); !done) {
        return done.failure();
    }
    state.targetsFile = fileOf(Role::Targets, metadata.targetsFile().version);
    if (const auto done = metadata.updateTargets(state.targetsFile); !done) {
        return done.failure();
    }
    state.timestampVersion = metadata.timestamp()->version;
    state.timestampExpires = metadata.timestamp()->expires;
    state.snapshot = *metadata.snapshot();
    state.targets = *metadata.targets();
    return Done {};
}

// Keys of every root that some kiosk may still be at while the new one appears.
QList<SigningKey> TreeMetadata::signersOf(const TreeState &state, Role role) const
{
    RoleKeys any;
    for (const Root &root : state.roots) {
        any.keyIds += root.roles.value(role).keyIds;
    }
    return m_keys.signersOf(any);
}

Result<Done> TreeMetadata::canSign(const TreeState &state, const QList<Role> &roles) const
{
    for (const Role role : roles) {
        const RoleKeys needed = state.root.roles.value(role);
        const auto found = m_keys.signersOf(needed).size();
        if (found < needed.threshold) {
            return Failure { m_keys.directory,
                QStringLiteral("缺少 %1 的密钥：要 %2 把，找到 %3 把。"
                               "另外存放的密钥用 --offline-keys 指出")
                    .arg(roleName(role))
                    .arg(needed.threshold)
                    .arg(found) };
        }
    }
    return Done {};
}

Result<Done> TreeMetadata::sign(
    const TreeState &state, const Targets &targets, const QDateTime &now) const
{
    const Result<Done> able = canSign(state, { Role::Targets, Role::Snapshot, Role::Timestamp });
    if (!able) {
        return able;
    }
    Targets next = targets;
    next.version = nextVersion(Role::Targets, state.targets.version);
    next.expires = now.addDays(kTargetsDays);
    NewFiles files;
    files.targets = signedFile(next.toJson(), signersOf(state, Role::Targets));
    files.targetsVersion = next.version;
    Snapshot snapshot = state.snapshot;
    snapshot.version = nextVersion(Role::Snapshot, state.snapshot.version);
    snapshot.expires = now.addDays(kSnapshotDays);
    snapshot.files.insert(
        QStringLiteral("targets.json"), MetaFile::of(next.version, files.targets));
    files.snapshot = signedFile(snapshot.toJson(), signersOf(state, Role::Snapshot));
    files.snapshotVersion = snapshot.version;
    return write(state, files, now);
}

Result<Done> TreeMetadata::resign(
    const TreeState &state, const QDateTime &now, const QMap<QString, MetaFile> &roles) const
{
    if (!believes(state.root, Role::Targets, state.targetsFile)) {
        TreeState with = state;
        for (auto role = roles.cbegin(); role != roles.cend(); ++role) {
            with.snapshot.files.insert(role.key(), role.value());
        }
        return sign(with, state.targets, now);
    }
    const Result<Done> able = canSign(state, { Role::Snapshot, Role::Timestamp });
    if (!able) {
        return able;
    }
    NewFiles files;
    files.snapshotVersion = state.snapshot.version;
    const bool aged = state.snapshot.expires < now.addDays(kSnapshotDays / 2);
    if (aged || !roles.isEmpty() || state.awaitsRoots()
        || !believes(state.root, Role::Snapshot, state.snapshotFile)) {
        Snapshot snapshot = state.snapshot;
        snapshot.version = nextVersion(Role::Snapshot, state.snapshot.version);
        snapshot.expires = now.addDays(kSnapshotDays);
        for (auto role = roles.cbegin(); role != roles.cend(); ++role) {
            snapshot.files.insert(role.key(), role.value());
        }
        files.snapshot = signedFile(snapshot.toJson(), signersOf(state, Role::Snapshot));
        files.snapshotVersion = snapshot.version;
    }
    return write(state, files, now);
}

// The pointer before the roots: it bears the signatures of both, so a kiosk may be at either.
Result<Done> TreeMetadata::bundle(const TreeState &state, const NewFiles &files,
    qint64 timestampVersion, const QDateTime &now) const
{
    if (state.isNew()) {
        return Done {};
    }
    const SignedFiles earlier { state.snapshot.version, state.snapshotFile, state.targets.version,
        state.targetsFile };
    SignedFiles present = earlier;
    if (!files.snapshot.isEmpty()) {
        present.snapshot = files.snapshot;
        present.snapshotVersion = files.snapshotVersion;
    }
    if (!files.targets.isEmpty()) {
        present.targets = files.targets;
        present.targetsVersion = files.targetsVersion;
    }
    return writeBundles(m_directory, earlier, present, timestampVersion, now);
}

Result<Done> TreeMetadata::write(
    const TreeState &state, const NewFiles &files, const QDateTime &now) const
{
    Timestamp timestamp;
    timestamp.version = state.timestampVersion + 1;
    timestamp.expires = now.addDays(kTimestampDays);
    timestamp.issued = now;
    timestamp.snapshot = MetaFile::of(
        files.snapshotVersion, files.snapshot.isEmpty() ? state.snapshotFile : files.snapshot);
    const auto firstRoot = TrustedMetadata::startingFrom(m_keys.roots.first(), patientTime());
    if (!firstRoot) {
        return distrust(firstRoot.failure());
    }
    const qint64 first = firstRoot.value().root().version;
    QList<QPair<QString, QByteArray>> before;
    QList<QPair<QString, QByteArray>> after;
    for (qsizetype i = 0; i < m_keys.roots.size(); ++i) {
        auto &list = i == 0 || state.isNew() ? before : after;
        list.append({ ServedTree::metadata(Role::Root, first + i), m_keys.roots.at(i) });
    }
    if (!files.targets.isEmpty()) {
        before.append({ ServedTree::metadata(Role::Targets, files.targetsVersion), files.targets });
    }
    if (!files.snapshot.isEmpty()) {
        before.append(
            { ServedTree::metadata(Role::Snapshot, files.snapshotVersion), files.snapshot });
    }
    for (const auto &[name, bytes] : std::as_const(before)) {
        if (const Result<Done> written = writeOnce(name, bytes); !written) {
            return written;
        }
    }
    if (const Result<Done> bundled = bundle(state, files, timestamp.version, now); !bundled) {
        return bundled;
    }
    const Result<Done> pointed
        = replaceTimestamp(signedFile(timestamp.toJson(), signersOf(state, Role::Timestamp)));
    if (!pointed) {
        return pointed;
    }
    for (const auto &[name, bytes] : std::as_const(after)) {
        if (const Result<Done> written = writeOnce(name, bytes); !written) {
            return written;
        }
    }
    return Done {};
}

// nginx's ETag is the whole second of the change and the size, so two publications within one
// second would look the same to a kiosk: the new file's time is at least a second later.
Result<Done> TreeMetadata::replaceTimestamp(const QByteArray &bytes) const
{
    const QString path = pathOf(ServedTree::metadata(Role::Timestamp, 0));
    const QDateTime before = QFileInfo(path).lastModified();
    const Result<Done> written = writeDurably(path, bytes);
    QFile file(path);
    if (written && before.isValid() && file.open(QIODevice::ReadWrite)) {
        const QDateTime earliest = before.addSecs(1);
        const QDateTime changed = QFileInfo(path).lastModified();
        if (changed < earliest) {
            file.setFileTime(earliest, QFileDevice::FileModificationTime);
        }
    }
    return written;
}

Result<QList<Root>> rootsOf(const PublisherKeys &keys)
{
    auto trusted = TrustedMetadata::startingFrom(keys.roots.first(), patientTime());
    if (!trusted) {
        return distrust(trusted.failure());
    }
    QList<Root> roots { trusted.value().root() };
    for (const QByteArray &file : keys.roots.mid(1)) {
        if (const auto done = trusted.value().updateRoot(file); !done) {
            return distrust(done.failure());
        }
        roots.append(trusted.value().root());
    }
    return roots;
}

} // namespace Hall
