#include "smokecheck.h"

#include "workpulse.h"

#include <QUrl>
#include <memory>
#include <sqlite3.h>

namespace Hall {

namespace {

    struct Free {
        void operator()(sqlite3 *database) const { sqlite3_close(database); }

        void operator()(sqlite3_stmt *statement) const { sqlite3_finalize(statement); }
    };

    constexpr int stepsBetweenPulses = 100'000;

    int pulse(void *)
    {
        workMovesOn();
        return 0;
    }

    // The first column of the first row; empty when the statement fails.
    QByteArray answer(sqlite3 *database, const char *question)
    {
        sqlite3_stmt *prepared = nullptr;
        if (sqlite3_prepare_v2(database, question, -1, &prepared, nullptr) != SQLITE_OK)
            return {};
        const std::unique_ptr<sqlite3_stmt, Free> statement(prepared);
        if (sqlite3_step(prepared) != SQLITE_ROW)
            return {};
        return reinterpret_cast<const char *>(sqlite3_column_text(prepared, 0));
    }

} // namespace

Synced<Done> smokeCheck(const QString &database, qint64 schema)
{
    const QByteArray uri
        = "file:" + QUrl::toPercentEncoding(database, "/") + "?mode=ro&immutable=1";
    sqlite3 *opened = nullptr;
    const int result = sqlite3_open_v2(
        uri.constData(), &opened, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, nullptr);
    const std::unique_ptr<sqlite3, Free> connection(opened);
    sqlite3_progress_handler(opened, stepsBetweenPulses, pulse, nullptr);
    if (result != SQLITE_OK || answer(opened, "PRAGMA quick_check(1)") != "ok")
        return SyncFailure { SyncError::CorruptObject, database,
            QStringLiteral("it is not a sound database") };
    const QByteArray version = answer(opened, "PRAGMA user_version");
    if (version != QByteArray::number(schema))
        return SyncFailure { SyncError::Schema, database,
            QStringLiteral("its schema is %1 instead of %2")
                .arg(QString::fromLatin1(version))
                .arg(schema) };
    return Done {};
}

} // namespace Hall
