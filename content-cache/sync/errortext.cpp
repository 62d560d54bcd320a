#include "errortext.h"

namespace Hall {

namespace {

    struct Wording {
        const char *chinese;
        const char *chineseAdvice;
        const char *advice;
    };

    Wording wordingOf(SyncError error)
    {
        switch (error) {
        case SyncError::Offline:
            return { "连不上服务器", "检查网线、网络和服务器地址；网络恢复后会自动继续。",
                "Check the cable, the network and the server's address; it goes on by itself." };
        case SyncError::Http:
            return { "服务器没有给出文件", "会自动重试；一直不好时请联系服务器管理员。",
                "It tries again by itself; if it lasts, ask the server's operator." };
        case SyncError::Stalled:
            return { "连接停滞，收不到数据", "会自动重试；经常出现时请检查线路质量。",
                "It tries again by itself; if it comes often, check the line." };
        case SyncError::Certificate:
            return { "服务器的证书不被本机信任",
                "先核对本机日期；日期无误则检查服务器证书和本机的 --ca 文件。",
                "Check this machine's date, then the server's certificate and the --ca file." };
        case SyncError::Later:
            return { "大文件要等到规定钟点才下载", "到时会自动继续。",
                "It goes on by itself when its hours come." };
        case SyncError::NoSpace:
            return { "磁盘空间不足", "清出磁盘空间后会自动继续，已显示的内容不受影响。",
                "Free some disk space; it goes on by itself, what is shown stays." };
        case SyncError::BadSignature:
            return { "签名不是发布单位的", "内容已拒收。可能有人冒充服务器，请报告负责人。",
                "It was refused. Somebody may pose as the server: report it." };
        case SyncError::Threshold:
            return { "签名的密钥数量不够", "内容已拒收，请报告负责人。",
                "It was refused: report it." };
        case SyncError::Expired:
            return { "发布单位的签名已过期",
                "先核对本机日期；日期无误则请发布单位重新签名。已显示的内容不受影响。",
                "Check this machine's date; if it is right, the publisher has to sign anew." };
        case SyncError::Rollback:
            return { "服务器给出的内容比本机的旧", "内容已拒收，请报告负责人。",
                "It was refused: report it." };
        case SyncError::CorruptObject:
            return { "文件与签名时的不一致", "会自动重新获取；反复出现请报告负责人。",
                "It is fetched again by itself; if it comes again and again, report it." };
        case SyncError::TooLarge:
            return { "文件比签名时的长", "内容已拒收；反复出现请报告负责人。",
                "It was refused; if it comes again and again, report it." };
        case SyncError::BadMetadata:
            return { "签名文件之间对不上",
                "多为服务器正在更新，会自动重试；一直不好请联系发布人员。",
                "Often the server is just being updated; if it lasts, ask the publisher." };
        case SyncError::BadManifest:
            return { "发布内容的文件清单不合要求", "请联系发布人员。", "Ask the publisher." };
        case SyncError::Schema:
            return { "这次发布需要别的程序版本", "请升级本机程序，升级前继续显示原内容。",
                "Upgrade the programs of this machine; until then the old content stays." };
        case SyncError::Io:
            return { "本机文件读写失败", "检查磁盘是否损坏、是否只读以及目录权限。",
                "Check the disk, whether it is read-only, and the directory's owner." };
        case SyncError::Cancelled:
            return { "更新已被中止", "稍后会自动继续。", "It goes on by itself later." };
        case SyncError::Pinned:
            return { "本机已锁定在当前发布", "需要更新时执行 hallctl unpin。",
                "To let updates come, run hallctl unpin." };
        }
        return { "未知错误", "", "" };
    }

} // namespace

QString chineseSentence(const SyncFailure &failure)
{
    QString text
        = QStringLiteral("%1（%2：%3）")
              .arg(QString::fromUtf8(wordingOf(failure.error).chinese), failure.where, failure.why);
    // As in sentence(): names from a server must not move a terminal's cursor.
    for (QChar &c : text) {
        if (c.category() == QChar::Other_Control)
            c = u'?';
    }
    return text;
}

Advice adviceOn(SyncError error)
{
    const Wording wording = wordingOf(error);
    return { QString::fromUtf8(wording.chineseAdvice), QString::fromLatin1(wording.advice) };
}

bool isSecurityEvent(SyncError error)
{
    return error == SyncError::BadSignature || error == SyncError::Threshold
        || error == SyncError::Rollback;
}

} // namespace Hall
