#include "kiosk/unitmodel.h"

namespace Hall {

UnitModel::UnitModel(QObject *parent)
    : ContentModel({ "unitId", "title", "line", "phone", "itemCount" }, parent)
{
}

ContentModel::Rows UnitModel::read(const Reading &reading) const
{
    Rows rows;
    const QList<Unit> units = reading.store.units();
    for (const Unit &unit : units) {
        const auto count = reading.store.itemsOfUnit(unit.id, reading.today()).size();
        if (count == 0) {
            continue;
        }
        rows.append({ unit.id, unit.name, unit.functions.section(QLatin1Char('\n'), 0, 0),
            unit.phone, count });
    }
    return rows;
}

} // namespace Hall
