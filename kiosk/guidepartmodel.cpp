#include "kiosk/guidepartmodel.h"

#include "kiosk/guidefacts.h"
#include "kiosk/plaintext.h"
#include "model/codes.h"

#include <algorithm>

namespace Hall {

namespace {

    QString asLines(QStringList parts)
    {
        parts.removeAll(QString());
        return plainText(parts.join(QLatin1Char('\n')));
    }

    QString labelled(const QString &label, const QString &text)
    {
        return text.isEmpty() ? QString() : QStringLiteral("%1：%2").arg(label, text);
    }

    QString necessityText(const Material &material)
    {
        switch (material.necessity) {
        case 2:
            return QStringLiteral("非必要");
        case 3:
            return QStringLiteral("可以后补");
        default:
            return {};
        }
    }

    QString materialNotes(const Material &material)
    {
        return asLines({ material.note, labelled(QStringLiteral("哪里开"), material.issuer),
            material.sourceNote, labelled(QStringLiteral("要求"), material.acceptStandard),
            labelled(QStringLiteral("怎么填"), material.fillNotes),
            labelled(QStringLiteral("时间"), material.issueTimeRule),
            labelled(QStringLiteral("可以不交"), material.waiver) });
    }

    bool neededIn(const ItemCase &one, const Material &material)
    {
        return material.cases.isEmpty() || material.cases.contains(one.id);
    }

    bool neededAlways(const Item &item, const Material &material)
    {
        return std::all_of(item.cases.cbegin(), item.cases.cend(),
            [&](const ItemCase &one) { return neededIn(one, material); });
    }

    // What each case asks for beyond the papers of all cases; not numbered, for nobody brings all.
    void addCaseLines(ContentModel::Rows &rows, const Item &item)
    {
        const bool common = !rows.isEmpty();
        for (const ItemCase &one : item.cases) {
            QStringList names;
            for (const Material &material : item.materials) {
                if (!neededAlways(item, material) && neededIn(one, material)) {
                    names << material.name;
                }
            }
            const QString more = common ? QStringLiteral("还要带") : QStringLiteral("要带");
            const QString text = names.isEmpty()
                ? QStringLiteral("%1：不用再带别的").arg(one.title)
                : QStringLiteral("%1，%2：%3")
                      .arg(one.title, more, names.join(QStringLiteral("、")));
            rows.append({ 0, text, QString(), QString(), QString(), QString() });
        }
    }

    QString stepNotes(const Step &step)
    {
        return asLines({ step.text, labelled(QStringLiteral("在哪里"), step.unit),
            step.limit ? labelled(QStringLiteral("时间"), limitText(*step.limit)) : QString(),
            labelled(QStringLiteral("得到"), step.result) });
    }

    void add(ContentModel::Rows &rows, const QString &title, const QString &text)
    {
        const QString shown = plainText(text);
        if (!shown.isEmpty()) {
            rows.append({ title, shown });
        }
    }

    QString provisionText(const Provision &provision, const QString &yes, const QString &no)
    {
        if (!provision.allowed) {
            return provision.note;
        }
        const QString word = *provision.allowed ? yes : no;
        return provision.note.isEmpty() ? word : QStringLiteral("%1。%2").arg(word, provision.note);
    }

    QString resultText(const ItemResult &result)
    {
        return asLines({ result.name, labelled(QStringLiteral("有效期"), result.validity),
            labelled(QStringLiteral("领取"), result.delivery.join(QStringLiteral("、"))) });
    }

    QString basisText(const Reading &reading, const LegalBasis &basis)
    {
        const Law law = reading.store.law(basis.law);
        if (law.name.isEmpty()) {
            return {};
        }
        const QString name = law.name.startsWith(QChar(0x300A))
            ? law.name
            : QStringLiteral("《%1》").arg(law.name);
        const QString number
            = law.docNo.isEmpty() ? QString() : QStringLiteral("（%1）").arg(law.docNo);
        const QString state = law.validity == QStringLiteral("有效")
            ? QString()
            : QStringLiteral("〔%1〕").arg(law.validity);
        const QString text = basis.text.isEmpty() ? QString() : QStringLiteral("：") + basis.text;
        return name + basis.article + number + state + text;
    }

    QString lawsText(const Reading &reading, const Item &item)
    {
        QStringList lines;
        for (const LegalBasis &basis : item.legalBasis) {
            lines << basisText(reading, basis);
        }
        return asLines(lines);
    }

    QString feeDocuments(const Reading &reading, const QStringList &ids)
    {
        QStringList lines;
        const QList<Fee> fees = reading.store.feesById(ids, reading.today());
        for (const Fee &fee : fees) {
            const QString amount = fee.amount ? moneyText(*fee.amount) : QString();
            lines << QStringLiteral("%1 %2 %3").arg(fee.name, amount, fee.docNo).simplified();
        }
        return asLines(lines);
    }

