// hall-publish inbox: what kiosks left in the drop-box becomes one table, each message once.
#include "publish/inbox/collect.h"
#include "publish/inbox/inboxcsv.h"
#include "publish/release/progress.h"
#include "store/statement.h"
#include "trust/sealedbox.h"

#include <QDir>
#include <QElapsedTimer>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <QTimeZone>
#include <sqlite3.h>
#include <sys/stat.h>

using namespace Hall;

namespace {

QByteArray bytesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QStringList rowsOf(const QString &database, const char *sql)
{
    sqlite3 *base = nullptr;
    sqlite3_open(QFile::encodeName(database).constData(), &base);
    QStringList rows;
    {
        Statement query(base, sql);
        while (query.next()) {
            rows << query.text(0);
        }
    }
    sqlite3_close(base);
    return rows;
}

} // namespace

class InboxTest : public QObject {
    Q_OBJECT

private slots:

    void init()
    {
        folder = std::make_unique<QTemporaryDir>();
        const Result<Done> made = makeInboxKeys(at(QStringLiteral("keys")));
        QVERIFY(made.ok());
        const auto read = SealKey::fromText(bytesOf(at(QStringLiteral("keys/inbox.pub"))), {});
        QVERIFY(read.ok());
        key = read.value();
    }

    void keysAreMadeOnceAndReadByTheirOwnerOnly()
    {
        QVERIFY(QDir().mkpath(drop({})));

        struct stat info { };

        QCOMPARE(::stat(qPrintable(at(QStringLiteral("keys/inbox.key"))), &info), 0);
        QCOMPARE(info.st_mode & 0777U, 0600U);
        const QByteArray before = bytesOf(at(QStringLiteral("keys/inbox.key")));
        QVERIFY(!makeInboxKeys(at(QStringLiteral("keys"))).ok());
        QCOMPARE(bytesOf(at(QStringLiteral("keys/inbox.key"))), before);
        QCOMPARE(::chmod(qPrintable(at(QStringLiteral("keys/inbox.key"))), 0644), 0);
        const auto refused = collect();
        QVERIFY(!refused.ok());
        QVERIFY(refused.failure().why.contains(QStringLiteral("chmod 600")));
    }

    void collectsEachMessageOnce()
    {
        leave(QStringLiteral("fs-01"), QStringLiteral("shown"), QStringLiteral("a"));
        leave(QStringLiteral("fs-02"), QStringLiteral("shown"), QStringLiteral("a"));
        leave(QStringLiteral("fs-02"), QStringLiteral("usage"), QStringLiteral("a"));
        const auto first = collect();
        QVERIFY2(first.ok(), first.ok() ? "" : qPrintable(first.failure().why));
        QCOMPARE(first.value().fresh, 3);
        QCOMPARE(first.value().faults, QStringList());
        QCOMPARE(collect().value().fresh, 0);
        // The same once more, as after a lost answer: sealed anew, a later time.
        leave(QStringLiteral("fs-01"), QStringLiteral("shown"), QStringLiteral("a"));
        QCOMPARE(collect().value().fresh, 0);
        QCOMPARE(rows("SELECT kiosk || kind || id FROM message").size(), 3);
        // And a later word under the same name counts.
        leave(QStringLiteral("fs-01"), QStringLiteral("shown"), QStringLiteral("a"), "{\"n\":2}");
        QCOMPARE(collect().value().fresh, 1);
        QCOMPARE(rows("SELECT json FROM message WHERE kiosk = 'fs-01'"),
            QStringList { QStringLiteral("{\"n\":2}") });
    }

