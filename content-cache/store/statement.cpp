#include "store/statement.h"

#include <sqlite3.h>

namespace Hall {

namespace {

    // SQLite's own SQLITE_TRANSIENT is an old-style cast of -1: it copies the bound bytes.
    sqlite3_destructor_type copied() { return reinterpret_cast<sqlite3_destructor_type>(-1); }

} // namespace

Statement::Statement(sqlite3 *database, const char *sql)
    : m_database(database)
{
    if (sqlite3_prepare_v2(database, sql, -1, &m_statement, nullptr) != SQLITE_OK) {
        m_error = QString::fromUtf8(sqlite3_errmsg(database));
    }
}

Statement::~Statement() { sqlite3_finalize(m_statement); }

void Statement::bind(int parameter, const QString &text) { bind(parameter, text.toUtf8()); }

void Statement::bind(int parameter, const QByteArray &utf8)
{
    sqlite3_bind_text(
        m_statement, parameter, utf8.constData(), static_cast<int>(utf8.size()), copied());
}

void Statement::bind(int parameter, qint64 number)
{
    sqlite3_bind_int64(m_statement, parameter, number);
}

bool Statement::next()
{
    if (!m_statement) {
        return false;
    }
    const int outcome = sqlite3_step(m_statement);
    if (outcome != SQLITE_ROW && outcome != SQLITE_DONE) {
        m_error = QString::fromUtf8(sqlite3_errmsg(m_database));
    }
    return outcome == SQLITE_ROW;
}

void Statement::reset()
{
    sqlite3_reset(m_statement);
    sqlite3_clear_bindings(m_statement);
}

QString Statement::text(int column) const { return QString::fromUtf8(bytes(column)); }

QByteArray Statement::bytes(int column) const
{
    const auto *data = static_cast<const char *>(sqlite3_column_blob(m_statement, column));
    return data ? QByteArray(data, sqlite3_column_bytes(m_statement, column)) : QByteArray();
}

qint64 Statement::integer(int column) const { return sqlite3_column_int64(m_statement, column); }

} // namespace Hall
