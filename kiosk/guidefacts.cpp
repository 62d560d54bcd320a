#include "kiosk/guidefacts.h"

#include "kiosk/clock.h"
#include "kiosk/hallhours.h"
#include "model/codes.h"
#include "model/cost.h"
#include "model/validity.h"

#include <algorithm>

namespace Hall {

namespace {

    constexpr qsizetype kPapersNamed = 3;

    // 一;二;三, leaving out what is empty.
    QString joined(QStringList parts, const QString &separator = QStringLiteral("；"))
    {
        parts.removeAll(QString());
        return parts.join(separator);
    }

    QString refusal(const Reading &reading, const Item &item)
    {
        if (item.state == QLatin1String("suspended")) {
            return QStringLiteral("暂停办理");
        }
        const Validity validity = validityAt(item.effectiveFrom, item.effectiveTo, reading.today());
        return validity == Validity::Valid ? QString() : validityWord(validity);
    }

    QString visitsText(const Item &item)
    {
        if (!item.visits) {
            return {};
        }
        const QString count = *item.visits == 0 ? QStringLiteral("不用跑窗口")
                                                : QStringLiteral("到窗口 %1 次").arg(*item.visits);
        return item.visitReason.isEmpty() ? count
                                          : QStringLiteral("%1：%2").arg(count, item.visitReason);
    }

    GuideFact hereFact(const Reading &reading, const Item &item)
    {
        GuideFact fact { QStringLiteral("here"), QStringLiteral("这里能办吗"), {}, {},
            QStringLiteral("check") };
        const GuidePlace place = guidePlace(reading, item);
        const QString refused = refusal(reading, item);
        if (!refused.isEmpty()) {
            fact.answer = refused;
            fact.note = askText(reading, item);
            return fact;
        }
        if (place.office.id.isEmpty()) {
            fact.answer = QStringLiteral("办理地点核实中");
            fact.note = askText(reading, item);
            return fact;
        }
        fact.answer
            = place.here ? QStringLiteral("能，就在本大厅") : QStringLiteral("不在本大厅办");
        const QString elsewhere
            = place.here ? QString() : QStringLiteral("请到 %1").arg(place.office.name);
        const QString online
            = item.channels.contains(2) ? QStringLiteral("也可以网上办") : QString();
        fact.note = joined({ elsewhere, visitsText(item), online });
        return fact;
    }

    QString feeLine(const Fee &fee)
    {
        const QString per = perText(fee);
        return QStringLiteral("%1 %2%3").arg(fee.name, moneyText(*fee.amount),
            per.isEmpty() ? QString() : QStringLiteral("/") + per);
    }

    GuideFact costFact(const Reading &reading, const Item &item, const QString &caseId)
    {
        GuideFact fact { QStringLiteral("cost"), QStringLiteral("多少钱"), {}, {},
            QStringLiteral("fee") };
        const Cost cost = costOf(item, caseId, reading.store.fees(reading.today()));
        fact.answer = costText(cost);
        if (fact.answer.isEmpty()) {
            fact.answer = QStringLiteral("收费标准核实中");
        }
        QStringList lines;
        for (const Fee &fee : cost.rows) {
            lines << feeLine(fee);
        }
        const bool plain = cost.rows.size() == 1 && !item.feeNote.isEmpty();
        const QString ask
            = cost.complete && (cost.least || cost.free) ? QString() : askText(reading, item);
        fact.note
            = joined({ plain ? QString() : lines.join(QStringLiteral("；")), item.feeNote, ask });
        return fact;
    }

    QString legalText(const Limit &limit)
    {
        return QStringLiteral("法定 %1").arg(limitText(limit));
    }

    GuideFact timeFact(const Reading &reading, const Item &item, const QString &caseId)
    {
        GuideFact fact { QStringLiteral("time"), QStringLiteral("多长时间"), {}, {},
            QStringLiteral("clock") };
        const auto legal = legalLimitForCase(item, caseId);
        const auto promised = promisedLimitForCase(item, caseId);
        if (!legal && !promised) {
            fact.answer = QStringLiteral("时限核实中");
            fact.note = askText(reading, item);
            return fact;
        }
        const Limit &counts = promised ? *promised : *legal;
        fact.answer = limitText(counts);
        const QString promise = promised ? QStringLiteral("承诺时限") : QStringLiteral("法定时限");
        const QString law = promised && legal ? legalText(*legal) : QString();
        fact.note = joined({ joined({ promise, law }, QStringLiteral("，")),
            dueText(counts, reading.store.calendar(), reading.today()) });
        return fact;
    }

    // The fewest and the most papers any case asks for.
    std::pair<qsizetype, qsizetype> paperCounts(const Item &item, const QString &caseId)
    {
        if (!caseId.isEmpty() || item.cases.isEmpty()) {
            const auto count = materialsForCase(item, caseId).size();
            return { count, count };
        }
        std::pair<qsizetype, qsizetype> counts { item.materials.size(), 0 };
        for (const ItemCase &one : item.cases) {
            const auto count = materialsForCase(item, one.id).size();
            counts = { std::min(counts.first, count), std::max(counts.second, count) };
        }
        return counts;
    }

