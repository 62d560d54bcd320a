#pragma once

#include "model/hours.h"
#include "model/money.h"

#include <QDate>
#include <QList>
#include <QStringList>
#include <optional>

namespace Hall {

/// One row of the master fee table; guides refer to it, so table and guide cannot disagree.
struct Fee {
    QString id;
    QString name;
    std::optional<Money> amount; ///< absent: not known (待核), the row stays hidden
    QString unit; ///< 元 per what: 证, 副, 次
    QString standard;
    QString docNo; ///< number of the legal document it rests on; always present
    QString feeKind;
    QString level;
    QString treasury;
    std::optional<bool> reducible;
    QString reductionNote;
    QStringList payMethods;
    QDate from;
    QDate to;
    QString group; ///< heading on the fee page
    int order = 0;
};

/// A telephone number the public should know, with what it is not for.
struct Hotline {
    QString number;
    QString name;
    QString purpose;
    QString whenNotToUse;
    QString hours;
    QString languages;
    QString accessible;
    QString scope;
    QString group;
    int order = 0;
};

/// A department of the bureau.
struct Unit {
    QString id;
    QString name;
    QString shortName;
    QString functions;
    QString duties;
    QString phone;
    QString address;
    QString parent;
};

/// A floor of a hall; offices refer to its id.
struct Floor {
    QString id;
    QString name;
};

/// A service hall; `hours` are periods of the year, first match wins.
struct ServiceHall {
    QString id;
    QString name;
    QString address;
    QList<Floor> floors;
    QString phone;
    QString traffic;
    QStringList accessible;
    OpeningHours hours;
};

/// A counter or station where items are handled.
struct Office {
    QString id;
    QString hall; ///< id of a hall, or empty for an office elsewhere with its own address
    QString name;
    QString unit;
    QString floor;
    QString zone;
    QStringList windows;
    QString windowName;
    QString address;
    QString phone;
    QString hoursNote;
    QString services;
    int order = 0;
};

/// What a home tile stands for.
enum class TopicKind { Topic, People, LifeEvent };

/// A home tile: a topic, a group of people, or a life event.
struct Topic {
    QString id;
    TopicKind kind = TopicKind::Topic;
    QString title;
    QString line;
    QString icon;
    int itemCount = 0; ///< published items filed under it; filled by the release
};

/// A form people take away; pages are pictures inside the release, the PDF is on the web server.
struct Form {
    QString id;
    QString formNo;
    QString name;
    QString version;
    QStringList items;
    QString language;
    QString file; ///< file name in the workspace's forms/
    QString sampleFile;
    qint64 bytes = 0;
    int pageCount = 0;
    QStringList pagePictures; ///< paths relative to the generation directory
    QString url; ///< payload of its code
    QString sampleUrl;
    QDate lastChecked;
};

/// A cited law or document with its validity.
struct Law {
    QString id;
    QString name;
    QString docNo;
    QString level;
    QString issuer;
    QDate issuedOn;
    QDate effectiveOn;
    QString validity; ///< 有效, 废止, 已修改, 尚未施行
    QDate repealedOn;
    QString replacedBy;
};

/// A notice for screens; `html` is made from the clerk's Markdown, without raw HTML.
struct Notice {
    QString id;
    QString title;
    QDate from;
    QDate to;
    QString priority; ///< normal, important, urgent
    QStringList halls; ///< empty: all
    QString owner;
    QString html;
    QString text;
};

/// A channel of the bureau: site, app, account.
struct Channel {
    QString id;
    QString kind;
    QString name;
    QString url;
    QString note;
    int order = 0;
};

/// A still of the attract loop.
struct AttractSlide {
    QString title;
    QString line;
};

/// What holds for the whole release.
struct Site {
    QString bureau;
    QString publicUrl;
    bool sample = false; ///< show the 示例 mark everywhere
    QString mainPhone;
    QStringList languages;
    QStringList hotWords;
    QList<AttractSlide> attract;
};

/// One row of a list of items.
struct ItemHead {
    QString id;
    QString title;
    QString plainName;
    QString titleEn;
    QString unit; ///< id of the department
    QString kind;
    QString disclosure;
    QDate effectiveFrom;
    QDate effectiveTo;
    QString feeText; ///< 40元, 免费, empty where unknown
    QString limitText; ///< shortest promise or legal limit, empty where unknown
};

} // namespace Hall
