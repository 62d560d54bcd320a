#include "publish/commands/command.h"
#include "publish/commands/commands.h"
#include "publish/commands/optionforms.h"
#include "publish/sign/resign.h"
#include "publish/sign/rootchange.h"

#include <QFileInfo>
#include <QTextStream>
#include <cstdio>

namespace Hall {

namespace {

    constexpr Option kTree { "repo", "TREE", "发布目录：让它马上用新的 root" };
    constexpr Option kNewKeyFolder { "to", "DIR", "新密钥放在哪里，默认 --keys 的文件夹" };
    constexpr Option kThreshold { "threshold", "N", "要几把密钥一起签名，默认不变", "",
        OptionForm::positive };

    const QList<Role> kRoles { Role::Root, Role::Targets, Role::Snapshot, Role::Timestamp };

    std::optional<Role> roleIn(const QString &word)
    {
        for (const Role role : kRoles) {
            if (roleName(role) == word) {
                return role;
            }
        }
        return std::nullopt;
    }

    QString roleProblem(const Arguments &arguments)
    {
        return roleIn(arguments.operand())
            ? QString()
            : QStringLiteral("没有角色 %1，写 root、targets、snapshot 或 timestamp")
                  .arg(arguments.operand());
    }

    /// What the commands that make a new root begin with.
    struct Ceremony {
        PublisherKeys keys;
        Root root; ///< the present one
        QDateTime now;
    };

    Result<Ceremony> begin(const Arguments &arguments)
    {
        const SigningPlace place = placeOf(arguments);
        const Result<PublisherKeys> keys = readKeyFolder(place.keys, place.offlineKeys);
        if (!keys) {
            return keys.failure();
        }
        const Result<QList<Root>> roots = rootsOf(keys.value());
        if (!roots) {
            return roots.failure();
        }
        const Root &newest = roots.value().last();
        const QString next = QStringLiteral("%1/%2").arg(
            place.tree, ServedTree::metadata(Role::Root, newest.version + 1));
        if (!place.tree.isEmpty() && QFileInfo::exists(next)) {
            return Failure { next,
                QStringLiteral("密钥文件夹里还没有这份 root，先把它拷过去（%1.root.json）")
                    .arg(newest.version + 1) };
        }
        return Ceremony { keys.value(), newest, place.now };
    }

    // The new root lies whole in the key folder before the tree learns of it: whatever is
    // interrupted, the next resign or build goes on from there.
    Exit finish(const Arguments &arguments, const Ceremony &ceremony, const Root &next)
    {
        const Result<QByteArray> file
            = signedSuccessor(ceremony.root, next, ceremony.keys.held, ceremony.now);
        if (!file) {
            return complain(file.failure());
        }
        const qint64 version = ceremony.root.version + 1;
        const Result<Done> written = writeNewRoot(ceremony.keys.directory, version, file.value());
        if (!written) {
            return complain(written.failure());
        }
        QTextStream out(stdout);
        out << QStringLiteral("第 %1 版 root 已签好，到 %2。\n")
                   .arg(version)
                   .arg(dayOf(ceremony.now.addDays(kRootDays)));
        if (!arguments.has(kTree.name)) {
            out << QStringLiteral("还没有放进发布目录：下次 build 或 resign 会放进去。\n");
            return Exit::Fine;
        }
        const Result<TreeEnds> ends = resignTree(placeOf(arguments));
        if (!ends) {
            return complain(ends.failure());
        }
        out << QStringLiteral("发布目录已改用它，屏幕下次更新时自动换。\n");
        return Exit::Fine;
    }

    // The key is written before the root that names it: a root without its key would lock the
    // publisher out.
    Result<PublicKey> makeKey(const Arguments &arguments, Role role, Ceremony &ceremony)
    {
        const Result<QByteArray> able
            = signedSuccessor(ceremony.root, ceremony.root, ceremony.keys.held, ceremony.now);
        if (!able) {
            return able.failure();
        }
        const SigningKey key = SigningKey::generate();
        const QString folder = arguments.has(kNewKeyFolder.name)
            ? arguments.text(kNewKeyFolder.name)
            : ceremony.keys.directory;
        const Result<QString> path = writeNewKey(folder, roleName(role), key);
        if (!path) {
            return path.failure();
        }
        ceremony.keys.held.append({ path.value(), key });
        QTextStream(stdout) << QStringLiteral("新密钥：%1\n").arg(path.value());
        return key.publicKey();
    }

    Result<Root> withWantedThreshold(const Arguments &arguments, const Root &root, Role role)
    {
        return arguments.has(kThreshold.name)
            ? withThreshold(root, role, arguments.number(kThreshold.name))
            : Result<Root>(root);
    }

    Exit runRotate(const Arguments &arguments)
    {
        const Role role = *roleIn(arguments.operand());
        Result<Ceremony> ceremony = begin(arguments);
        if (!ceremony) {
            return complain(ceremony.failure());
        }
        const Root present = ceremony.value().root;
        const Result<QString> old = keyOf(present, role, arguments.operands().value(1));
        if (!old) {
            return complain(old.failure());
        }
        const Result<PublicKey> fresh = makeKey(arguments, role, ceremony.value());
        if (!fresh) {
            return complain(fresh.failure());
        }
        const Result<Root> next
            = withoutKey(withKey(present, role, fresh.value()), role, old.value());
        return next ? finish(arguments, ceremony.value(), next.value()) : complain(next.failure());
    }

