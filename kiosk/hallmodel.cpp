#include "kiosk/hallmodel.h"

#include "kiosk/clock.h"
#include "kiosk/hallhours.h"

#include <algorithm>

namespace Hall {

HallModel::HallModel(QObject *parent)
    : ContentModel(
        { "hallId", "name", "address", "phone", "hours", "todayText", "stateText", "open", "here" },
        parent)
{
}

void HallModel::componentComplete()
{
    ContentModel::componentComplete();
    if (library()) {
        connect(&library()->clock(), &Clock::minuteChanged, this, &HallModel::reload);
    }
}

ContentModel::Rows HallModel::read(const Reading &reading) const
{
    QList<ServiceHall> halls = reading.store.halls();
    std::stable_partition(halls.begin(), halls.end(),
        [&](const ServiceHall &hall) { return hall.id == reading.hall; });
    Rows rows;
    for (const ServiceHall &hall : std::as_const(halls)) {
        const HallHoursText now = hallHoursText(hall, reading.store.calendar(), reading.now);
        rows.append({ hall.id, hall.name, hall.address, hall.phone,
            hoursLines(hall.hours).join(QLatin1Char('\n')), now.today, now.state, now.open,
            hall.id == reading.hall });
    }
    return rows;
}

} // namespace Hall
