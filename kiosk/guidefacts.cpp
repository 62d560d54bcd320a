#include "kiosk/guidefacts.h"

#include "kiosk/clock.h"
#include "kiosk/hallhours.h"
#include "model/codes.h"
#include "model/cost.h"
#include "model/validity.h"

#include <QRegularExpression>
#include <algorithm>

namespace Hall {

namespace {

    constexpr qsizetype kPapersNamed = 3;

    // 一;二;三, leaving out what is empty; a full stop before a semicolon would be one too many.
    QString joined(const QStringList &parts, const QString &separator = QStringLiteral("；"))
    {
        QStringList said;
        for (QString part : parts) {
            while (part.endsWith(QStringLiteral("。")) || part.endsWith(QStringLiteral("；"))) {
                part.chop(1);
            }
            if (!part.isEmpty()) {
                said << part;
            }
        }
        return said.join(separator);
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
            QStringLiteral("warn"), QStringLiteral("能办吗"), {} };
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
        if (place.here) {
            fact.icon = QStringLiteral("check");
            fact.answer = QStringLiteral("能，就在本大厅");
        } else if (reading.store.hall(reading.hall).id.isEmpty()) {
            // A screen that does not know where it stands must not send anybody away.
            fact.answer = QStringLiteral("先看办理地点");
        } else {
            fact.icon = QStringLiteral("close");
            fact.answer = QStringLiteral("不在本大厅办");
        }
        const QString elsewhere
            = place.here ? QString() : QStringLiteral("请到%1").arg(place.office.name);
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

    // The rows behind the answer, unless the note beside them names their amounts already.
    QString feeLines(const Cost &cost, const QString &feeNote)
    {
        QStringList lines;
        bool said = true;
        for (const Fee &fee : cost.rows) {
            lines << feeLine(fee);
            said = said && feeNote.contains(moneyText(*fee.amount));
        }
        const bool plain = cost.rows.size() == 1 && !feeNote.isEmpty();
        return said || plain ? QString() : lines.join(QStringLiteral("；"));
    }

    GuideFact costFact(const Reading &reading, const Item &item, const QString &caseId)
    {
        GuideFact fact { QStringLiteral("cost"), QStringLiteral("多少钱"), {}, {},
            QStringLiteral("fee"), QStringLiteral("多少钱"), {} };
        const Cost cost = costOf(item, caseId, reading.store.fees(reading.today()));
        fact.answer = costText(cost);
        if (fact.answer.isEmpty()) {
            fact.answer = QStringLiteral("收费标准核实中");
        }
        const QString ask
            = cost.complete && (cost.least || cost.free) ? QString() : askText(reading, item);
        fact.note = joined({ feeLines(cost, item.feeNote), item.feeNote, ask });
        fact.shortNote = ask;
        return fact;
    }

    QString legalText(const Limit &limit)
    {
        return QStringLiteral("法定 %1").arg(limitText(limit));
    }

    // The first day the item can be accepted: an open day of the hall that handles it, else a
    // working day, for its own hours are words.
    QDate acceptedOn(const Reading &reading, const Item &item)
    {
        const Calendar calendar = reading.store.calendar();
        const Office office = guidePlace(reading, item).office;
        const ServiceHall hall
            = office.hoursNote.isEmpty() ? reading.store.hall(office.hall) : ServiceHall();
        if (const auto day = nextOpenDay(hall, calendar, reading.now)) {
            return *day;
        }
        const QDate today = reading.today();
        const bool known = calendar.covers(today) && !calendar.isWorkday(today);
        return known ? calendar.addWorkdays(today, 1).value_or(today) : today;
    }

    // 今天, 明天（周一）, 11月30日（周一）.
    QString namedDay(const QDate &day, const QDate &today)
    {
        if (day == today) {
            return QStringLiteral("今天");
        }
        const QString name = day == today.addDays(1) ? QStringLiteral("明天") : dayText(day, today);
        return QStringLiteral("%1（%2）").arg(name, weekdayName(day));
    }

    GuideFact timeFact(const Reading &reading, const Item &item, const QString &caseId)
    {
        GuideFact fact { QStringLiteral("time"), QStringLiteral("多长时间"), {}, {},
            QStringLiteral("clock"), QStringLiteral("多久"), {} };
        const auto legal = legalLimitForCase(item, caseId);
        const auto promised = promisedLimitForCase(item, caseId);
        if (!legal && !promised) {
            fact.answer = QStringLiteral("时限核实中");
            fact.note = askText(reading, item);
            fact.shortNote = fact.note;
            return fact;
        }
        const Limit &counts = promised ? *promised : *legal;
        fact.answer = limitText(counts);
        const QString promise = promised ? QStringLiteral("承诺时限") : QStringLiteral("法定时限");
        const QString law = promised && legal ? legalText(*legal) : QString();
        fact.shortNote
            = dueText(counts, reading.store.calendar(), reading.today(), acceptedOn(reading, item));
        fact.note = joined({ joined({ promise, law }, QStringLiteral("，")), fact.shortNote });
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
        const QString rest = materials.size() > kPapersNamed ? QStringLiteral("等") : QString();
        return names.join(QStringLiteral("、")) + rest;
    }