    QString limitBasis(const std::optional<Limit> &limit)
    {
        return limit ? asLines({ limitText(*limit), limit->basis, limit->note }) : QString();
    }

} // namespace

ContentModel::Rows GuidePartModel::read(const Reading &reading) const
{
    if (m_itemId.isEmpty()) {
        return {};
    }
    const auto guide = reading.store.guide(m_itemId);
    return guide ? readPart(reading, guide.value()) : Rows();
}

FactModel::FactModel(QObject *parent)
    : GuidePartModel(
        { "key", "label", "answer", "note", "icon", "shortLabel", "shortNote" }, parent)
{
}

ContentModel::Rows FactModel::readPart(const Reading &reading, const GuideRecord &guide) const
{
    if (guide.item.signpost) {
        return {};
    }
    Rows rows;
    const QList<GuideFact> facts = guideFacts(reading, guide.item, caseId());
    for (const GuideFact &fact : facts) {
        rows.append({ fact.key, fact.label, unbroken(fact.answer), unbroken(fact.note), fact.icon,
            fact.shortLabel, unbroken(fact.shortNote) });
    }
    return rows;
}

CaseModel::CaseModel(QObject *parent)
    : GuidePartModel({ "caseKey", "title", "note" }, parent)
{
}

QString CaseModel::chosenTitle() const
{
    const int key = roleNames().key("caseKey");
    for (int row = 0; row < rowCount(); ++row) {
        if (data(index(row, 0), key).toString() == caseId()) {
            return data(index(row, 0), roleNames().key("title")).toString();
        }
    }
    return {};
}

ContentModel::Rows CaseModel::readPart(const Reading &, const GuideRecord &guide) const
{
    Rows rows;
    for (const ItemCase &one : guide.item.cases) {
        rows.append({ one.id, one.title, one.note });
    }
    return rows;
}

MaterialModel::MaterialModel(QObject *parent)
    : GuidePartModel({ "number", "name", "copies", "need", "notes", "formName" }, parent)
{
}

ContentModel::Rows MaterialModel::readPart(const Reading &reading, const GuideRecord &guide) const
{
    Rows rows;
    const bool open = caseId().isEmpty() && !guide.item.cases.isEmpty();
    const QList<Material> materials = materialsForCase(guide.item, caseId());
    for (const Material &material : materials) {
        if (open && !neededAlways(guide.item, material)) {
            continue;
        }
        const QString form
            = material.form.isEmpty() ? QString() : reading.store.form(material.form).name;
        rows.append({ static_cast<int>(rows.size()) + 1, material.name, copiesText(material),
            necessityText(material), unbroken(materialNotes(material)), form });
    }
    if (open && rows.size() < materials.size()) {
        addCaseLines(rows, guide.item);
    }
    return rows;
}

bool MaterialModel::hasForms() const
{
    const int form = roleNames().key("formName");
    for (int row = 0; row < rowCount(); ++row) {
        if (!data(index(row, 0), form).toString().isEmpty()) {
            return true;
        }
    }
    return false;
}

StepModel::StepModel(QObject *parent)
    : GuidePartModel({ "number", "title", "note", "last" }, parent)
{
}

ContentModel::Rows StepModel::readPart(const Reading &, const GuideRecord &guide) const
{
    Rows rows;
    const auto count = guide.item.steps.size();
    for (const Step &step : guide.item.steps) {
        const auto number = rows.size() + 1;
        rows.append({ static_cast<int>(number), step.name, stepNotes(step), number == count });
    }
    return rows;
}

ConditionModel::ConditionModel(QObject *parent)
    : GuidePartModel({ "title", "text" }, parent)
{
}

ContentModel::Rows ConditionModel::readPart(const Reading &, const GuideRecord &guide) const
{
    const Item &item = guide.item;
    Rows rows;
    add(rows, QStringLiteral("什么情况能办"), item.acceptConditions);
    add(rows, QStringLiteral("什么情况不能办"), item.rejectConditions);
    add(rows, QStringLiteral("别人代办"),
        provisionText(item.proxy, QStringLiteral("可以代办"), QStringLiteral("须本人到场")));
    add(rows, QStringLiteral("预约"),
        provisionText(
            item.appointment, QStringLiteral("可以预约"), QStringLiteral("不用预约，直接来")));
    add(rows, QStringLiteral("办好后得到"), resultText(item.result));
    if (item.crossScope) {
        add(rows, QStringLiteral("异地办理"),
            codeName(crossScopeCodes(), QString::number(*item.crossScope)));
    }
    return rows;
}

FaqModel::FaqModel(QObject *parent)
    : GuidePartModel({ "title", "text" }, parent)
{
}

ContentModel::Rows FaqModel::readPart(const Reading &, const GuideRecord &guide) const
{
    Rows rows;
    for (const Faq &faq : guide.item.faq) {
        add(rows, faq.q, faq.a);
    }
    return rows;
}

BasisModel::BasisModel(QObject *parent)
    : GuidePartModel({ "title", "text" }, parent)
{
}

ContentModel::Rows BasisModel::readPart(const Reading &reading, const GuideRecord &guide) const
{
    const Item &item = guide.item;
    Rows rows;
    add(rows, QStringLiteral("法律依据"), lawsText(reading, item));
    add(rows, QStringLiteral("法定时限"), limitBasis(legalLimitForCase(item, caseId())));
    add(rows, QStringLiteral("承诺时限"), limitBasis(promisedLimitForCase(item, caseId())));
    add(rows, QStringLiteral("收费依据"), feeDocuments(reading, feesForCase(item, caseId())));
    add(rows, QStringLiteral("咨询电话"), item.consult.tel);
    add(rows, QStringLiteral("投诉电话"), item.complaint.tel);
    add(rows, QStringLiteral("行政复议"), item.remedies.review);
    add(rows, QStringLiteral("行政诉讼"), item.remedies.litigation);
    add(rows, QStringLiteral("办理机关"), item.agency);
    add(rows, QStringLiteral("事项"),
        asLines({ codeName(itemTypeCodes(), item.itemType), item.taskCode }));
    if (item.verifiedOn.isValid()) {
        add(rows, QStringLiteral("内容核对日期"), item.verifiedOn.toString(Qt::ISODate));
    }
    return rows;
}

} // namespace Hall
