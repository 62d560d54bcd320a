#include "dropboxserver.h"
#include "faultyserver.h"
#include "kiosk.h"
#include "sync/durablefile.h"
#include "trust/sealedbox.h"

#include <QDir>
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>

using namespace Hall;
using namespace Hall::Test;

/// hall-sync with an outbox: content comes and messages go, and neither waits for the other.
class OutboxProgramTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void onceDeliversToo();
    void messagesGoWhileContentHangs();
    void contentComesWhileTheDropboxHangs();
    void withoutTheOptionNothingIsTouched();
    void mistakes_data();
    void mistakes();

private:
    QStringList arguments(const QStringList &more) const;
    void start(QProcess &process, const QStringList &more) const;
    int exitCodeOf(const QStringList &more) const;
    void write(const QString &path, const QByteArray &bytes) const;
    static void endsAtOnce(QProcess &process);

    QString file(const char *name) const { return directory->filePath(QString::fromLatin1(name)); }

    QJsonObject outboxStatus() const;

    std::unique_ptr<QTemporaryDir> directory;
    std::unique_ptr<RepositoryBuilder> publisher;
    std::unique_ptr<FaultyServer> server;
    std::unique_ptr<DropboxServer> dropbox;
};

void OutboxProgramTest::init()
{
    directory = std::make_unique<QTemporaryDir>();
    server = std::make_unique<FaultyServer>();
    dropbox = std::make_unique<DropboxServer>();
    publisher = std::make_unique<RepositoryBuilder>();
    publisher->now = QDateTime::currentDateTimeUtc();
    publisher->now.setTime(QTime(publisher->now.time().hour(), 0));
    publisher->publish(releaseWith(QStringLiteral("one")));
    server->served = publisher->served;
    QVERIFY(makeDirectory(file("outbox/shown")).ok());
    write(file("root.json"), publisher->shippedRoot);
    write(file("token"), "0123456789abcdef");
    write(file("bureau.pub"), OpenKey::generate().publicKey().toText());
    write(file("outbox/shown/a.json"), "{}");
}

void OutboxProgramTest::write(const QString &path, const QByteArray &bytes) const
{
    QVERIFY(writeDurably(path, bytes).ok());
}

QStringList OutboxProgramTest::arguments(const QStringList &more) const
{
    return QStringList { QStringLiteral("--url"), server->url().toString(),
        QStringLiteral("--cache"), file("cache"), QStringLiteral("--root"), file("root.json") }
    + more;
}

void OutboxProgramTest::start(QProcess &process, const QStringList &more) const
{
    const QStringList box { QStringLiteral("--outbox"), file("outbox"), QStringLiteral("--dropbox"),
        dropbox->url().toString(), QStringLiteral("--dropbox-token"), file("token"),
        QStringLiteral("--seal-to"), file("bureau.pub"), QStringLiteral("--kiosk-id"),
        QStringLiteral("fs-01") };
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(QStringLiteral(HALL_BINARY_DIR "/bin/hall-sync"), arguments(box + more));
}

