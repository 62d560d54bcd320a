#pragma once

#include "model/calendar.h"
#include "model/item.h"
#include "model/records.h"
#include "model/result.h"
#include "store/searchindex.h"

#include <QStringList>
#include <memory>

struct sqlite3;

namespace Hall {

/// Facts about the release itself.
struct ReleaseInfo {
    int release = 0; ///< monotonic number; 0 for an unsigned workspace build
    QDate dataDate; ///< the day it was built for, shown on every screen
    QString builtAt; ///< ISO 8601, UTC
};

/// What the list of a home tile shows, and the order of the tile's own list.
struct GuideRecord {
    Item item;
    QString guideUrl; ///< payload of its code
};

/// One release, opened read-only and immutable (no side files, no locks); every question of the
/// screens is one function here. Where a county bureau has laid its overlay over the release,
/// halls, offices, hotlines and notices are those of both, the county's in place of the city's of
/// the same id. `today` decides what is valid: nothing here reads the clock.
class ContentStore {
public:
    ~ContentStore();
    ContentStore(const ContentStore &) = delete;
    ContentStore &operator=(const ContentStore &) = delete;

    /// Opens `directory`/release.db. Fails with a sentence on a missing or damaged file
    /// (quick_check) and on a schema this program does not know.
    static Result<std::shared_ptr<const ContentStore>> open(const QString &directory);

    QString directory() const { return m_directory; }

    /// Why the overlay that lies in the release is not used; empty: it is, or there is none.
    QString overlayProblem() const { return m_overlayProblem; }

    ReleaseInfo info() const { return m_info; }

    const Site &site() const { return m_site; }

    const Calendar &calendar() const { return m_calendar; }

    QList<Topic> topics(TopicKind kind) const;
    QList<Unit> units() const;
    QList<ServiceHall> halls() const;
    QList<Office> offices() const;
    QList<Fee> fees(const QDate &today) const;
    QList<Hotline> hotlines() const;
    QList<Form> forms() const;
    QList<Law> laws() const;
    QList<Channel> channels() const;

    /// Notices valid on a day for a hall, urgent first; of one urgency the hall's own first.
    QList<Notice> notices(const QDate &today, const QString &hall) const;

    QList<ItemHead> items(const QDate &today) const;
    QList<ItemHead> itemsOfTopic(const QString &topic, const QDate &today) const;
    QList<ItemHead> itemsOfUnit(const QString &unit, const QDate &today) const;
    QList<ItemHead> hotItems(const QDate &today, int most) const;

    /// The guide of one item, also when it is not valid today: the screen says so.
    Result<GuideRecord> guide(const QString &itemId) const;

    /// Best first; only items valid today.
    QList<SearchHit> search(const QString &query, const QDate &today, int most) const;

    Unit unit(const QString &id) const;
    Office office(const QString &id) const;
    ServiceHall hall(const QString &id) const;
    Form form(const QString &id) const;
    Law law(const QString &id) const;

    /// Fees in the order of the ids; ids without a row valid today are left out.
    QList<Fee> feesById(const QStringList &ids, const QDate &today) const;

private:
    ContentStore() = default;
    Result<Done> load();
    void openOverlay();
    template <typename T> QList<T> records(const char *kind) const;
    template <typename T> QList<T> recordsOfBoth(const char *kind) const;
    template <typename T> T record(const char *kind, const QString &id) const;
    template <typename T> T recordOfEither(const char *kind, const QString &id) const;
    QList<ItemHead> heads(const char *sql, const QString &argument, const QDate &today) const;
    QHash<QString, QString> bodyHits(const QString &query, int most) const;

    sqlite3 *m_database = nullptr;
    sqlite3 *m_overlay = nullptr; ///< the county's, where there is one
    QString m_overlayProblem;
    QString m_directory;
    ReleaseInfo m_info;
    Site m_site;
    Calendar m_calendar;
    SearchIndex m_index;
};

} // namespace Hall
