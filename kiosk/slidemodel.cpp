#include "kiosk/slidemodel.h"

namespace Hall {

SlideModel::SlideModel(QObject *parent)
    : ContentModel({ "title", "line" }, parent)
{
}

ContentModel::Rows SlideModel::read(const Reading &reading) const
{
    Rows rows;
    for (const AttractSlide &slide : reading.store.site().attract) {
        rows.append({ slide.title, slide.line });
    }
    if (rows.isEmpty()) {
        rows.append(
            { QStringLiteral("办事指南"), QStringLiteral("材料、费用、时限、地点，点一下就知道") });
    }
    return rows;
}

} // namespace Hall
