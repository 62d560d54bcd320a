#include "publish/sign/treesession.h"

#include "publish/sign/patches.h"
#include "store/schema.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSet>
#include <algorithm>

namespace Hall {

namespace {

    constexpr auto kFirstChannel = "stable";

    // Stable before all others, the rest by name.
    QStringList inRank(QStringList channels)
    {
        std::sort(channels.begin(), channels.end(), [](const QString &a, const QString &b) {
            const bool first = a == QLatin1String(kFirstChannel);
            const bool second = b == QLatin1String(kFirstChannel);
            return first != second ? first : a < b;
        });
        channels.removeDuplicates();
        return channels;
    }

} // namespace

QString overlayChannel(const QString &name) { return QStringLiteral("overlay-") + name; }

QStringList pathsOf(const Manifest &manifest)
{
    QStringList paths;
    for (const ManifestFile &file : manifest.files) {
        paths << file.path;
    }
    return paths;
}

TreeSession::TreeSession(const SigningPlace &place, const PublisherKeys &keys)
    : m_place(place)
    , m_lock(place.tree)
    , m_files(place.tree)
    , m_metadata(place.tree, keys)
{
}

Result<std::unique_ptr<TreeSession>> TreeSession::open(
    const SigningPlace &place, const QList<Role> &roles, bool mayBeNew)
{
    const Result<PublisherKeys> keys = readKeyFolder(place.keys, place.offlineKeys);
    if (!keys) {
        return keys.failure();
    }
    if (!mayBeNew && !QFileInfo(place.tree).isDir()) {
        return Failure { place.tree, QStringLiteral("没有这个文件夹") };
    }
    if (!QDir().mkpath(place.tree)) {
        return Failure { place.tree, QStringLiteral("文件夹建不了") };
    }
    std::unique_ptr<TreeSession> session(new TreeSession(place, keys.value()));
    if (!session->m_lock.held()) {
        return Failure { place.tree, QStringLiteral("另一个发布正在进行，等它结束再来") };
    }
    Result<TreeState> state = session->m_metadata.read();
    if (!state) {
        return state.failure();
    }
    session->m_state = state.take();
    if (!mayBeNew && session->m_state.isNew()) {
        return Failure { place.tree,
            QStringLiteral("这里还没有发布过，先用 build --repo 发布一版") };
    }
    const Result<Done> able = session->m_metadata.canSign(session->m_state, roles);
    return able ? Result<std::unique_ptr<TreeSession>>(std::move(session)) : able.failure();
}

Result<Target> TreeSession::releaseOn(const QString &channel) const
{
    const auto found = m_state.targets.targets.constFind(ServedTree::manifestTarget(channel));
    if (found == m_state.targets.targets.cend() || !isChannelName(channel)) {
        return Failure { channel,
            QStringLiteral("发布目录里没有这个渠道，有的是：%1")
                .arg(channelsOf(m_state.targets).join(QStringLiteral("、"))) };
    }
    return *found;
}

std::optional<Delegation> TreeSession::delegationOf(const QString &name) const
{
    const Delegations &delegations = m_state.targets.delegations;
    for (const DelegatedRole &role : delegations.roles) {
        if (role.name == name) {
            return Delegation { role, delegations.keys };
        }
    }
    return std::nullopt;
}

Result<QList<OverlayState>> TreeSession::overlays() const
{
    QList<OverlayState> overlays;
    for (const DelegatedRole &role : m_state.targets.delegations.roles) {
        const auto file = m_state.snapshot.files.constFind(role.name + QStringLiteral(".json"));
        if (file == m_state.snapshot.files.cend()) {
            continue;
        }
        const auto overlay = overlayOf({ role, m_state.targets.delegations.keys }, *file);
        if (!overlay) {
            return overlay.failure();
        }
        if (overlay.value()) {
            overlays.append(*overlay.value());
        }
    }
    return overlays;
}

// A county's key that was exchanged leaves a file nobody believes until the county signs anew.
Result<std::optional<OverlayState>> TreeSession::overlayOf(
    const Delegation &delegation, const MetaFile &announced) const
{
    const QString name = delegation.role.name;
    QFile file(QDir(m_place.tree).filePath(ServedTree::delegatedMetadata(name, announced.version)));
    if (!file.open(QIODevice::ReadOnly)) {
        return Failure { file.fileName(), file.errorString() };
    }
    const Result<Envelope> envelope = parseEnvelope(file.readAll(), name);
    if (!envelope) {
        return envelope.failure();
    }
    if (!checkSignatures(envelope.value(), delegation.keys, delegation.role.keys, name)) {
        return std::optional<OverlayState>();
    }
    const Result<Targets> targets = Targets::fromJson(envelope.value().body, name);
    if (!targets) {
        return targets.failure();
    }
    TreeState state = m_state;
    state.targets = targets.value();
    const Result<Manifest> manifest = m_files.manifestOf(state, overlayChannel(name));
    if (!manifest) {
        return manifest.failure();
    }
    const QString path = ServedTree::manifestTarget(overlayChannel(name));
    return std::optional<OverlayState>(
        { name, targets.value().targets.value(path), manifest.value() });
}

// A tree from before the channels had lists of their own: its one list is that of each.
Result<Manifest> TreeSession::webFilesOf(const QString &channel) const
{
    const bool own
        = m_state.targets.targets.contains(ServedTree::manifestTarget(webTargetName(channel)));
    return m_files.manifestOf(m_state, own ? webTargetName(channel) : webTargetName());
}

Result<Manifest> TreeSession::webFilesOfAll(const QList<NewRelease> &releases) const
{
    QStringList channels = channelsOf(m_state.targets);
    for (const NewRelease &release : releases) {
        channels << release.channel;
    }
    Manifest all;
    all.schema = kReleaseSchema;
    QSet<QString> paths;
    for (const QString &channel : inRank(channels)) {
        const auto fresh = std::find_if(releases.cbegin(), releases.cend(),
            [&](const NewRelease &release) { return release.channel == channel; });
        const Result<Manifest> list
            = fresh == releases.cend() ? webFilesOf(channel) : Result<Manifest>(fresh->webFiles);
        if (!list) {
            return list.failure();
        }
        all.release = std::max(all.release, list.value().release);
        for (const ManifestFile &file : list.value().files) {
            if (!paths.contains(file.path)) {
                paths.insert(file.path);
                all.files.append(file);
            }
        }
    }
    return all;
}

Result<Done> TreeSession::renewPatches(Manifest &manifest, const QString &channel) const
{
    for (ManifestFile &file : manifest.files) {
        file.patches.clear();
    }
    Progress progress;
    return Patches(m_place.tree, m_files)
        .addTo(manifest, m_files.lastManifests(m_state, channel, kPatchedFrom), progress);
}

Result<Done> TreeSession::publish(const QList<NewRelease> &releases) const
{
    Result<Manifest> all = webFilesOfAll(releases);
    if (!all) {
        return all.failure();
    }
    QMap<QString, Target> targets = m_state.targets.targets;
    QList<NewRelease> lists { { webTargetName(), all.value(), {}, {} } };
    for (const NewRelease &release : releases) {
        lists.append(release);
        lists.append({ webTargetName(release.channel), release.webFiles, {}, {} });
    }
    for (const NewRelease &list : std::as_const(lists)) {
        const Result<Target> target = m_files.addManifest(list.files, list.channel, list.notes);
        if (!target) {
            return target.failure();
        }
        targets.insert(ServedTree::manifestTarget(list.channel), target.value());
    }
    for (const ManifestFile &file : all.value().files) {
        if (m_files.hasWebFile(file)) {
            continue;
        }
        const Result<QByteArray> bytes = m_files.objectOf(file);
        const Result<Done> added
            = bytes ? m_files.addWebFile(file.path, bytes.value()) : Result<Done>(bytes.failure());
        if (!added) {
            return added;
        }
    }
    const Result<Done> done = signTargets(targets);
    if (done) {
        m_files.dropOtherWebFiles(pathsOf(all.value()));
    }
    return done;
}

Result<Done> TreeSession::signTargets(const QMap<QString, Target> &targets) const
{
    Targets next = m_state.targets;
    next.targets = targets;
    return m_metadata.sign(m_state, next, m_place.now);
}

} // namespace Hall