    Exit runAdd(const Arguments &arguments)
    {
        const Role role = *roleIn(arguments.operand());
        Result<Ceremony> ceremony = begin(arguments);
        if (!ceremony) {
            return complain(ceremony.failure());
        }
        const Result<PublicKey> fresh = makeKey(arguments, role, ceremony.value());
        if (!fresh) {
            return complain(fresh.failure());
        }
        const Result<Root> next = withWantedThreshold(
            arguments, withKey(ceremony.value().root, role, fresh.value()), role);
        return next ? finish(arguments, ceremony.value(), next.value()) : complain(next.failure());
    }

    Exit runRevoke(const Arguments &arguments)
    {
        const Role role = *roleIn(arguments.operand());
        const Result<Ceremony> ceremony = begin(arguments);
        if (!ceremony) {
            return complain(ceremony.failure());
        }
        const Root present = ceremony.value().root;
        const Result<QString> old = keyOf(present, role, arguments.operands().value(1));
        if (!old) {
            return complain(old.failure());
        }
        Result<Root> next = withWantedThreshold(arguments, present, role);
        if (next) {
            next = withoutKey(next.value(), role, old.value());
        }
        return next ? finish(arguments, ceremony.value(), next.value()) : complain(next.failure());
    }

    Exit runRenew(const Arguments &arguments)
    {
        const Result<Ceremony> ceremony = begin(arguments);
        return ceremony ? finish(arguments, ceremony.value(), ceremony.value().root)
                        : complain(ceremony.failure());
    }

    Exit runList(const Arguments &arguments)
    {
        const Result<Ceremony> ceremony = begin(arguments);
        if (!ceremony) {
            return complain(ceremony.failure());
        }
        const auto &[keys, root, now] = ceremony.value();
        QTextStream out(stdout);
        out << QStringLiteral("第 %1 版 root，到 %2（还有 %3 天）。\n")
                   .arg(root.version)
                   .arg(dayOf(root.expires))
                   .arg(now.daysTo(root.expires));
        for (const Role role : kRoles) {
            const RoleKeys signers = root.roles.value(role);
            out << QStringLiteral("%1：%2 把中要 %3 把签名\n")
                       .arg(roleName(role))
                       .arg(signers.keyIds.size())
                       .arg(signers.threshold);
            for (const QString &id : signers.keyIds) {
                const QString file = keys.fileOf(id);
                out << QStringLiteral("  %1  %2\n")
                           .arg(id.left(16), file.isEmpty() ? QStringLiteral("不在手边") : file);
            }
        }
        return Exit::Fine;
    }

    Exit runInit(const Arguments &arguments)
    {
        const QString directory = arguments.operand();
        if (arguments.has("county")) {
            const QString name = arguments.text("county");
            const Result<Done> made = makeCountyFolder(directory, name);
            if (!made) {
                return complain(made.failure());
            }
            QTextStream(stdout) << QStringLiteral(
                "%1 的密钥已生成在 %2。%1.pem 只留在本局，%1.pub.json 交给市局登记（delegate）。\n")
                                       .arg(name, directory);
            return Exit::Fine;
        }
        const Result<Done> made = makeKeyFolder(directory, QDateTime::currentDateTimeUtc());
        if (!made) {
            return complain(made.failure());
        }
        QTextStream(stdout) << QStringLiteral(
            "密钥已生成在 %1。root-1、root-2、root-3 分开离线保存（三把中两把才能换钥匙），"
            "root.json 随屏幕程序一起安装。\n")
                                   .arg(directory);
        return Exit::Fine;
    }

} // namespace

QList<Command> keysCommands()
{
    const char *named = "角色（root、targets、snapshot、timestamp），多把时还要密钥编号的开头";
    return {
        { "keys init", "DIR", 1, 1, "生成密钥和第一份 root.json", "一个文件夹",
            { { "county", "NAME", "只生成分县局的一把密钥，名字如 xinbin", "",
                OptionForm::county } },
            runInit },
        { "keys list", "", 0, 0, "哪把密钥管什么，root 到什么时候", "只写选项",
            { kKeys, kOfflineKeys }, runList },
        { "keys rotate", "ROLE [KEYID]", 1, 2, "换一把密钥：生成新的，撤销旧的", named,
            { kKeys, kOfflineKeys, kTree, kNewKeyFolder }, runRotate, roleProblem },
        { "keys add", "ROLE", 1, 1, "加一把密钥", "一个角色",
            { kKeys, kOfflineKeys, kTree, kNewKeyFolder, kThreshold }, runAdd, roleProblem },
        { "keys revoke", "ROLE KEYID", 2, 2, "撤销一把密钥", named,
            { kKeys, kOfflineKeys, kTree, kThreshold }, runRevoke, roleProblem },
        { "keys renew", "", 0, 0, "root 快到期时续一年，密钥不变", "只写选项",
            { kKeys, kOfflineKeys, kTree }, runRenew },
    };
}

} // namespace Hall
