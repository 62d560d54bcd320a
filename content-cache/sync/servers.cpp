#include "servers.h"

namespace Hall {

Servers::Servers(QList<QUrl> addresses)
    : m_addresses(std::move(addresses))
    , m_wrong(m_addresses.size(), 0)
{
}

qsizetype Servers::preferred(std::chrono::milliseconds now)
{
    if (m_preferred != 0 && now - m_leftFirst >= standIn)
        m_preferred = 0;
    return m_preferred;
}

void Servers::failed(qsizetype index, std::chrono::milliseconds now)
{
    if (index != m_preferred)
        return;
    if (m_preferred == 0)
        m_leftFirst = now;
    m_preferred = after(index);
}

bool Servers::deliveredWrongly(qsizetype index) { return ++m_wrong[index] % wrongBeforeAlarm == 0; }

} // namespace Hall
