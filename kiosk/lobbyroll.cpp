#include "kiosk/lobbyroll.h"

#include "kiosk/clock.h"
#include "kiosk/kiosk.h"

#include <QQmlEngine>
#include <algorithm>
#include <chrono>

namespace Hall {

void LobbyRowModel::setRows(const QList<LobbyRow> &rows)
{
    beginResetModel();
    m_rows = rows;
    endResetModel();
}

int LobbyRowModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant LobbyRowModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const LobbyRow &row = m_rows.at(index.row());
    switch (role) {
    case TextRole:
        return row.text;
    case ValueRole:
        return row.value;
    case LinesRole:
        return row.lines;
    case HeadingRole:
        return row.heading;
    case StackedRole:
        return row.stacked;
    default:
        return {};
    }
}

QHash<int, QByteArray> LobbyRowModel::roleNames() const
{
    return { { TextRole, "text" }, { ValueRole, "value" }, { LinesRole, "lines" },
        { HeadingRole, "heading" }, { StackedRole, "stacked" } };
}

LobbyRoll::LobbyRoll(QObject *parent)
    : QObject(parent)
{
    m_timer.setInterval(std::chrono::milliseconds(250));
    connect(&m_timer, &QTimer::timeout, this, [this] { advance(m_library->clock().now()); });
}

void LobbyRoll::componentComplete()
{
    if (const Kiosk *kiosk = Kiosk::of(qmlEngine(this))) {
        m_choice = kiosk->options().lobby;
        setLibrary(kiosk->library());
        advance(m_library->clock().now());
        m_timer.start();
    }
}

void LobbyRoll::setLibrary(Library *library)
{
    m_library = library;
    connect(m_library, &Library::changed, this, &LobbyRoll::takeUp);
    takeUp();
}

void LobbyRoll::takeUp()
{
    if (!m_library->ready()) {
        return;
    }
    const QList<Notice> notices
        = m_library->store()->notices(m_library->clock().today(), m_library->hall());
    const bool urgent = std::any_of(notices.cbegin(), notices.cend(),
        [](const Notice &notice) { return notice.priority == QLatin1String("urgent"); });
    if (urgent) {
        m_shownSince = {};
    }
}

void LobbyRoll::changeGeometry(double &member, double millimetres)
{
    if (millimetres > 0 && !qFuzzyCompare(member, millimetres)) {
        member = millimetres;
        m_shownSince = {};
        Q_EMIT geometryChanged();
        if (m_library) {
            advance(m_library->clock().now());
        }
    }
}

void LobbyRoll::setPanelWidthMm(double millimetres) { changeGeometry(m_panelWidthMm, millimetres); }

void LobbyRoll::setPanelHeightMm(double millimetres)
{
    changeGeometry(m_panelHeightMm, millimetres);
}

void LobbyRoll::setReadingDistanceMm(double millimetres)
{
    changeGeometry(m_distanceMm, millimetres);
}

void LobbyRoll::rebuild(const QDateTime &now)
{
    const bool ready = m_library && m_library->ready();
    m_pages = ready ? lobbyPages(*m_library->store(), m_library->hall(), now, geometry(), m_choice)
                    : QList<LobbyPage>();
}

void LobbyRoll::show(int index, const QDateTime &now)
{
    m_index = index;
    m_shownSince = now;
    m_rows.setRows(current().rows);
    Q_EMIT pageChanged();
}

void LobbyRoll::advance(const QDateTime &now)
{
    const bool firstPage = !m_shownSince.isValid() || m_pages.isEmpty();
    // A clock set back must not freeze the page that is up.
    const double shownFor = firstPage ? 0 : static_cast<double>(m_shownSince.msecsTo(now)) / 1000;
    const bool timeOver = shownFor >= current().dwellSeconds || shownFor < 0;
    if (!firstPage && !timeOver) {
        return;
    }
    const bool roundOver = m_index + 1 >= m_pages.size();
    if (firstPage || roundOver || m_shownSince.date() != now.date()) {
        rebuild(now);
        show(0, now);
        return;
    }
    show(m_index + 1, now);
}

void LobbyRoll::setPage(int page)
{
    if (m_library && page >= 0 && page < pageCount()) {
        show(page, m_library->clock().now());
    }
}

} // namespace Hall
