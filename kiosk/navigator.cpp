#include "kiosk/navigator.h"

namespace Hall {

namespace {

    // Deeper walks forget their oldest steps; nobody presses 返回 this often.
    constexpr qsizetype kLongestHistory = 32;

} // namespace

Navigator::Navigator(QObject *parent)
    : QObject(parent)
{
}

void Navigator::show(const Place &place)
{
    m_here = place;
    ++m_visit;
    Q_EMIT moved();
    Q_EMIT caseChosen();
}

void Navigator::go(const Place &place)
{
    const bool same = place.screen == m_here.screen && place.listing == m_here.listing
        && place.subject == m_here.subject && place.itemId == m_here.itemId;
    if (same) {
        return;
    }
    if (m_here.screen == Screen::Attract) {
        m_history = { Place { Screen::Home, {}, {}, {}, {} } };
    } else {
        m_history.append(m_here);
    }
    if (m_history.size() > kLongestHistory) {
        m_history.remove(1);
    }
    show(place);
}

void Navigator::openTopics(Listing listing) { go(Place { Screen::Topics, listing, {}, {}, {} }); }

void Navigator::openList(Listing listing, const QString &subject)
{
    go(Place { Screen::List, listing, subject, {}, {} });
}

void Navigator::openUnits() { go(Place { Screen::Units, Listing::Unit, {}, {}, {} }); }

void Navigator::openGuide(const QString &itemId)
{
    go(Place { Screen::Guide, {}, {}, itemId, {} });
}

void Navigator::chooseCase(const QString &caseId)
{
    if (caseId != m_here.caseId) {
        m_here.caseId = caseId;
        Q_EMIT caseChosen();
    }
}

void Navigator::keepPage(int page) { m_here.page = page; }

void Navigator::openTakeAway()
{
    if (m_here.screen == Screen::Guide) {
        go(Place { Screen::TakeAway, {}, {}, m_here.itemId, m_here.caseId });
    }
}

void Navigator::openSearch() { go(Place { Screen::Search, {}, {}, {}, {} }); }

void Navigator::openFees() { go(Place { Screen::Fees, {}, {}, {}, {} }); }

void Navigator::openHotlines() { go(Place { Screen::Hotlines, {}, {}, {}, {} }); }

void Navigator::openNotices() { go(Place { Screen::Notices, {}, {}, {}, {} }); }

void Navigator::back()
{
    if (!m_history.isEmpty()) {
        show(m_history.takeLast());
    }
}

void Navigator::home()
{
    m_history.clear();
    show(Place { Screen::Home, {}, {}, {}, {} });
}

void Navigator::endSession()
{
    m_history.clear();
    show(Place {});
    Q_EMIT sessionEnded();
}

} // namespace Hall
