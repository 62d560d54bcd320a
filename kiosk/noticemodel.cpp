#include "kiosk/noticemodel.h"

#include "kiosk/clock.h"
#include "kiosk/plaintext.h"

namespace Hall {

NoticeModel::NoticeModel(QObject *parent)
    : ContentModel({ "noticeId", "title", "text", "dates", "priority", "owner" }, parent)
{
}

ContentModel::Rows NoticeModel::read(const Reading &reading) const
{
    Rows rows;
    const QList<Notice> notices = reading.store.notices(reading.today(), reading.hall);
    for (const Notice &notice : notices) {
        const QString dates = QStringLiteral("%1至%2").arg(
            dayText(notice.from, reading.today()), dayText(notice.to, reading.today()));
        rows.append({ notice.id, notice.title, plainText(notice.text), dates, notice.priority,
            notice.owner });
    }
    return rows;
}

} // namespace Hall
