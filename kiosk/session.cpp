#include "kiosk/session.h"

namespace Hall {

namespace {

    constexpr int kLongestQuery = 40;

} // namespace

Session::Session(QObject *parent)
    : QObject(parent)
{
    m_query.reserve(kLongestQuery + 1);
}

void Session::setMode(bool &mode, bool on)
{
    if (mode != on) {
        mode = on;
        Q_EMIT modesChanged();
    }
}

void Session::setElder(bool on) { setMode(m_elder, on); }

void Session::setLowReach(bool on) { setMode(m_lowReach, on); }

void Session::setHighContrast(bool on) { setMode(m_highContrast, on); }

void Session::setQuery(const QString &query)
{
    if (query == m_query) {
        return;
    }
    // The old letters are overwritten in place, not merely let go.
    m_query.fill(QChar(0));
    m_query.resize(0);
    m_query.append(QStringView(query).left(kLongestQuery));
    Q_EMIT queryChanged();
}

void Session::type(const QString &letters) { setQuery(m_query + letters); }

void Session::eraseLast() { setQuery(m_query.chopped(m_query.isEmpty() ? 0 : 1)); }

void Session::reset()
{
    setQuery(QString());
    m_elder = false;
    m_lowReach = false;
    m_highContrast = false;
    Q_EMIT modesChanged();
}

} // namespace Hall
