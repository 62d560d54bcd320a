#include "publish/release/amounts.h"

#include "publish/checks/checks.h"
#include "publish/checks/textwalk.h"

#include <QRegularExpression>

namespace Hall {

namespace {

    // Why a reference cannot become an amount; nothing where it can.
    QString whyUnusable(const QList<Sourced<Fee>> &fees, const QString &id)
    {
        QString reason = QStringLiteral("收费表里没有 %1").arg(id);
        for (const Sourced<Fee> &fee : fees) {
            if (fee.value.id != id) {
                continue;
            }
            if (!fee.value.amount) {
                reason = QStringLiteral("收费项目 %1 的金额待核，还不能引用").arg(id);
            } else if (fee.origin.hidden) {
                reason = QStringLiteral("收费项目 %1 整行没有核实，不会上屏，还不能引用").arg(id);
            } else {
                return {};
            }
        }
        return reason;
    }

    // The row a written amount most likely means: one of the guide's own first.
    QString likelyRow(const QList<Sourced<Fee>> &fees, const QStringList &own, Money amount)
    {
        QString likely;
        for (const Sourced<Fee> &fee : fees) {
            if (fee.value.amount == amount && own.contains(fee.value.id)) {
                return fee.value.id;
            }
            if (fee.value.amount == amount && likely.isEmpty()) {
                likely = fee.value.id;
            }
        }
        return likely.isEmpty() ? QStringLiteral("编号") : likely;
    }

    void checkText(const QList<Sourced<Fee>> &fees, const QStringList &own, const Place &place,
        const QString &text, Problems &problems)
    {
        static const QRegularExpression written(
            QStringLiteral("(?<![0-9.])([0-9]{1,6}(?:\\.[0-9]{1,2})?)元"));
        const QStringList named = feesNamedIn(text);
        for (const QString &id : named) {
            const QString reason = whyUnusable(fees, id);
            if (!reason.isEmpty()) {
                problems.error(
                    place, reason, QStringLiteral("改正 <fee:…> 里的编号，或改写这句话"));
            }
        }
        const auto match = written.match(text);
        if (match.hasMatch()) {
            const Money amount = moneyFromText(match.captured(1)).value_or(Money {});
            problems.warning(place,
                QStringLiteral("文字里写了“%1”，收费表改了它不会跟着变").arg(match.captured()),
                QStringLiteral("是收费标准就写 <fee:%1>").arg(likelyRow(fees, own, amount)));
        }
    }

    // 每证40元 beside an amount of 45 in the same row.
    void checkStandard(const Sourced<Fee> &fee, Problems &problems)
    {
        static const QRegularExpression unitPrice(
            QStringLiteral("^每.{1,3}?([0-9]{1,6}(?:\\.[0-9]{1,2})?)元$"));
        const auto match = unitPrice.match(fee.value.standard);
        if (fee.value.amount && match.hasMatch()
            && moneyFromText(match.captured(1)) != fee.value.amount) {
            problems.error(fee.origin.at(QStringLiteral("standard")),
                QStringLiteral("“%1”和金额 %2 不一致")
                    .arg(fee.value.standard, moneyText(*fee.value.amount)),
                QStringLiteral("只在 amount 写金额，standard 写别的说明"));
        }
    }

} // namespace

void checkAmounts(const Workspace &workspace, Problems &problems)
{
    for (const Sourced<Fee> &fee : workspace.fees) {
        checkStandard(fee, problems);
    }
    for (const Sourced<Item> &item : workspace.items) {
        QStringList own = item.value.fees;
        for (const ItemCase &one : item.value.cases) {
            own << one.fees;
        }
        forEachText(item, [&](const Origin &origin, const QString &path, const QString &text) {
            if (path != QLatin1String("source")) {
                checkText(workspace.fees, own, origin.at(path), text, problems);
            }
        });
    }
}

} // namespace Hall
