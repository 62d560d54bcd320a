#include "kiosk/guide.h"

#include "kiosk/clock.h"
#include "kiosk/guidefacts.h"
#include "kiosk/kiosk.h"
#include "model/validity.h"

#include <QQmlEngine>

namespace Hall {

Guide::Guide(QObject *parent)
    : QObject(parent)
{
}

void Guide::setItemId(const QString &itemId)
{
    if (itemId != m_itemId) {
        m_itemId = itemId;
        reload();
    }
}

void Guide::setLibrary(Library *library)
{
    if (m_library) {
        disconnect(m_library, nullptr, this, nullptr);
    }
    m_library = library;
    if (m_library) {
        connect(m_library, &Library::changed, this, &Guide::reload);
    }
    reload();
}

void Guide::componentComplete()
{
    if (const Kiosk *kiosk = Kiosk::of(qmlEngine(this))) {
        setLibrary(kiosk->library());
    }
}

void Guide::reload()
{
    m_found = false;
    if (m_library && m_library->ready() && !m_itemId.isEmpty()) {
        const Reading reading { *m_library->store(), m_library->clock().now(), m_library->hall() };
        const auto guide = reading.store.guide(m_itemId);
        take(reading, guide ? guide.value().item : Item());
        m_found = guide.ok();
    }
    Q_EMIT changed();
}

void Guide::take(const Reading &reading, const Item &item)
{
    const Validity validity = validityAt(item.effectiveFrom, item.effectiveTo, reading.today());
    const Signpost signpost = item.signpost.value_or(Signpost());
    m_title = item.title;
    m_plainName = item.plainName;
    m_summary = item.summary;
    m_badge = validityBadge(item.disclosure, validity);
    m_valid = validity == Validity::Valid;
    m_signpost = item.signpost.has_value();
    m_signpostAgency = signpost.agency;
    m_signpostText = signpost.text;
    m_signpostPhone = signpost.phone;
    m_ask = askText(reading, item);
}

} // namespace Hall
