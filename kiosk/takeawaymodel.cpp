#include "kiosk/takeawaymodel.h"

#include "model/takeaway.h"

namespace Hall {

namespace {

    // People read and type an address without its scheme.
    QString printed(const QString &url)
    {
        const auto scheme = url.indexOf(QStringLiteral("://"));
        return scheme < 0 ? url : url.mid(scheme + 3);
    }

    QStringList formsOf(const GuideRecord &guide, const QString &caseId)
    {
        QStringList ids;
        const QList<Material> materials = materialsForCase(guide.item, caseId);
        for (const Material &material : materials) {
            ids << material.form;
        }
        ids.removeAll(QString());
        ids.removeDuplicates();
        return ids;
    }

    // Without a payload the row stands there disabled and says what to do instead.
    QVariantList checklistRow(const QString &text)
    {
        const bool fits = !text.isEmpty();
        return { QStringLiteral("checklist"), QStringLiteral("proof"),
            fits ? QStringLiteral("材料清单") : QStringLiteral("清单太长，请扫办事指南"),
            QStringLiteral("扫一扫，得到材料清单"),
            fits ? QStringLiteral("纯文字，手机没有网络也能看") : QString(), text, QString(),
            QString(), 0, text };
    }

} // namespace

TakeAwayModel::TakeAwayModel(QObject *parent)
    : GuidePartModel({ "kind", "sign", "label", "caption", "note", "payload", "address", "picture",
                         "pages", "text" },
        parent)
{
}

ContentModel::Rows TakeAwayModel::readPart(const Reading &reading, const GuideRecord &guide) const
{
    Rows rows;
    const QStringList forms = formsOf(guide, caseId());
    for (const QString &id : forms) {
        const Form form = reading.store.form(id);
        if (form.url.isEmpty() || !urlPayloadProblem(form.url).isEmpty()) {
            continue;
        }
        const QString picture = library()->pictureSource(form.pagePictures.value(0));
        rows.append({ QStringLiteral("form"), QStringLiteral("material"), form.name,
            QStringLiteral("扫一扫，下载表格"),
            QStringLiteral("PDF，共%1页，可以打印").arg(form.pageCount), form.url,
            printed(form.url), picture, form.pageCount, QString() });
    }
    if (!guide.guideUrl.isEmpty() && urlPayloadProblem(guide.guideUrl).isEmpty()) {
        rows.append({ QStringLiteral("guide"), QStringLiteral("qr"), QStringLiteral("办事指南"),
            QStringLiteral("扫一扫，把这份指南带走"), QStringLiteral("手机网页，不用装软件"),
            guide.guideUrl, printed(guide.guideUrl), QString(), 0, QString() });
    }
    if (!materialsForCase(guide.item, caseId()).isEmpty()) {
        rows.append(checklistRow(checklistText(guide.item, caseId())));
    }
    const QString own = guide.item.consult.tel;
    const QString phone = own.isEmpty() ? library()->mainPhone() : own;
    rows.append({ QStringLiteral("phone"), QStringLiteral("phone"), QStringLiteral("咨询电话"),
        QStringLiteral("扫一扫，拨打咨询电话"), QStringLiteral("拨号前手机会先问您"),
        QStringLiteral("tel:") + phone, phone, QString(), 0, QString() });
    return rows;
}

} // namespace Hall
