#pragma once

#include "model/result.h"
#include "trust/kioskmessage.h"

#include <QDateTime>
#include <functional>

struct sqlite3;

namespace Hall {

/// What all kiosks told, in one SQLite table `message(kiosk, kind, id, received, json)`, and the
/// view `field` with one row for each value in the objects. A message that comes again is kept
/// once, as it came last.
class InboxTable {
public:
    InboxTable() = default;
    ~InboxTable();
    InboxTable(const InboxTable &) = delete;
    InboxTable &operator=(const InboxTable &) = delete;

    /// Opens or makes the file; refuses a database of anything else.
    Result<Done> open(const QString &file);

    Result<Done> begin();
    Result<Done> commit();

    /// Whether this very file was collected before.
    bool knows(const QString &kiosk, const QString &kind, const QString &id,
        const QDateTime &received) const;

    /// True where it tells something new.
    Result<bool> add(const KioskMessage &message, const QDateTime &received);

    /// One value in a message: `path` is `items.HZ08`.
    struct Field {
        QString kiosk;
        QString kind;
        QString id;
        QDateTime received; ///< UTC
        QString path;
        QString value;
    };

    Result<Done> eachField(const std::function<Result<Done>(const Field &)> &take) const;

private:
    Result<Done> run(const char *sql);
    Failure failure(const QString &why) const;

    sqlite3 *m_database = nullptr;
    QString m_file;
};

} // namespace Hall
