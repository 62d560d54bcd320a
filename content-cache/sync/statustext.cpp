#include "statustext.h"

#include "terminalprogress.h"

#include <QJsonArray>
#include <array>

namespace Hall {

namespace {

    // Chooses the words of one language.
    struct Words {
        Language language;

        QString operator()(const char *chinese, const char *english) const
        {
            return language == Language::Chinese ? QString::fromUtf8(chinese)
                                                 : QString::fromUtf8(english);
        }

        // Sentences stand in the status in both languages.
        QString sentence(const QJsonObject &of, const QString &key) const
        {
            return language == Language::Chinese ? of[key + QStringLiteral("_zh")].toString()
                                                 : of[key].toString();
        }
    };

    QDateTime timeIn(const QJsonObject &status, const char *key)
    {
        return QDateTime::fromString(status[QString::fromLatin1(key)].toString(), Qt::ISODate);
    }

    QString moment(const QDateTime &at)
    {
        return at.toLocalTime().toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
    }

    QString phaseText(const QString &phase, const Words &words)
    {
        if (phase == u"checking")
            return words("正在检查", "checking");
        if (phase == u"fetching")
            return words("正在下载", "fetching");
        if (phase == u"installing")
            return words("正在安装", "installing");
        return words("空闲", "idle");
    }

    QString clockText(const QString &clock, const Words &words)
    {
        if (clock == u"synchronised")
            return words("已同步", "synchronised");
        if (clock == u"behind")
            return words("比签名时间还早，明显不对；暂按签名时间计",
                "behind the signed time, certainly wrong; the signed time counts");
        return words("未同步（过期只作提醒）", "not synchronised (expiry only warns)");
    }

    QString shownText(const QJsonObject &status, const Words &words)
    {
        const qint64 release = status[u"release_shown"].toInteger();
        if (release > 0)
            return words("发布 %1（%2，%3 安装）", "release %1 (%2, installed %3)")
                .arg(release)
                .arg(status[u"generation"].toString(), moment(timeIn(status, "installed_at")));
        return status[u"shown_from"] == QStringLiteral("factory")
            ? words("出厂内容（还没有收到过发布）", "the factory content (no release has come yet)")
            : words("没有内容（还没有收到过发布，也没有出厂内容）",
                "nothing (no release has come yet, and there is no factory content)");
    }

    // Lines of `label  text`, the label padded to one width.
    class Lines {
    public:
        explicit Lines(Language language)
            : m_language(language)
        {
        }

        void add(const QString &label, const QString &text)
        {
            if (text.isEmpty())
                return;
            // Han characters take two columns.
            constexpr qsizetype columns = 10;
            const qsizetype width
                = m_language == Language::Chinese ? label.size() * 2 : label.size();
            m_text += label + QString(std::max<qsizetype>(columns - width, 0), u' ')
                + QStringLiteral("  ") + text + u'\n';
        }

        const QString &text() const { return m_text; }

    private:
        Language m_language;
        QString m_text;
    };

    void addError(Lines &lines, const QJsonObject &status, const Words &words)
    {
        const QJsonObject error = status[u"last_error"].toObject();
        if (error.isEmpty())
            return;
        lines.add(words("最近错误", "error"), words.sentence(error, QStringLiteral("sentence")));
        lines.add(words("发生时间", "at"), moment(timeIn(error, "at")));
        lines.add(words("处理办法", "to do"), words.sentence(error, QStringLiteral("advice")));
    }

    void addOutbox(Lines &lines, const QJsonObject &status, const Words &words)
    {
        const QJsonObject outbox = status[u"outbox"].toObject();
        if (outbox.isEmpty())
            return;
        lines.add(words("上报", "outbox"),
            words("%1 个待发，已发 %2 个，放弃 %3 个，搁置 %4 个",
                "%1 waiting, %2 sent, %3 given up, %4 set aside")
                .arg(outbox[u"waiting"].toInteger())
                .arg(outbox[u"sent"].toInteger())
                .arg(outbox[u"lost"].toInteger())
                .arg(outbox[u"set_aside"].toInteger()));
        const QString trouble = outbox[u"sentence"].toString();
        lines.add(words("上报受阻", "held up"), trouble);
    }

