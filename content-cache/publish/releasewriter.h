#pragma once

#include "model/calendar.h"
#include "model/item.h"
#include "model/records.h"
#include "model/result.h"
#include "store/contentstore.h"
#include "store/searchindex.h"

#include <QList>

namespace Hall {

/// A searchable text with the readings the pinyin room found for it.
struct SearchTerm {
    QString itemId;
    SearchTermKind kind = SearchTermKind::Title;
    QString text;
    QString readings; ///< as PinyinTerm reads them
};

/// Everything a release's database holds, already checked, gated and completed (addresses, page
/// pictures, counts); lists are in the order screens show them.
struct ReleaseContent {
    ReleaseInfo info;
    Site site;
    QList<Item> items;
    QList<Topic> topics;
    QList<Unit> units;
    QList<ServiceHall> halls;
    QList<Office> offices;
    QList<Fee> fees;
    QList<Hotline> hotlines;
    QList<Form> forms;
    QList<Law> laws;
    QList<Channel> channels;
    QList<Notice> notices;
    QList<CalendarYear> calendars;
    QList<SearchTerm> terms;
};

/// The time words of a guide in its lists: the promise where there is one, else the legal limit.
QString limitSummary(const Item &item);

/// Writes the database of a release into `file` (must not exist), rows in a stable order, no side
/// files.
Result<Done> writeReleaseDatabase(const ReleaseContent &content, const QString &file);

} // namespace Hall
