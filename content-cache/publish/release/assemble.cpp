#include "publish/release/assemble.h"

#include "model/shortid.h"
#include "publish/pinyin/searchterms.h"
#include "publish/release/amounts.h"
#include "publish/release/withdrawal.h"

#include <QSet>
#include <algorithm>

namespace Hall {

namespace {

    template <typename T> QList<T> confirmed(const QList<Sourced<T>> &records)
    {
        QList<T> list;
        for (const Sourced<T> &record : records) {
            if (!record.origin.hidden) {
                list.append(record.value);
            }
        }
        return list;
    }

    template <typename T> QSet<QString> idsOf(const QList<T> &records)
    {
        QSet<QString> ids;
        for (const T &record : records) {
            ids.insert(record.id);
        }
        return ids;
    }

    // Headings in the order they first appear in the table, rows by their number below them.
    template <typename T> void sortByGroup(QList<T> &records)
    {
        QStringList groups;
        for (const T &record : std::as_const(records)) {
            if (!groups.contains(record.group)) {
                groups << record.group;
            }
        }
        std::stable_sort(records.begin(), records.end(), [&](const T &a, const T &b) {
            const auto groupA = groups.indexOf(a.group);
            const auto groupB = groups.indexOf(b.group);
            return groupA != groupB ? groupA < groupB : a.order < b.order;
        });
    }

    template <typename T> void sortByNumber(QList<T> &records)
    {
        std::stable_sort(records.begin(), records.end(),
            [](const T &a, const T &b) { return a.order < b.order; });
    }

    // The order of the home tiles decides; inside a tile the order of the item numbers.
    void sortByTopic(QList<Item> &items, const QList<Topic> &topics)
    {
        QHash<QString, int> rank;
        for (const Topic &topic : topics) {
            rank.insert(topic.id, static_cast<int>(rank.size()));
        }
        const auto rankOf
            = [&](const Item &item) { return rank.value(item.topics.value(0), 1000); };
        std::stable_sort(items.begin(), items.end(), [&](const Item &a, const Item &b) {
            return rankOf(a) != rankOf(b) ? rankOf(a) < rankOf(b) : a.id < b.id;
        });
    }

    // What a guide refers to and what is itself hidden goes with it.
    void dropHiddenReferences(Item &item, const ReleaseContent &content)
    {
        QSet<QString> laws;
        for (const Law &law : content.laws) {
            // A replaced law is cited only while its article is 待核: it is not shown as a basis.
            if (law.replacedBy.isEmpty() && law.validity != QStringLiteral("废止")) {
                laws.insert(law.id);
            }
        }
        const QSet<QString> offices = idsOf(content.offices);
        const QSet<QString> forms = idsOf(content.forms);
        item.legalBasis.removeIf([&](const LegalBasis &one) { return !laws.contains(one.law); });
        item.locations.removeIf(
            [&](const ItemLocation &one) { return !offices.contains(one.office); });
        for (Material &material : item.materials) {
            if (!forms.contains(material.form)) {
                material.form.clear();
            }
        }
    }

    QList<Item> publicItems(const Workspace &workspace, const ReleaseContent &content)
    {
        QList<Item> items;
        for (const Sourced<Item> &record : workspace.items) {
            if (isPublic(record)) {
                items.append(record.value);
                // Where editors have a fact from is their own note.
                items.last().source.clear();
                dropHiddenReferences(items.last(), content);
                fillAmounts(items.last(), content.fees);
            }
        }
        sortByTopic(items, content.topics);
        return items;
    }

    void completeForms(QList<Form> &forms, const QList<Item> &items, const QString &publicUrl)
    {
        const QSet<QString> published = idsOf(items);
        for (Form &form : forms) {
            form.items.removeIf([&](const QString &id) { return !published.contains(id); });
            form.url = formUrl(publicUrl, form.id);
            if (!form.sampleFile.isEmpty()) {
                form.sampleUrl = formUrl(publicUrl, form.id + QStringLiteral("-sample"));
            }
        }
    }

    QList<Notice> publicNotices(const Workspace &workspace)
    {
        QList<Notice> notices;
        for (const Sourced<Notice> &notice : workspace.notices) {
            const bool open = notice.origin.provenance.disclosure == QStringLiteral("主动公开");
            if (open && !notice.origin.hidden) {
                notices.append(notice.value);
            }
        }
        return notices;
    }

    QList<Alias> aliasesOf(const Workspace &workspace)
    {
        QList<Alias> aliases;
        for (const Sourced<Alias> &alias : workspace.aliases) {
            aliases.append(alias.value);
        }
        return aliases;
    }

} // namespace

bool isPublic(const Sourced<Item> &item)
{
    return !item.origin.hidden && item.value.state == QLatin1String("published")
        && item.value.disclosure == QStringLiteral("主动公开");
}

ReleaseContent assembleRelease(const Workspace &workspace, const BuildSettings &settings)
{
    ReleaseContent content;
    content.info = { settings.release, settings.today,
        settings.today.toString(Qt::ISODate) + QStringLiteral("T00:00:00Z") };
    content.site = workspace.site.value;
    if (!settings.publicUrl.isEmpty()) {
        content.site.publicUrl = settings.publicUrl;
    }
    while (content.site.publicUrl.endsWith(u'/')) {
        content.site.publicUrl.chop(1);
    }
    content.topics = confirmed(workspace.topics);
    content.units = confirmed(workspace.units);
    content.halls = confirmed(workspace.halls);
    content.offices = confirmed(workspace.offices);
    content.fees = confirmed(workspace.fees);
    content.fees.removeIf([](const Fee &fee) { return !fee.amount; });
    content.hotlines = confirmed(workspace.hotlines);
    content.forms = confirmed(workspace.forms);
    content.laws = confirmed(workspace.laws);
    content.channels = confirmed(workspace.channels);
    content.notices = publicNotices(workspace);
    content.calendars = confirmed(workspace.calendars);
    sortByGroup(content.fees);
    sortByGroup(content.hotlines);
    sortByNumber(content.offices);
    sortByNumber(content.channels);
    content.items = publicItems(workspace, content);

    completeForms(content.forms, content.items, content.site.publicUrl);
    QList<Polyphone> polyphones;
    for (const Sourced<Polyphone> &one : workspace.polyphones) {
        polyphones.append(one.value);
    }
    content.terms = searchTerms(content.items, aliasesOf(workspace), Phrasebook(polyphones));
    withdraw(content, settings.withdrawn);
    return content;
}

} // namespace Hall
