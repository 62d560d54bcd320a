#pragma once

#include <QByteArray>
#include <QString>

struct sqlite3;
struct sqlite3_stmt;

namespace Hall {

/// One prepared SQL statement, finalized with its scope; parameters are bound by number from 1.
class Statement {
public:
    Statement(sqlite3 *database, const char *sql);
    ~Statement();
    Statement(const Statement &) = delete;
    Statement &operator=(const Statement &) = delete;

    void bind(int parameter, const QString &text);
    void bind(int parameter, const QByteArray &utf8);
    void bind(int parameter, qint64 number);

    /// Steps to the next row; false at the end and on errors, which error() then names.
    bool next();

    /// Makes the statement ready to be bound and stepped again.
    void reset();

    QString text(int column) const;
    QByteArray bytes(int column) const;
    qint64 integer(int column) const;

    /// Empty when nothing went wrong since the statement was prepared.
    QString error() const { return m_error; }

private:
    sqlite3 *m_database;
    sqlite3_stmt *m_statement = nullptr;
    QString m_error;
};

} // namespace Hall