    GuideFact bringFact(const Reading &reading, const Item &item, const QString &caseId)
    {
        GuideFact fact { QStringLiteral("bring"), QStringLiteral("要带什么"), {}, {},
            QStringLiteral("material"), QStringLiteral("带什么"), {} };
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

    // Whether it is open now: what a visitor asks before the hours of the day.
    QString hoursNow(const Reading &reading, const Office &office)
    {
        const ServiceHall hall = reading.store.hall(office.hall);
        const HallHoursText hours = hallHoursText(hall, reading.store.calendar(), reading.now);
        return hours.known && office.hoursNote.isEmpty() ? hours.state : hoursNote(reading, office);
    }

    // In another house its name is the answer; the way there, its hours and its number follow.
    void tellElsewhere(const Reading &reading, const GuidePlace &place, GuideFact &fact)
    {
        const Office &office = place.office;
        const ServiceHall hall = reading.store.hall(office.hall);
        const QString address = office.address.isEmpty() ? hall.address : office.address;
        const QString phone = office.phone.isEmpty() ? hall.phone : office.phone;
        const QString desk = hall.name.isEmpty() ? QString() : office.name;
        const QString counter
            = joined({ floorName(hall, office.floor), windowsText(place) }, QStringLiteral(" "));
        const QString call = phone.isEmpty() ? QString() : QStringLiteral("电话 %1").arg(phone);
        fact.answer = hall.name.isEmpty() ? office.name : hall.name;
        fact.shortNote = joined(
            { joined({ address, call }, QStringLiteral("，")), hoursNow(reading, office) });
        fact.note = joined({ address, joined({ desk, counter }, QStringLiteral("，")),
            hoursNote(reading, office), call, place.note });
    }

    GuideFact placeFact(const Reading &reading, const Item &item)
    {
        GuideFact fact { QStringLiteral("place"), QStringLiteral("去哪里、几点开门"), {}, {},
            QStringLiteral("place"), QStringLiteral("去哪里"), {} };
        const GuidePlace place = guidePlace(reading, item);
        if (place.office.id.isEmpty()) {
            fact.answer = QStringLiteral("地点核实中");
            fact.note = askText(reading, item);
            return fact;
        }
        if (!place.here) {
            tellElsewhere(reading, place, fact);
            return fact;
        }
        const ServiceHall hall = reading.store.hall(place.office.hall);
        const QString windows = windowsText(place);
        const QString where
            = joined({ floorName(hall, place.office.floor), windows }, QStringLiteral(" "));
        fact.answer = where.isEmpty() ? place.office.name : where;
        const QString name = where.isEmpty() ? QString() : place.office.name;
        fact.shortNote = hoursNow(reading, place.office);
        fact.note = joined({ joined({ name, place.office.address }, QStringLiteral("，")),
            hoursNote(reading, place.office), place.note });
        return fact;
    }

} // namespace

QString unbroken(const QString &text)
{
    static const QRegularExpression numbers(
        QStringLiteral("(?<=[0-9])(?=[\\x{4e00}-\\x{9fff}:：元])|(?<=[0-9][–—:~-])(?=[0-9])|"
                       "(?<=[0-9])(?=[–—:~-][0-9])|(?<=[0-9][年月])(?=[0-9])"));
    static const QString workdays = QStringLiteral("个工作日");
    static const QChar joiner(0x2060);
    QString kept = text;
    kept.replace(workdays, QStringLiteral("个\u2060工\u2060作\u2060日"));
    kept.replace(numbers, joiner);
    return kept;
}

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

QString dueText(
    const Limit &limit, const Calendar &calendar, const QDate &today, const QDate &accepted)
{
    const QString day = namedDay(accepted, today);
    std::optional<QDate> due;
    switch (limit.unit) {
    case LimitUnit::Immediate:
        return accepted == today ? QStringLiteral("今天来，今天办完")
                                 : QStringLiteral("%1来，当天办完").arg(day);
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
        return QStringLiteral("%1受理，办结日期还不能算出（节假日未公布），以受理单为准").arg(day);
    }
    return QStringLiteral("%1受理，最迟 %2（%3）办结")
        .arg(day, dayText(*due, today), weekdayName(*due));
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