int OutboxProgramTest::exitCodeOf(const QStringList &more) const
{
    QProcess process;
    process.start(QStringLiteral(HALL_BINARY_DIR "/bin/hall-sync"), arguments(more));
    // The server lives in this process, so events have to go on.
    if (!QTest::qWaitFor([&process] { return process.state() == QProcess::NotRunning; }, 20'000))
        return -1;
    return process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -2;
}

QJsonObject OutboxProgramTest::outboxStatus() const
{
    const QByteArray status = readIfPresent(file("cache/status.json"), 100'000);
    return QJsonDocument::fromJson(status).object()[u"outbox"].toObject();
}

void OutboxProgramTest::endsAtOnce(QProcess &process)
{
    QElapsedTimer since;
    since.start();
    process.terminate();
    QTRY_COMPARE_WITH_TIMEOUT(process.state(), QProcess::NotRunning, 10'000);
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QVERIFY2(since.elapsed() < 1500, qPrintable(QString::number(since.elapsed())));
}

void OutboxProgramTest::onceDeliversToo()
{
    QProcess process;
    start(process, { QStringLiteral("--once") });
    QTRY_COMPARE_WITH_TIMEOUT(process.state(), QProcess::NotRunning, 20'000);
    QCOMPARE(process.exitCode(), 0);
    QVERIFY(QFile::exists(file("cache/current/release.db")));
    QCOMPARE(dropbox->files.size(), 1);
    QVERIFY(!QFile::exists(file("outbox/shown/a.json")));
    QCOMPARE(outboxStatus()[u"sent"].toInt(), 1);
    QCOMPARE(outboxStatus()[u"waiting"].toInt(-1), 0);
}

void OutboxProgramTest::messagesGoWhileContentHangs()
{
    server->raw[QStringLiteral("meta/timestamp.json")]
        = "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{";
    server->silentAfterRaw = true;
    QProcess process;
    start(process, { QStringLiteral("--poll"), QStringLiteral("1") });
    QTRY_COMPARE_WITH_TIMEOUT(dropbox->files.size(), 1, 10'000);
    write(file("outbox/shown/b.json"), "{}");
    QTRY_COMPARE_WITH_TIMEOUT(dropbox->files.size(), 2, 10'000);
    endsAtOnce(process);
}

void OutboxProgramTest::contentComesWhileTheDropboxHangs()
{
    dropbox->silent = true;
    QProcess process;
    start(process, { QStringLiteral("--poll"), QStringLiteral("1") });
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(file("cache/current/release.db")), 40'000);
    QTRY_COMPARE_WITH_TIMEOUT(dropbox->paths.size(), 1, 10'000);
    const QString first = QFileInfo(file("cache/current")).symLinkTarget();
    publisher->publish(releaseWith(QStringLiteral("two")));
    server->served = publisher->served;
    QTRY_VERIFY_WITH_TIMEOUT(QFileInfo(file("cache/current")).symLinkTarget() != first, 10'000);
    QCOMPARE(outboxStatus()[u"waiting"].toInt(), 1);
    endsAtOnce(process);
    QCOMPARE(QDir(file("cache/outbox/fs-01")).entryList(QDir::Files),
        QStringList { QStringLiteral("000000000001.shown.a.sealed") });
}

void OutboxProgramTest::withoutTheOptionNothingIsTouched()
{
    QCOMPARE(exitCodeOf({ QStringLiteral("--once") }), 0);
    QVERIFY(QFile::exists(file("outbox/shown/a.json")));
    QVERIFY(!QFile::exists(file("cache/outbox")));
    QCOMPARE(dropbox->paths, QStringList());
}

void OutboxProgramTest::mistakes_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<int>("code");
    const QString pub = QStringLiteral("bureau.pub");
    const auto row = [](const char *name, const QString &options, int code) {
        QTest::newRow(name) << options.split(u' ') << code;
    };
    const QString rest = QStringLiteral(" --kiosk-id fs-01 --seal-to ");
    row("no address", QStringLiteral("--outbox o") + rest + pub, 2);
    row("no key", QStringLiteral("--outbox o --dropbox http://127.0.0.1/in --kiosk-id fs-01"), 2);
    row("no name", QStringLiteral("--outbox o --dropbox http://127.0.0.1/in --seal-to ") + pub, 2);
    row("bad name",
        QStringLiteral("--outbox o --dropbox http://127.0.0.1/in --kiosk-id ../x --seal-to ") + pub,
        2);
    row("ftp", QStringLiteral("--outbox o --dropbox ftp://127.0.0.1/in") + rest + pub, 2);
    row("password", QStringLiteral("--outbox o --dropbox https://a:b@h/in") + rest + pub, 2);
    row("token in the clear",
        QStringLiteral("--outbox o --dropbox http://10.0.0.1/in --dropbox-token token") + rest
            + pub,
        2);
    row("without --outbox", QStringLiteral("--dropbox http://127.0.0.1/in"), 2);
    row("no such key",
        QStringLiteral("--outbox o --dropbox http://127.0.0.1/in") + rest + QStringLiteral("none"),
        3);
    row("key is none",
        QStringLiteral("--outbox o --dropbox http://127.0.0.1/in") + rest + QStringLiteral("token"),
        3);
}

void OutboxProgramTest::mistakes()
{
    QFETCH(QStringList, options);
    QTEST(exitCodeOf(options + QStringList { QStringLiteral("--once") }), "code");
    QVERIFY(!QFile::exists(file("cache/current")));
}

QTEST_GUILESS_MAIN(OutboxProgramTest)
#include "tst_outboxprogram.moc"
