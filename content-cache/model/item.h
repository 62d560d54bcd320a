#pragma once

#include "model/limit.h"

#include <QDate>
#include <QList>
#include <QStringList>
#include <optional>

namespace Hall {

/// One article of a law or document that an item rests on (设定依据); `law` is an id of laws.csv.
struct LegalBasis {
    QString law;
    QString article;
    QString text;
};

/// A situation (情形) the citizen chooses; it narrows the materials and may change fees and limits.
struct ItemCase {
    QString id;
    QString title;
    QString note;
    QStringList fees;
    bool feesTogether = false; ///< all of `fees` are paid; else one of them
    bool free = false;
    std::optional<Limit> legalLimit;
    std::optional<Limit> promisedLimit;
};

/// One required paper (申请材料), elements as in the national exchange tables.
struct Material {
    QString name;
    int kind = 1; ///< 1 证件证书证明, 2 申请表格文书, 3 其他
    std::optional<int> originals;
    std::optional<int> copies;
    int format = 1; ///< 1 纸质, 2 电子, 3 均可
    int necessity = 1; ///< 1 必要, 2 非必要, 3 容缺后补
    QString source; ///< 10 申请人自备, 20 政府部门核发, 99 其他
    QString sourceNote;
    QString paperSpec;
    QString issuer;
    QString issueTimeRule;
    QString basis;
    QString acceptStandard;
    QString fillNotes;
    QString form; ///< id of forms.csv
    QStringList cases; ///< empty: needed in every case
    QString waiver; ///< when it need not be handed in
    QString note;
};

/// One stage of the procedure (办理环节).
struct Step {
    QString name;
    QString text;
    QString unit;
    QString post;
    std::optional<Limit> limit;
    QString standard;
    QString result;
};

/// The outcome (审批结果).
struct ItemResult {
    int type = 4; ///< 1 证照, 2 批文, 3 其他, 4 无
    QString name;
    QString validity;
    QStringList delivery;
};

/// Where the item is handled: an office of offices.csv and, if fewer than all, its windows.
struct ItemLocation {
    QString office;
    QStringList windows;
    QString note;
};

/// A frequent question with its answer.
struct Faq {
    QString q;
    QString a;
};

/// For matters that left the police: who handles them now.
struct Signpost {
    QString agency;
    QString text;
    QString phone;
};

/// Addresses of the online service; each becomes a code.
struct OnlineService {
    QString mobileUrl;
    QString pcUrl;
};

/// Whether and how something is possible: appointment, a person acting for another.
struct Provision {
    std::optional<bool> allowed;
    QString note;
};

/// Numbers and channels to ask or complain.
struct Contact {
    QString tel;
    QString note;
};

/// Legal remedies: administrative review and lawsuit.
struct Remedies {
    QString review;
    QString litigation;
};

/// One approval item with its whole service guide (办事指南), elements of GB/T 39046 and domain §1.
/// An unknown fact is an empty string, an empty list or an absent optional: screens leave it out.
struct Item {
    QString id;
    QString title;
    QString plainName;
    QString titleEn;
    QString summary;
    QString state; ///< published, suspended, draft
    QString kind; ///< service, signpost
    std::optional<Signpost> signpost;
    QString itemType;
    QString taskCode;
    QString catalogCode;
    int powerSource = 0;
    QList<int> exerciseLevel;
    QString agency;
    QString unit;
    QStringList topics;
    QStringList people;
    QStringList lifeEvents;
    int hot = 0; ///< 0: not among the hot items; else its rank, 1 first
    QList<int> audience;
    QStringList personTopics;
    QStringList legalTopics;
    QString disclosure;
    QDate effectiveFrom;
    QDate effectiveTo;
    QList<LegalBasis> legalBasis;
    QString acceptConditions;
    QString rejectConditions;
    QString quantityLimit;
    int caseType = 0; ///< 1 即办件, 2 承诺件
    QList<int> channels;
    QList<ItemCase> cases;
    QList<Material> materials;
    QList<Step> steps;
    std::optional<Limit> legalLimit;
    std::optional<Limit> promisedLimit;
    QStringList fees;
    bool feesTogether = false; ///< all of `fees` are paid; else one of them
    bool free = false;
    QString feeNote;
    ItemResult result;
    QList<ItemLocation> locations;
    std::optional<int> visits;
    QString visitReason;
    OnlineService online;
    std::optional<int> crossScope;
    Provision appointment;
    std::optional<bool> mailMaterials;
    std::optional<bool> mailResult;
    std::optional<bool> payOnline;
    std::optional<bool> selfService;
    Provision proxy;
    QList<Faq> faq;
    Contact consult;
    Contact complaint;
    Remedies remedies;
    QString owner;
    QString source;
    QDate verifiedOn;
    QDate reviewDue;
};

/// The materials one case needs, in the order of the guide; an empty case asks for all of them.
QList<Material> materialsForCase(const Item &item, const QString &caseId);

/// The fee ids that hold in a case: the case's own where it names any or is free, else the item's.
QStringList feesForCase(const Item &item, const QString &caseId);

/// The limits of a case: the case's own where it has one, else the item's.
std::optional<Limit> legalLimitForCase(const Item &item, const QString &caseId);
std::optional<Limit> promisedLimitForCase(const Item &item, const QString &caseId);

/// 原件1份、复印件2份; empty where neither number is known.
QString copiesText(const Material &material);

} // namespace Hall
