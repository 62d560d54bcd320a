#include "kiosk/lobbyplan.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace Hall {

namespace {

    constexpr double kMinutesOfArc = 24.2;
    constexpr double kRowEm = 1.6;
    constexpr double kHeaderAndFooterEm = 3.4;
    constexpr double kMarginsEm = 2.6;
    constexpr int kLeastRows = 5;
    constexpr int kLeastChars = 12;
    constexpr int kMostRows = 10;
    constexpr int kMostRowsUpright = 16;
    constexpr double kWidestValueShare = 0.55;
    constexpr double kShortestDwell = 8;
    constexpr double kLongestDwell = 25;

    double readingSeconds(int characters, int rows) { return 2 + characters / 3.0 + 0.3 * rows; }

    // Latin letters and digits are about half as wide as Han characters.
    double widthInEm(const QString &text)
    {
        return std::accumulate(text.cbegin(), text.cend(), 0.0,
            [](double sum, QChar c) { return sum + (c.unicode() < 0x2E80 ? 0.55 : 1.0); });
    }

    int linesOf(const QList<LobbyRow> &rows, double charsPerLine)
    {
        return std::accumulate(rows.cbegin(), rows.cend(), 0,
            [=](int sum, const LobbyRow &row) { return sum + lobbyRow(row, charsPerLine).lines; });
    }

    int linesOfText(const QString &text, double room)
    {
        const double width = widthInEm(text);
        return width <= room ? 1 : static_cast<int>(std::ceil(width / std::max(2.0, room - 1)));
    }

    // What division made a hair less than a whole number is that number.
    int whole(double count) { return static_cast<int>(count + 1e-6); }

    double charsAt(double scale, const LobbyCapacity &capacity)
    {
        return (capacity.charsPerLine + kMarginsEm) / scale - kMarginsEm;
    }

    int charactersOf(const QList<LobbyRow> &rows)
    {
        return std::accumulate(rows.cbegin(), rows.cend(), 0, [](int sum, const LobbyRow &row) {
            return sum + static_cast<int>(row.text.size() + row.value.size());
        });
    }

    // A page with room to spare is set in larger type, as far as its rows still fit; in
    // a table no more of them may break.
    double largestScale(const QList<LobbyRow> &rows, const LobbyCapacity &capacity, bool prose)
    {
        const int lines = linesOf(rows, capacity.charsPerLine);
        for (const double scale : { 1.6, 1.45, 1.3, 1.15 }) {
            const int linesThen = linesOf(rows, charsAt(scale, capacity));
            if ((prose || linesThen == lines) && linesThen * scale <= capacity.lines) {
                return scale;
            }
        }
        return 1;
    }

    // Splits rows into pages that fit the height, prose also the longest dwell. A heading stands
    // above its rows on every page they reach.
    class PageMaker {
    public:
        PageMaker(LobbyPageKind kind, const QString &title, const LobbyCapacity &capacity)
            : m_capacity(capacity)
        {
            m_page.kind = kind;
            m_page.title = title;
        }

        void setUrgent(bool urgent) { m_page.urgent = urgent; }

        void setProse() { m_prose = true; }

        void setHeading(const QString &heading) { m_heading = heading; }

        /// A text longer than a page goes on on the next one.
        void add(const QString &text, const QString &value)
        {
            const int headingLines
                = m_heading.isEmpty() ? 0 : linesOfText(m_heading, m_capacity.charsPerLine);
            const int room = std::max(1, m_capacity.lines - headingLines);
            const int most = room * (m_capacity.charsPerLine - 1);
            const bool tall = linesOfText(text, m_capacity.charsPerLine) > room;
            if (!tall || text.size() <= most || !value.isEmpty()) {
                addRow({ text, value });
                return;
            }
            addRow({ text.left(most), {} });
            add(text.mid(most), {});
        }

        /// The pages, all in the type of the fullest: a series does not jump in size.
        QList<LobbyPage> take()
        {
            if (!m_page.rows.isEmpty()) {
                close();
            }
            double scale = 1.6;
            for (const LobbyPage &page : std::as_const(m_pages)) {
                scale = std::min(scale, page.scale);
            }
            for (LobbyPage &page : m_pages) {
                page.scale = scale;
                for (LobbyRow &row : page.rows) {
                    row = lobbyRow(row, charsAt(scale, m_capacity));
                }
            }
            return m_pages;
        }