    void keysOfBeforeStillOpen()
    {
        leave(QStringLiteral("fs-01"), QStringLiteral("shown"), QStringLiteral("old"));
        const OpenKey newer = OpenKey::generate();
        const QByteArray both = newer.toText() + bytesOf(at(QStringLiteral("keys/inbox.key")));
        QFile file(at(QStringLiteral("keys/inbox.key")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(both);
        file.close();
        key = newer.publicKey();
        leave(QStringLiteral("fs-01"), QStringLiteral("shown"), QStringLiteral("new"));
        QCOMPARE(collect().value().fresh, 2);
    }

    void whatIsNoMessageIsSetAside()
    {
        leave(QStringLiteral("fs-01"), QStringLiteral("shown"), QStringLiteral("good"));
        const QByteArray good = bytesOf(drop(QStringLiteral("fs-01/shown/good.sealed")));
        put(QStringLiteral("fs-02/shown/good.sealed"), good); // moved to another kiosk
        put(QStringLiteral("fs-01/usage/good.sealed"), good); // to another kind
        put(QStringLiteral("fs-01/shown/cut.sealed"), good.left(good.size() - 1));
        put(QStringLiteral("fs-01/shown/empty.sealed"), {});
        put(QStringLiteral("fs-01/shown/foreign.sealed"),
            OpenKey::generate().publicKey().seal("x"));
        put(QStringLiteral("fs-01/shown/plain.json"), "{}");
        put(QStringLiteral("fs-01/shown/noise.sealed"), key->seal("hello"));
        put(QStringLiteral("fs-01/shown/large.sealed"), QByteArray(400'000, 'x'));
        put(QStringLiteral("fs-01/Kind/a.sealed"), good);
        put(QStringLiteral("loose"), good);
        QVERIFY(QFile::link(
            at(QStringLiteral("keys/inbox.key")), drop(QStringLiteral("fs-01/shown/link.sealed"))));
        QCOMPARE(::mkfifo(qPrintable(drop(QStringLiteral("fs-01/shown/fifo.sealed"))), 0600), 0);
        const auto report = collect();
        QVERIFY(report.ok());
        QCOMPARE(report.value().fresh, 1);
        QCOMPARE(report.value().faults.size(), 12);
        for (const QString &fault : report.value().faults) {
            QVERIFY2(fault.contains(QStringLiteral("已移到 .aside")), qPrintable(fault));
        }
        const auto again = collect();
        QCOMPARE(again.value().faults, QStringList());
        QVERIFY(QFileInfo(drop(QStringLiteral(".aside/fs-01/shown/link.sealed"))).isSymLink());
        // The same trouble once more finds its place beside the first.
        put(QStringLiteral("fs-01/shown/cut.sealed"), "x");
        QCOMPARE(collect().value().faults.size(), 1);
        QVERIFY(QFile::exists(drop(QStringLiteral(".aside/fs-01/shown/cut.sealed.1"))));
    }

    void pruneRemovesWhatWasCollectedAndNothingElse()
    {
        leave(QStringLiteral("fs-01"), QStringLiteral("shown"), QStringLiteral("a"));
        QCOMPARE(collect().value().pruned, 0);
        leave(QStringLiteral("fs-01"), QStringLiteral("shown"), QStringLiteral("b"));
        put(QStringLiteral("fs-01/shown/.half"), "x");
        const auto report = collect(true);
        QCOMPARE(report.value().pruned, 2);
        QCOMPARE(report.value().fresh, 1);
        QCOMPARE(QDir(drop(QStringLiteral("fs-01/shown"))).entryList(QDir::Files | QDir::Hidden),
            QStringList { QStringLiteral(".half") });
        QCOMPARE(collect(true).value().found, 0);
        QCOMPARE(rows("SELECT id FROM message ORDER BY id").size(), 2);
    }

    void csvOpensRightInSpreadsheets()
    {
        leave(QStringLiteral("fs-01"), QStringLiteral("usage"), QStringLiteral("a"),
            "{\"items\":{\"HZ08\":12},\"note\":\"=cmd|' /C calc'!A0\",\"q\":\"a\\\"b,\\n中\","
            "\"minus\":-5,\"plus\":\"+86\"}");
        QCOMPARE(collect(false, QStringLiteral("inbox.csv")).value().csvRows, 5);
        const QByteArray csv = bytesOf(at(QStringLiteral("inbox.csv")));
        QVERIFY(csv.startsWith("\xEF\xBB\xBF\"终端\",\"类别\""));
        QVERIFY(csv.endsWith("\r\n"));
        QVERIFY(csv.contains(",\"items.HZ08\",\"12\"\r\n"));
        QVERIFY(csv.contains(",\"note\",\"'=cmd"));
        QVERIFY(csv.contains(",\"q\",\"a\"\"b,\n中\"\r\n"));
        QVERIFY(csv.contains(",\"minus\",\"-5\"\r\n"));
        QVERIFY(csv.contains(",\"plus\",\"'+86\"\r\n"));
        QVERIFY(QFile::exists(at(QStringLiteral("inbox.db"))));
        QCOMPARE(csvCell(QStringLiteral(" =1+1")), QByteArray("\"' =1+1\""));
        QCOMPARE(csvCell(QStringLiteral("\t1")), QByteArray("\"'\t1\""));
        QCOMPARE(csvCell(QStringLiteral("＝1")), QByteArray("\"'＝1\""));
        QCOMPARE(csvCell(QStringLiteral("2026-11-23")), QByteArray("\"2026-11-23\""));
    }

    void refusesAnotherDatabaseAndDamage()
    {
        QDir().mkpath(drop({}));
        sqlite3 *base = nullptr;
        sqlite3_open(qPrintable(at(QStringLiteral("inbox.db"))), &base);
        sqlite3_exec(base, "CREATE TABLE salary(a)", nullptr, nullptr, nullptr);
        sqlite3_close(base);
        const auto foreign = collect();
        QVERIFY(!foreign.ok());
        QVERIFY(foreign.failure().why.contains(QStringLiteral("不是收件库")));
        QCOMPARE(rows("SELECT name FROM sqlite_schema"), QStringList { QStringLiteral("salary") });
        QFile file(at(QStringLiteral("inbox.db")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(5000, 'x'));
        file.close();
        QVERIFY(!collect().ok());
        QCOMPARE(bytesOf(at(QStringLiteral("inbox.db"))), QByteArray(5000, 'x'));
    }

    void aRunThatIsKilledIsGoneOnWith()
    {
        constexpr int count = 3000;
        for (int i = 0; i < count; ++i) {
            leave(QStringLiteral("fs-01"), QStringLiteral("usage"), QString::number(i));
        }
        for (int wait : { 20, 60, 150, 300 }) {
            QProcess process;
            process.start(QStringLiteral(HALL_PUBLISH), arguments());
            QVERIFY(process.waitForStarted());
            process.waitForFinished(wait);
            process.kill();
            process.waitForFinished();
        }
        QProcess process;
        process.start(QStringLiteral(HALL_PUBLISH), arguments());
        QVERIFY(process.waitForFinished(60'000));
        QCOMPARE(process.exitCode(), 0);
        QCOMPARE(rows("SELECT count(*) FROM message"), QStringList { QString::number(count) });
        QCOMPARE(QDir(drop(QStringLiteral("fs-01/usage"))).entryList(QDir::Files), QStringList());
    }

    void exitCodes()
    {
        leave(QStringLiteral("fs-01"), QStringLiteral("shown"), QStringLiteral("a"));
        QCOMPARE(exitOf(arguments()), 0);
        put(QStringLiteral("fs-01/shown/b.sealed"), "x");
        QCOMPARE(exitOf(arguments()), 1);
        QCOMPARE(exitOf({ QStringLiteral("inbox") }), 2);
        QStringList other = arguments();
        other.replaceInStrings(QStringLiteral("inbox.db"), QStringLiteral("inbox.xls"));
        QCOMPARE(exitOf(other), 2);
        other = arguments();
        other.replaceInStrings(QStringLiteral("inbox.key"), QStringLiteral("inbox.pub"));
        QCOMPARE(exitOf(other), 3);
        other = arguments();
        other.replaceInStrings(QStringLiteral("/drop"), QStringLiteral("/none"));
        QCOMPARE(exitOf(other), 3);
        QCOMPARE(
            exitOf({ QStringLiteral("inbox"), QStringLiteral("keys"), at(QStringLiteral("more")) }),
            0);
        QCOMPARE(
            exitOf({ QStringLiteral("inbox"), QStringLiteral("keys"), at(QStringLiteral("more")) }),
            3);
    }

private:
    QString at(const QString &name) const { return folder->filePath(name); }

    QString drop(const QString &path) const { return at(QStringLiteral("drop/") + path); }

    void put(const QString &path, const QByteArray &bytes) const
    {
        QVERIFY(QDir().mkpath(QFileInfo(drop(path)).path()));
        QFile file(drop(path));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(bytes), bytes.size());
    }

    // As a kiosk and the server leave it; each later than the one before.
    void leave(const QString &kiosk, const QString &kind, const QString &id,
        const QByteArray &json = "{\"n\":1}")
    {
        const QString path = QStringLiteral("%1/%2/%3.sealed").arg(kiosk, kind, id);
        put(path, key->seal(KioskMessage { kiosk, kind, id, json }.packed()));
        QFile file(drop(path));
        QVERIFY(file.open(QIODevice::ReadWrite));
        time = time.addSecs(1);
        QVERIFY(file.setFileTime(time, QFileDevice::FileModificationTime));
    }

    Result<InboxReport> collect(bool prune = false, const QString &csv = {}) const
    {
        Progress progress;
        return collectInbox(
            { drop({}), at(QStringLiteral("keys/inbox.key")), at(QStringLiteral("inbox.db")),
                csv.isEmpty() ? csv : at(csv), prune },
            progress);
    }

    QStringList rows(const char *sql) const { return rowsOf(at(QStringLiteral("inbox.db")), sql); }

    QStringList arguments() const
    {
        return { QStringLiteral("inbox"), QStringLiteral("--drop"), at(QStringLiteral("drop")),
            QStringLiteral("--key"), at(QStringLiteral("keys/inbox.key")), QStringLiteral("--out"),
            at(QStringLiteral("inbox.db")), QStringLiteral("--prune") };
    }

    static int exitOf(const QStringList &words)
    {
        QProcess process;
        process.start(QStringLiteral(HALL_PUBLISH), words);
        process.waitForFinished(60'000);
        return process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    }

    std::unique_ptr<QTemporaryDir> folder;
    std::optional<SealKey> key;
    QDateTime time = QDateTime(QDate(2026, 11, 23), QTime(8, 0), QTimeZone::utc()).toUTC();
};

QTEST_GUILESS_MAIN(InboxTest)
#include "tst_inbox.moc"
