#pragma once

#include "kiosk/library.h"

#include <QList>
#include <QString>

namespace Hall {

/// One answer of a guide's first block.
struct GuideFact {
    QString key; ///< here, cost, time, bring, place
    QString label; ///< the question
    QString answer;
    QString note;
    QString icon;
    QString shortLabel; ///< the question where there is little room
    QString shortNote; ///< the one thing of the note that may not be missing
};

/// The five answers a visitor needs before anything else: can it be done here, what it costs, how
/// long it takes and until when, what to bring, where and at what hours. A fact that is not known
/// is said to be so, with the number to ask.
QList<GuideFact> guideFacts(const Reading &reading, const Item &item, const QString &caseId);

/// The text with its numbers joined to their units and the ends of a stretch of time to each other,
/// so that no line ends between them (U+2060, which is not drawn).
QString unbroken(const QString &text);

/// The last day of a limit if the matter is accepted on `accepted`, today or the next open day:
/// 今天受理,最迟 12月18日(周五)办结. Past the known calendars it says that the day is not known.
QString dueText(
    const Limit &limit, const Calendar &calendar, const QDate &today, const QDate &accepted);

/// What the amount of a fee is for one of: 证, 次; the table may say 元/证.
QString perText(const Fee &fee);

/// 请咨询 and the number: the guide's own, else the site's.
QString askText(const Reading &reading, const Item &item);

/// The place of an item for a hall: the location there, else the first; invalid office without one.
struct GuidePlace {
    Office office;
    QStringList windows;
    QString note;
    bool here = false;
};

GuidePlace guidePlace(const Reading &reading, const Item &item);

/// 3、4号窗口, or the window's own name.
QString windowsText(const GuidePlace &place);

} // namespace Hall