    private:
        void addRow(const LobbyRow &row)
        {
            const LobbyRow heading { m_heading, {}, 1, true };
            const bool sameGroup = m_heading == m_shownHeading;
            QList<LobbyRow> next = m_page.rows;
            if (!sameGroup) {
                next.append(heading);
            }
            next.append(row);
            if (!fits(next) && !m_page.rows.isEmpty()) {
                close();
                next = m_heading.isEmpty() ? QList<LobbyRow> { row }
                                           : QList<LobbyRow> { heading, row };
            }
            m_page.rows = next;
            m_shownHeading = m_heading;
        }

        bool fits(const QList<LobbyRow> &rows) const
        {
            const int lines = linesOf(rows, m_capacity.charsPerLine);
            return rows.size() <= m_capacity.rows && lines <= m_capacity.lines
                && (!m_prose || lobbyReadable(charactersOf(rows), lines));
        }

        void close()
        {
            m_page.scale = largestScale(m_page.rows, m_capacity, m_prose);
            m_page.dwellSeconds = lobbyDwellSeconds(
                charactersOf(m_page.rows), static_cast<int>(m_page.rows.size()));
            m_pages.append(m_page);
            m_page.rows.clear();
        }

        LobbyCapacity m_capacity;
        bool m_prose = false;
        QString m_heading;
        QString m_shownHeading;
        LobbyPage m_page;
        QList<LobbyPage> m_pages;
    };

    QString feeValue(const Fee &fee)
    {
        const QString amount = moneyText(*fee.amount);
        const bool perUnit = fee.amount->fen > 0 && !fee.unit.isEmpty();
        return perUnit ? QStringLiteral("%1/%2").arg(amount, fee.unit.section(QLatin1Char('/'), -1))
                       : amount;
    }

    QList<LobbyPage> feePages(const QList<Fee> &fees, const LobbyCapacity &capacity)
    {
        QStringList groups;
        for (const Fee &fee : fees) {
            groups << fee.group;
        }
        groups.removeDuplicates();
        PageMaker maker(LobbyPageKind::Fees, QStringLiteral("收费标准"), capacity);
        for (const QString &group : std::as_const(groups)) {
            maker.setHeading(group);
            for (const Fee &fee : fees) {
                if (fee.group == group && fee.amount) {
                    maker.add(fee.name, feeValue(fee));
                }
            }
        }
        return maker.take();
    }

    QList<LobbyPage> hotlinePages(const QList<Hotline> &hotlines, const LobbyCapacity &capacity)
    {
        PageMaker maker(LobbyPageKind::Hotlines, QStringLiteral("便民电话"), capacity);
        for (const Hotline &hotline : hotlines) {
            maker.add(hotline.name, hotline.number);
        }
        return maker.take();
    }

    QList<LobbyPage> hoursPages(const ContentStore &store, const QString &hall,
        const QDateTime &now, const LobbyCapacity &capacity)
    {
        QList<LobbyPage> pages;
        const QList<ServiceHall> halls = store.halls();
        for (const ServiceHall &one : halls) {
            if (!hall.isEmpty() && one.id != hall) {
                continue;
            }
            PageMaker maker(LobbyPageKind::Hours, QStringLiteral("办公时间"), capacity);
            maker.setHeading(one.name);
            const OpenState state = openState(one.hours, store.calendar(), now);
            if (state.known) {
                maker.add(QStringLiteral("今天"), state.todayText);
            }
            for (const QString &line : hoursLines(one.hours)) {
                maker.add(line.section(QLatin1Char(' '), 0, 0), line.section(QLatin1Char(' '), 1));
            }
            if (!one.address.isEmpty()) {
                maker.add(one.address, {});
            }
            pages += maker.take();
        }
        return pages;
    }

    QList<LobbyPage> noticeInFull(const Notice &notice, bool urgent, const LobbyCapacity &capacity)
    {
        PageMaker maker(LobbyPageKind::Notice,
            urgent ? QStringLiteral("紧急通知") : QStringLiteral("通知公告"), capacity);
        maker.setUrgent(urgent);
        maker.setProse();
        maker.setHeading(notice.title);
        const QStringList lines = notice.text.split(QLatin1Char('\n'), Qt::SkipEmptyParts);
        for (const QString &line : lines) {
            const bool listed = line.startsWith(QLatin1String("- "));
            maker.add(listed ? QStringLiteral("· ") + line.mid(2) : line.trimmed(), {});
        }
        return maker.take();
    }

