#include "publish/checks/checks.h"
#include "publish/pinyin/phrasebook.h"

#include <QRegularExpression>
#include <QSet>

namespace Hall {

namespace {

    void checkSpan(const QDate &from, const QDate &to, const Place &place, Problems &problems)
    {
        if (from.isValid() && to.isValid() && to < from) {
            problems.error(
                place, QStringLiteral("结束日期早于开始日期"), QStringLiteral("核对两个日期"));
        }
    }

    void checkNumber(const QString &number, const Place &place, Problems &problems)
    {
        static const QRegularExpression shape(
            QStringLiteral("^([0-9]{3,6}|024-?[0-9]{8}|400-?[0-9]{3}-?[0-9]{4})(-[0-9]{1,4})?$"));
        if (!number.isEmpty() && !shape.match(number).hasMatch()) {
            problems.warning(place, QStringLiteral("“%1”不像对外公布的电话（L9）").arg(number),
                QStringLiteral("写短号，或 024-八位号码；抚顺已没有 0413 开头的号码"));
        }
    }

    // Nobody can dial 1.238E+04, what a spreadsheet makes of a number.
    void checkDigits(const QString &number, const Place &place, Problems &problems)
    {
        static const QRegularExpression other(QStringLiteral("[^0-9 -]"));
        if (number.contains(other)) {
            problems.error(place, QStringLiteral("“%1”不是电话号码").arg(number.left(40)),
                QStringLiteral(
                    "只写数字、- 和空格；表格软件会改写长数字，先把这一列设成“文本”再重新填"));
        }
    }

    void checkContacts(const Workspace &workspace, Problems &problems)
    {
        for (const Sourced<Item> &record : workspace.items) {
            const Item &item = record.value;
            const Origin &origin = record.origin;
            checkNumber(item.consult.tel, origin.at(QStringLiteral("consult.tel")), problems);
            checkNumber(item.complaint.tel, origin.at(QStringLiteral("complaint.tel")), problems);
            if (item.signpost) {
                checkNumber(
                    item.signpost->phone, origin.at(QStringLiteral("signpost.phone")), problems);
            }
        }
        QSet<QString> numbers;
        for (const Sourced<Hotline> &hotline : workspace.hotlines) {
            const Place place = hotline.origin.at(QStringLiteral("number"));
            checkDigits(hotline.value.number, place, problems);
            checkNumber(hotline.value.number, place, problems);
            if (!hotline.value.number.isEmpty() && numbers.contains(hotline.value.number)) {
                problems.error(place, QStringLiteral("号码 %1 重复").arg(hotline.value.number),
                    QStringLiteral("并成一行"));
            }
            numbers.insert(hotline.value.number);
        }
        for (const Sourced<Office> &office : workspace.offices) {
            checkNumber(office.value.phone, office.origin.at(QStringLiteral("phone")), problems);
        }
    }

    void checkFees(const Workspace &workspace, Problems &problems)
    {
        for (const Sourced<Fee> &fee : workspace.fees) {
            checkSpan(fee.value.from, fee.value.to, fee.origin.at(QStringLiteral("to")), problems);
            const bool cash = fee.value.payMethods.isEmpty()
                || fee.value.payMethods.contains(QStringLiteral("现金"));
            if (!cash) {
                problems.warning(fee.origin.at(QStringLiteral("payMethods")),
                    QStringLiteral("付款方式里没有现金"),
                    QStringLiteral("收费窗口不得拒收现金，补上“现金”"));
            }
        }
    }

    void checkPolyphones(const Workspace &workspace, Problems &problems)
    {
        for (const Sourced<Polyphone> &one : workspace.polyphones) {
            if (!one.value.phrase.isEmpty() && syllablesOf(one.value).isEmpty()) {
                problems.error(one.origin.at(QStringLiteral("reading")),
                    QStringLiteral("读音要和“%1”一字一音").arg(one.value.phrase),
                    QStringLiteral("写不带声调的小写拼音，用空格隔开，ü 写 v"));
            }
        }
    }

    void checkCalendar(const Sourced<CalendarYear> &record, Problems &problems)
    {
        const CalendarYear &year = record.value;
        const auto check = [&](const QList<QDate> &days, const char *field) {
            for (qsizetype i = 0; i < days.size(); ++i) {
                const QString path = QStringLiteral("%1[%2]").arg(QLatin1String(field)).arg(i + 1);
                if (days.at(i).year() != year.year) {
                    problems.error(record.origin.at(path),
                        QStringLiteral("这一天不在 %1 年").arg(year.year),
                        QStringLiteral("核对年份"));
                }
            }
        };
        check(year.off, "off");
        check(year.work, "work");
        for (qsizetype i = 0; i < year.work.size(); ++i) {
            const QDate day = year.work.at(i);
            const Place place = record.origin.at(QStringLiteral("work[%1]").arg(i + 1));
            if (year.off.contains(day)) {
                problems.error(
                    place, QStringLiteral("同一天既放假又上班"), QStringLiteral("核对放假通知"));
            } else if (day.isValid() && day.dayOfWeek() <= 5) {
                problems.warning(
                    place, QStringLiteral("调休上班日本来就是工作日"), QStringLiteral("核对日期"));
            }
        }
    }

    void checkYears(const Workspace &workspace, Problems &problems)
    {
        QSet<int> years;
        for (const Sourced<CalendarYear> &record : workspace.calendars) {
            if (years.contains(record.value.year)) {
                problems.error(record.origin.at(QStringLiteral("year")),
                    QStringLiteral("%1 年的日历重复").arg(record.value.year),
                    QStringLiteral("一年只留一个文件"));
            }
            years.insert(record.value.year);
            checkCalendar(record, problems);
        }
    }

    void checkHot(const Workspace &workspace, Problems &problems)
    {
        QHash<int, QString> ranks;
        for (const Sourced<Item> &item : workspace.items) {
            const int rank = item.value.hot;
            if (rank > 0 && ranks.contains(rank)) {
                problems.warning(item.origin.at(QStringLiteral("hot")),
                    QStringLiteral("热门名次 %1 和 %2 相同").arg(rank).arg(ranks.value(rank)),
                    QStringLiteral("改成不同的名次"));
            }
            ranks.insert(rank, item.value.id);
        }
    }

} // namespace

void checkTables(const Workspace &workspace, Problems &problems)
{
    checkFees(workspace, problems);
    checkContacts(workspace, problems);
    checkPolyphones(workspace, problems);
    checkYears(workspace, problems);
    checkHot(workspace, problems);
    for (const Sourced<Notice> &notice : workspace.notices) {
        checkSpan(
            notice.value.from, notice.value.to, notice.origin.at(QStringLiteral("to")), problems);
        if (notice.origin.provenance.disclosure.isEmpty()) {
            problems.error(notice.origin.at(QStringLiteral("disclosure")),
                QStringLiteral("没有写公开属性"), QStringLiteral("写 disclosure: 主动公开"));
        }
    }
    for (const Sourced<Item> &item : workspace.items) {
        checkSpan(item.value.effectiveFrom, item.value.effectiveTo,
            item.origin.at(QStringLiteral("effectiveTo")), problems);
        const QString name = item.origin.file.section(u'/', -1).section(u'.', 0, 0);
        if (!item.value.id.isEmpty() && item.value.id != name) {
            problems.error(item.origin.at(QStringLiteral("id")),
                QStringLiteral("编号 %1 和文件名 %2 不一样").arg(item.value.id, name),
                QStringLiteral("改成一样的，别人才找得到"));
        }
    }
}

} // namespace Hall