    void addAlarms(Lines &lines, const QJsonObject &status, const Words &words)
    {
        const QJsonObject events = status[u"security_events"].toObject();
        QStringList texts;
        for (auto it = events.constBegin(); it != events.constEnd(); ++it)
            texts.append(QStringLiteral("%1 × %2").arg(it.key()).arg(it.value().toInteger()));
        lines.add(words("安全事件", "security"), texts.join(QStringLiteral(", ")));
        const QString key = words.language == Language::Chinese ? QStringLiteral("warnings_zh")
                                                                : QStringLiteral("warnings");
        for (const QJsonValue &warning : status[key].toArray())
            lines.add(words("提醒", "warning"), warning.toString());
    }

} // namespace

QString agoText(const QDateTime &then, const QDateTime &now, Language language)
{
    const Words words { language };
    const qint64 seconds = then.secsTo(now);
    if (seconds < 0)
        return moment(then);
    if (seconds < 90)
        return words("%1 秒前", "%1 seconds ago").arg(seconds);
    if (seconds < 90 * 60)
        return words("%1 分钟前", "%1 minutes ago").arg(seconds / 60);
    if (seconds < 36 * 3600)
        return words("%1 小时前", "%1 hours ago").arg(seconds / 3600);
    return words("%1 天前", "%1 days ago").arg(seconds / 86400);
}

QString progressText(const QJsonObject &status, Language language)
{
    constexpr qint64 width = 24;
    const Words words { language };
    const QString phase = status[u"phase"].toString();
    const qint64 total = status[u"bytes_total"].toInteger();
    QString line = phaseText(phase, words);
    if (phase != u"fetching" || total <= 0)
        return line;
    const qint64 done = std::min(status[u"bytes_done"].toInteger(), total);
    const qint64 filled = done * width / total;
    line += QStringLiteral("  [%1%2] %3%  %4 / %5")
                .arg(QString(filled, u'#'), QString(width - filled, u'-'))
                .arg(done * 100 / total, 3)
                .arg(bytesText(done), bytesText(total));
    if (const qint64 rate = status[u"rate"].toInteger(); rate > 0)
        line += QStringLiteral("  %1/s").arg(bytesText(rate));
    if (const qint64 left = status[u"eta_seconds"].toInteger(); left >= 0)
        line += words("  还要 %1 秒", "  %1 s left").arg(left);
    return line;
}

QString statusText(const QJsonObject &status, Language language, const QDateTime &now)
{
    const Words words { language };
    Lines lines(language);
    lines.add(words("本机", "kiosk"),
        words("%1，通道 %2，hall-sync %3", "%1, channel %2, hall-sync %3")
            .arg(status[u"kiosk"].toString(), status[u"channel"].toString(),
                status[u"version"].toString()));
    lines.add(words("正在显示", "shown"), shownText(status, words));
    if (const qint64 wanted = status[u"release_wanted"].toInteger(); wanted > 0)
        lines.add(words("服务器上", "on server"), words("发布 %1", "release %1").arg(wanted));
    lines.add(words("现在", "now"), progressText(status, language));
    lines.add(words("等待", "waiting"),
        words.sentence(status[u"waiting"].toObject(), QStringLiteral("sentence")));
    if (const QString pin = status[u"pin"].toString(); !pin.isEmpty())
        lines.add(words("锁定", "pinned"), words("%1（不更新）", "%1 (no updates)").arg(pin));
    const QDateTime lastOk = timeIn(status, "last_ok");
    lines.add(words("上次成功", "last ok"),
        lastOk.isValid()
            ? QStringLiteral("%1  %2").arg(moment(lastOk), agoText(lastOk, now, language))
            : words("从未", "never"));
    const QDateTime issued = timeIn(status, "signed_at");
    lines.add(words("发布签名", "signed"), issued.isValid() ? moment(issued) : QString());
    lines.add(words("本机时钟", "clock"), clockText(status[u"clock"].toString(), words));
    addError(lines, status, words);
    addOutbox(lines, status, words);
    addAlarms(lines, status, words);
    return lines.text();
}

} // namespace Hall