    QList<LobbyPage> urgentPages(const QList<Notice> &notices, const LobbyCapacity &capacity)
    {
        QList<LobbyPage> pages;
        for (const Notice &notice : notices) {
            if (notice.priority == QLatin1String("urgent")) {
                pages += noticeInFull(notice, true, capacity);
            }
        }
        return pages;
    }

    QList<LobbyPage> noticePages(const QList<Notice> &notices, const LobbyCapacity &capacity)
    {
        QList<LobbyPage> pages;
        PageMaker titles(LobbyPageKind::Notice, QStringLiteral("通知公告"), capacity);
        titles.setHeading(QStringLiteral("全文请看触摸屏"));
        for (const Notice &notice : notices) {
            if (notice.priority == QLatin1String("important")) {
                pages += noticeInFull(notice, false, capacity);
            } else if (notice.priority != QLatin1String("urgent")) {
                titles.add(notice.title, {});
            }
        }
        return pages + titles.take();
    }

} // namespace

double lobbyEmMm(const LobbyGeometry &geometry)
{
    const double readable
        = geometry.readingDistanceMm * std::tan(kMinutesOfArc / 60 * std::numbers::pi / 180);
    return std::min(
        { readable, geometry.panelMm.height() / (kLeastRows * kRowEm + kHeaderAndFooterEm),
            geometry.panelMm.width() / (kLeastChars + kMarginsEm) });
}

LobbyCapacity lobbyCapacity(const LobbyGeometry &geometry)
{
    const double em = lobbyEmMm(geometry);
    const int rows = whole((geometry.panelMm.height() / em - kHeaderAndFooterEm) / kRowEm);
    const int chars = whole(geometry.panelMm.width() / em - kMarginsEm);
    const bool upright = geometry.panelMm.height() > geometry.panelMm.width();
    const int most = upright ? kMostRowsUpright : kMostRows;
    return { std::clamp(rows, 1, most), std::max(rows, 1), std::max(4, chars) };
}

double lobbyDwellSeconds(int characters, int rows)
{
    return std::clamp(readingSeconds(characters, rows), kShortestDwell, kLongestDwell);
}

LobbyRow lobbyRow(const LobbyRow &row, double charsPerLine)
{
    LobbyRow counted = row;
    const double valueWidth = row.value.isEmpty() ? 0 : widthInEm(row.value) + 1;
    const bool beside = widthInEm(row.text) + valueWidth <= charsPerLine;
    counted.stacked = !beside && valueWidth > kWidestValueShare * charsPerLine;
    counted.lines = counted.stacked
        ? linesOfText(row.text, charsPerLine) + linesOfText(row.value, charsPerLine)
        : linesOfText(row.text, charsPerLine - valueWidth);
    return counted;
}

bool lobbyReadable(int characters, int rows)
{
    return readingSeconds(characters, rows) <= kLongestDwell;
}

QList<LobbyPage> lobbyPages(const ContentStore &store, const QString &hall, const QDateTime &now,
    const LobbyGeometry &geometry, const LobbyChoice &choice)
{
    const LobbyCapacity capacity = lobbyCapacity(geometry);
    const QList<Notice> notices = store.notices(now.date(), hall);
    QList<LobbyPage> pages = urgentPages(notices, capacity);
    if (choice.fees) {
        pages += feePages(store.fees(now.date()), capacity);
    }
    if (choice.hotlines) {
        pages += hotlinePages(store.hotlines(), capacity);
    }
    if (choice.hours) {
        pages += hoursPages(store, hall, now, capacity);
    }
    if (choice.notices) {
        pages += noticePages(notices, capacity);
    }
    if (pages.isEmpty()) {
        PageMaker maker(LobbyPageKind::Hotlines, store.site().bureau, capacity);
        maker.add(QStringLiteral("咨询电话"), store.site().mainPhone);
        pages = maker.take();
    }
    return pages;
}

double lobbyRoundSeconds(const QList<LobbyPage> &pages)
{
    return std::accumulate(pages.cbegin(), pages.cend(), 0.0,
        [](double sum, const LobbyPage &page) { return sum + page.dwellSeconds; });
}

} // namespace Hall
