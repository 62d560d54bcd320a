#include "publish/checks/checks.h"

namespace Hall {

namespace {

    void checkRecord(const Origin &origin, const QDate &today, Problems &problems)
    {
        const Provenance &record = origin.provenance;
        if (record.verifiedOn.isValid() && record.verifiedOn > today) {
            problems.error(origin.at(QStringLiteral("verifiedOn")),
                QStringLiteral("核对日期在今天之后"), QStringLiteral("写实际核对的那一天"));
        }
        if (!record.reviewDue.isValid()) {
            return;
        }
        const Place place = origin.at(QStringLiteral("reviewDue"));
        if (record.verifiedOn.isValid() && record.reviewDue < record.verifiedOn) {
            problems.error(
                place, QStringLiteral("下次核对日期早于核对日期"), QStringLiteral("核对两个日期"));
        } else if (record.reviewDue < today) {
            problems.warning(place, QStringLiteral("已过核对期限（L14）"),
                QStringLiteral("重新核对后更新 verifiedOn 和 reviewDue"));
        }
    }

    template <typename T>
    void checkRecords(const QList<Sourced<T>> &records, const QDate &today, Problems &problems)
    {
        for (const Sourced<T> &record : records) {
            checkRecord(record.origin, today, problems);
        }
    }

} // namespace

void checkDates(const Workspace &workspace, const QDate &today, Problems &problems)
{
    checkRecords(workspace.items, today, problems);
    checkRecords(workspace.units, today, problems);
    checkRecords(workspace.halls, today, problems);
    checkRecords(workspace.hotlines, today, problems);
    checkRecords(workspace.notices, today, problems);
}

} // namespace Hall
