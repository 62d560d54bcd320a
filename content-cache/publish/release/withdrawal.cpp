#include "publish/release/withdrawal.h"

#include "model/validity.h"

#include <QSet>
#include <algorithm>

namespace Hall {

namespace {

    QSet<QString> feesOf(const Item &item)
    {
        QSet<QString> fees(item.fees.cbegin(), item.fees.cend());
        for (const ItemCase &one : item.cases) {
            fees += QSet<QString>(one.fees.cbegin(), one.fees.cend());
        }
        return fees;
    }

    QSet<QString> formsOf(const Item &item)
    {
        QSet<QString> forms;
        for (const Material &material : item.materials) {
            forms.insert(material.form);
        }
        return forms;
    }

    void countItems(ReleaseContent &content)
    {
        for (Topic &topic : content.topics) {
            topic.itemCount = static_cast<int>(
                std::count_if(content.items.cbegin(), content.items.cend(), [&](const Item &item) {
                    const QStringList filed = item.topics + item.people + item.lifeEvents;
                    return filed.contains(topic.id)
                        && validityAt(item.effectiveFrom, item.effectiveTo, content.info.dataDate)
                        == Validity::Valid;
                }));
        }
    }

} // namespace

void withdraw(ReleaseContent &content, const QStringList &ids)
{
    QSet<QString> theirFees;
    QSet<QString> theirForms;
    QSet<QString> otherFees;
    QSet<QString> otherForms;
    for (const Item &item : std::as_const(content.items)) {
        const bool goes = ids.contains(item.id);
        (goes ? theirFees : otherFees) += feesOf(item);
        (goes ? theirForms : otherForms) += formsOf(item);
    }
    for (Form &form : content.forms) {
        if (form.items.removeIf([&](const QString &id) { return ids.contains(id); }) > 0) {
            theirForms.insert(form.id);
        }
    }
    content.items.removeIf([&](const Item &item) { return ids.contains(item.id); });
    content.notices.removeIf([&](const Notice &notice) { return ids.contains(notice.id); });
    content.terms.removeIf([&](const SearchTerm &term) { return ids.contains(term.itemId); });
    content.fees.removeIf(
        [&](const Fee &fee) { return theirFees.contains(fee.id) && !otherFees.contains(fee.id); });
    content.forms.removeIf([&](const Form &form) {
        return theirForms.contains(form.id) && !otherForms.contains(form.id)
            && form.items.isEmpty();
    });
    countItems(content);
}

QStringList present(const ReleaseContent &content, const QStringList &ids)
{
    QStringList found;
    for (const QString &id : ids) {
        const bool item = std::any_of(content.items.cbegin(), content.items.cend(),
            [&](const Item &one) { return one.id == id; });
        const bool notice = std::any_of(content.notices.cbegin(), content.notices.cend(),
            [&](const Notice &one) { return one.id == id; });
        if (item || notice) {
            found << id;
        }
    }
    return found;
}

} // namespace Hall
