#include "waiting.h"

#include "trust/jsonfields.h"

namespace Hall {

namespace {

    QString chinese(Hold why, const ReleaseTarget &release)
    {
        switch (why) {
        case Hold::Pinned:
            return QStringLiteral("本机已锁定，发布 %1 不会安装；执行 hallctl unpin 解除")
                .arg(release.release);
        case Hold::Rollout:
            return QStringLiteral("发布 %1 正在分批推送（目前 %2%），还没有轮到本机")
                .arg(release.release)
                .arg(release.rolloutPercent);
        case Hold::NotBefore:
            return QStringLiteral("发布 %1 定于 %2 启用")
                .arg(release.release)
                .arg(release.notBefore.toLocalTime().toString(QStringLiteral("yyyy-MM-dd HH:mm")));
        }
        return {};
    }

    QString english(Hold why, const ReleaseTarget &release)
    {
        switch (why) {
        case Hold::Pinned:
            return QStringLiteral("Release %1 is not taken, for this machine is pinned")
                .arg(release.release);
        case Hold::Rollout:
            return QStringLiteral("Release %1 is rolled out to %2 % so far, not to this machine")
                .arg(release.release)
                .arg(release.rolloutPercent);
        case Hold::NotBefore:
            return QStringLiteral("Release %1 is meant for %2 and later")
                .arg(release.release)
                .arg(toMetadataTime(release.notBefore));
        }
        return {};
    }

} // namespace

Waiting waitingFor(Hold why, const ReleaseTarget &release)
{
    return { holdWord(why), chinese(why, release), english(why, release),
        why == Hold::NotBefore ? release.notBefore : QDateTime() };
}

Waiting waitingForHours(const ReleaseTarget &release, const QDateTime &until)
{
    const QString time = until.toLocalTime().toString(QStringLiteral("yyyy-MM-dd HH:mm"));
    return { QStringLiteral("large-hours"),
        QStringLiteral("发布 %1 的大文件要到 %2 才下载，届时自动继续")
            .arg(release.release)
            .arg(time),
        QStringLiteral("Release %1 waits until %2 for its large files")
            .arg(release.release)
            .arg(toMetadataTime(until)),
        until };
}

} // namespace Hall