    QString papersNamed(const QList<Material> &materials)
    {
        QStringList names;
        for (const Material &material : materials.mid(0, kPapersNamed)) {
            names << material.name;
        }
        const QString rest = materials.size() > kPapersNamed ? QStringLiteral(" 等") : QString();
        return names.join(QStringLiteral("、")) + rest;
    }

    GuideFact bringFact(const Reading &reading, const Item &item, const QString &caseId)
    {
        GuideFact fact { QStringLiteral("bring"), QStringLiteral("要带什么"), {}, {},
            QStringLiteral("material") };
        const auto [least, most] = paperCounts(item, caseId);
        if (item.materials.isEmpty()) {
            fact.answer = QStringLiteral("材料清单核实中");
            fact.note = askText(reading, item);
            return fact;
        }
        const bool choose = caseId.isEmpty() && item.materials.size() != least;
        fact.answer = least != most ? QStringLiteral("%1至%2样材料").arg(least).arg(most)
                                    : QStringLiteral("%1样材料").arg(most);
        fact.note = choose ? QStringLiteral("各种情况不一样，请选您的情况")
                           : papersNamed(materialsForCase(item, caseId));
        return fact;
    }

    QString hoursNote(const Reading &reading, const Office &office)
    {
        const ServiceHall hall = reading.store.hall(office.hall);
        const HallHoursText hours = hallHoursText(hall, reading.store.calendar(), reading.now);
        if (!office.hoursNote.isEmpty()) {
            return office.hoursNote;
        }
        return hours.known ? joined({ hours.today, hours.state })
                           : QStringLiteral("开门时间请电话咨询");
    }

    QString floorName(const ServiceHall &hall, const QString &floorId)
    {
        for (const Floor &floor : hall.floors) {
            if (floor.id == floorId) {
                return floor.name.section(QLatin1Char(' '), 0, 0);
            }
        }
        return {};
    }

    GuideFact placeFact(const Reading &reading, const Item &item)
    {
        GuideFact fact { QStringLiteral("place"), QStringLiteral("去哪里、几点开门"), {}, {},
            QStringLiteral("place") };
        const GuidePlace place = guidePlace(reading, item);
        if (place.office.id.isEmpty()) {
            fact.answer = QStringLiteral("地点核实中");
            fact.note = askText(reading, item);
            return fact;
        }
        const ServiceHall hall = reading.store.hall(place.office.hall);
        const QString windows = windowsText(place);
        const QString where
            = joined({ floorName(hall, place.office.floor), windows }, QStringLiteral(" "));
        fact.answer = where.isEmpty() ? place.office.name : where;
        const QString name = where.isEmpty() ? QString() : place.office.name;
        const QString house = place.here ? QString() : hall.name;
        fact.note = joined({ joined({ house, name, place.office.address }, QStringLiteral("，")),
            hoursNote(reading, place.office), place.note });
        return fact;
    }

} // namespace

QString perText(const Fee &fee)
{
    const QString yuanPer = QStringLiteral("元/");
    return fee.unit.startsWith(yuanPer) ? fee.unit.mid(yuanPer.size()) : fee.unit;
}

QString askText(const Reading &reading, const Item &item)
{
    const QString own = item.consult.tel;
    const QString main = reading.store.site().mainPhone;
    const QString number = !own.isEmpty() ? own : !main.isEmpty() ? main : QStringLiteral("12345");
    return QStringLiteral("请咨询 %1").arg(number);
}

QString dueText(const Limit &limit, const Calendar &calendar, const QDate &accepted)
{
    std::optional<QDate> due;
    switch (limit.unit) {
    case LimitUnit::Immediate:
        return QStringLiteral("今天来，今天办完");
    case LimitUnit::Hour:
        return {};
    case LimitUnit::WorkingDay:
        due = calendar.addWorkdays(accepted, limit.value);
        break;
    case LimitUnit::NaturalDay:
        due = accepted.addDays(limit.value);
        break;
    case LimitUnit::Month:
        due = accepted.addMonths(limit.value);
        break;
    }
    if (!due) {
        return QStringLiteral("今天受理，办结日期还不能算出（节假日未公布），以受理单为准");
    }
    return QStringLiteral("今天受理，最迟 %1（%2）办结")
        .arg(dayText(*due, accepted), weekdayName(*due));
}

GuidePlace guidePlace(const Reading &reading, const Item &item)
{
    GuidePlace first;
    for (const ItemLocation &location : item.locations) {
        const Office office = reading.store.office(location.office);
        if (office.id.isEmpty()) {
            continue;
        }
        const QStringList windows = location.windows.isEmpty() ? office.windows : location.windows;
        const bool here = !reading.hall.isEmpty() && office.hall == reading.hall;
        if (here || first.office.id.isEmpty()) {
            first = { office, windows, location.note, here };
        }
        if (here) {
            break;
        }
    }
    return first;
}

QString windowsText(const GuidePlace &place)
{
    if (place.windows.isEmpty()) {
        return place.office.windowName;
    }
    return QStringLiteral("%1号窗口").arg(place.windows.join(QStringLiteral("、")));
}

QList<GuideFact> guideFacts(const Reading &reading, const Item &item, const QString &caseId)
{
    return { hereFact(reading, item), costFact(reading, item, caseId),
        timeFact(reading, item, caseId), bringFact(reading, item, caseId),
        placeFact(reading, item) };
}

} // namespace Hall
