#include "model/shortid.h"
#include "model/takeaway.h"
#include "publish/checks/checks.h"

#include <QUrl>

namespace Hall {

namespace {

    QString samplePrefix() { return QStringLiteral("SAMPLE-"); }

    /// Short names of all records; two records may not share one.
    class ShortNames {
    public:
        explicit ShortNames(Problems &problems)
            : m_problems(problems)
        {
        }

        void add(const QString &id, const Place &place)
        {
            const QString name = shortId(id);
            if (m_owners.contains(name) && m_owners.value(name) != id) {
                m_problems.error(place,
                    QStringLiteral("编号 %1 和 %2 的短地址相同").arg(id, m_owners.value(name)),
                    QStringLiteral("改掉其中一个编号"));
            }
            m_owners.insert(name, id);
        }

    private:
        Problems &m_problems;
        QHash<QString, QString> m_owners;
    };

    void checkWebAddress(const QString &address, const Place &place, Problems &problems)
    {
        if (address.isEmpty()) {
            return;
        }
        const QUrl url(address, QUrl::StrictMode);
        const bool web
            = url.scheme() == QLatin1String("https") || url.scheme() == QLatin1String("http");
        if (!url.isValid() || url.host().isEmpty() || !web) {
            problems.error(place, QStringLiteral("“%1”不是网址").arg(address.left(60)),
                QStringLiteral("写完整的网址，以 https:// 开头"));
        }
    }

    void checkSampleCode(const QString &code, bool sample, const Place &place, Problems &problems)
    {
        if (code.isEmpty() || code.startsWith(samplePrefix()) == sample) {
            return;
        }
        problems.error(place,
            sample ? QStringLiteral("示例内容用了不像示例的编码 %1").arg(code)
                   : QStringLiteral("正式内容里还有示例编码 %1").arg(code),
            sample ? QStringLiteral("示例编码以 SAMPLE- 开头")
                   : QStringLiteral("换成实施清单上的编码"));
    }

} // namespace

void checkAddresses(const Workspace &workspace, const QString &publicUrl, Problems &problems)
{
    const Site &site = workspace.site.value;
    const QString base = publicUrl.isEmpty() ? site.publicUrl : publicUrl;
    const Place place = workspace.site.origin.at(QStringLiteral("publicUrl"));
    const QString problem = urlPayloadProblem(guideUrl(base, QStringLiteral("x")));
    if (!base.isEmpty() && !problem.isEmpty()) {
        problems.error(place, QStringLiteral("“%1”做不成二维码：%2").arg(base.left(80), problem),
            QStringLiteral("用短的 https 网址，不超过 %1 字节").arg(kMaxUrlBytes - 9));
    }
    ShortNames names(problems);
    for (const Sourced<Item> &item : workspace.items) {
        const Origin &origin = item.origin;
        names.add(item.value.id, origin.at(QStringLiteral("id")));
        checkSampleCode(
            item.value.taskCode, site.sample, origin.at(QStringLiteral("taskCode")), problems);
        checkWebAddress(
            item.value.online.mobileUrl, origin.at(QStringLiteral("online.mobileUrl")), problems);
        checkWebAddress(
            item.value.online.pcUrl, origin.at(QStringLiteral("online.pcUrl")), problems);
    }
    for (const Sourced<Form> &form : workspace.forms) {
        names.add(form.value.id, form.origin.at(QStringLiteral("id")));
        names.add(form.value.id + QStringLiteral("-sample"), form.origin.at(QStringLiteral("id")));
        checkSampleCode(
            form.value.formNo, site.sample, form.origin.at(QStringLiteral("formNo")), problems);
    }
    for (const Sourced<Channel> &channel : workspace.channels) {
        checkWebAddress(channel.value.url, channel.origin.at(QStringLiteral("url")), problems);
    }
}

} // namespace Hall
