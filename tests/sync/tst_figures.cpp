#include "sync/durablefile.h"
#include "sync/errortext.h"
#include "sync/logline.h"
#include "sync/metrics.h"
#include "sync/statustext.h"
#include "sync/waiting.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <fcntl.h>
#include <sys/stat.h>

using namespace Hall;

/// What is told: figures for alarms, texts for technicians, lines for the journal.
class FiguresTest : public QObject {
    Q_OBJECT

private slots:
    void metricsKeepToTheFormat();
    void metricsTellTheStory();
    void metricsFileIsReplacedWhole();
    void everyErrorIsSaidInChinese();
    void statusInBothLanguages();
    void progress();
    void ago();
    void journalLines();

private:
    static SyncStatus busyStatus();
};

namespace {

// The text format of Prometheus, version 0.0.4, as strictly as its own reader and stricter than
// the node exporter: every sample belongs to the family announced before it, no family comes
// twice, no sample twice, no time stamps. Returns the samples, or one `error`.
QMap<QString, double> parseMetrics(const QByteArray &text)
{
    static const QRegularExpression help(QStringLiteral("^# HELP ([a-z_:][a-z0-9_:]*) [^\\n]+$"));
    static const QRegularExpression type(
        QStringLiteral("^# TYPE ([a-z_:][a-z0-9_:]*) (counter|gauge)$"));
    static const QRegularExpression sample(QStringLiteral(
        "^([a-z_:][a-z0-9_:]*)(\\{[a-z_]+=\"(?:[^\"\\\\\\n]|\\\\[\\\\\"n])*\""
        "(?:,[a-z_]+=\"(?:[^\"\\\\\\n]|\\\\[\\\\\"n])*\")*\\})? (-?[0-9]+(?:\\.[0-9]+)?)$"));
    const auto wrong = [](const QString &line) {
        return QMap<QString, double> { { QStringLiteral("error ") + line, 0 } };
    };
    QMap<QString, double> samples;
    QSet<QString> families;
    QString family;
    QString announced;
    if (!text.endsWith('\n'))
        return wrong(QStringLiteral("no line feed at the end"));
    for (const QString &line : QString::fromUtf8(text).chopped(1).split(u'\n')) {
        if (const auto found = help.match(line); found.hasMatch()) {
            announced = found.captured(1);
            if (families.contains(announced))
                return wrong(line);
        } else if (const auto typed = type.match(line); typed.hasMatch()) {
            family = typed.captured(1);
            if (family != announced
                || (typed.captured(2) == u"counter") != family.endsWith(u"_total"))
                return wrong(line);
            families.insert(family);
        } else {
            const auto found_ = sample.match(line);
            const QString name = found_.captured(1) + found_.captured(2);
            if (!found_.hasMatch() || found_.captured(1) != family || samples.contains(name))
                return wrong(line);
            samples.insert(name, found_.captured(3).toDouble());
        }
    }
    return samples;
}

const QDateTime noon = QDateTime::fromString(QStringLiteral("2026-11-24T12:00:00Z"), Qt::ISODate);

} // namespace

SyncStatus FiguresTest::busyStatus()
{
    SyncStatus status;
    status.kiosk
        = { QStringLiteral("FS-\"01\"\\"), QStringLiteral("stable"), QStringLiteral("0.1.0") };
    status.phase = Phase::Fetching;
    status.releaseShown = 42;
    status.generation = QStringLiteral("42-ab12cd34");
    status.installedAt = noon.addDays(-2);
    status.releaseWanted = 43;
    status.pin = status.generation;
    ReleaseTarget release;
    release.release = 43;
    status.waiting = waitingFor(Hold::Pinned, release);
    status.bytesDone = 6'000'000;
    status.bytesTotal = 12'000'000;
    status.rate = 1'100'000;
    status.etaSeconds = 6;
    status.lastError = SyncFailure { SyncError::Http, QStringLiteral("o/ab/x"),
        QStringLiteral("the answer is 404"), 404 };
    status.lastErrorAt = noon.addSecs(-60);
    status.lastOk = noon.addSecs(-12);
    status.issued = noon.addDays(-1);
    status.errors = { { QStringLiteral("http"), 3 } };
    status.securityEvents = { { QStringLiteral("rollback"), 1 } };
    status.bytesFetched = 7;
    status.bytesKept = 5;
    status.warnings = { QStringLiteral("something") };
    status.warningsInChinese = { { QStringLiteral("something"), QStringLiteral("某事") } };
    return status;
}

void FiguresTest::metricsKeepToTheFormat()
{
    for (const SyncStatus &status : { SyncStatus {}, busyStatus() }) {
        const QByteArray text = metricsText(status, { 1, 2, noon });
        const QMap<QString, double> samples = parseMetrics(text);
        QVERIFY2(!samples.firstKey().startsWith(QStringLiteral("error")),
            qPrintable(samples.firstKey()));
        QVERIFY(samples.size() > 25);
        const QString promtool = QStandardPaths::findExecutable(QStringLiteral("promtool"));
        if (promtool.isEmpty())
            continue;
        QProcess judge;
        judge.start(promtool, { QStringLiteral("check"), QStringLiteral("metrics") });
        judge.write(text);
        judge.closeWriteChannel();
        QVERIFY(judge.waitForFinished());
        QCOMPARE(judge.exitCode(), 0);
    }
    // The reader itself refuses what is wrong.
    for (const char *bad : { "a 1\n", "# HELP a x\n# TYPE a gauge\na 1 1700000000000\n",
             "# HELP a x\n# TYPE a gauge\na 1\na 2\n", "# HELP a x\n# TYPE a counter\na 1\n",
             "# HELP a x\n# TYPE a gauge\na{b=\"\"\"} 1\n", "# HELP a x\n# TYPE a gauge\na 1" })
        QVERIFY2(parseMetrics(bad).firstKey().startsWith(QStringLiteral("error")), bad);
}

void FiguresTest::metricsTellTheStory()
{
    const QMap<QString, double> busy = parseMetrics(metricsText(busyStatus(), { 11, 12, noon }));
    const auto value = [&busy](const char *name) {
        return busy.value(QStringLiteral("hall_sync_") + QString::fromLatin1(name), -1);
    };
    QCOMPARE(value("release_shown"), 42.0);
    QCOMPARE(value("release_wanted"), 43.0);
    QCOMPARE(value("pinned"), 1.0);
    QCOMPARE(value("waiting{reason=\"pinned\"}"), 1.0);
    QCOMPARE(value("waiting{reason=\"rollout\"}"), 0.0);
    QCOMPARE(value("errors_total{error=\"http\"}"), 3.0);
    QCOMPARE(value("errors_total{error=\"no-space\"}"), 0.0);
    QCOMPARE(value("security_events_total{event=\"rollback\"}"), 1.0);
    QCOMPARE(value("fetched_bytes_total"), 7.0);
    QCOMPARE(value("resumed_bytes_total"), 5.0);
    QCOMPARE(value("free_bytes"), 11.0);
    QCOMPARE(value("cache_bytes"), 12.0);
    QCOMPARE(value("failing"), 1.0);
    QCOMPARE(value("last_success_timestamp_seconds"), double(noon.addSecs(-12).toSecsSinceEpoch()));
    QCOMPARE(
        value("release_installed_timestamp_seconds"), double(noon.addDays(-2).toSecsSinceEpoch()));
    QCOMPARE(value("info{channel=\"stable\",id=\"FS-\\\"01\\\"\\\\\",version=\"0.1.0\"}"), 1.0);
    // What is not known is absent, so that no age of decades raises an alarm.
    const QMap<QString, double> fresh = parseMetrics(metricsText({}, { 1, 2, noon }));
    QVERIFY(!fresh.contains(QStringLiteral("hall_sync_last_success_timestamp_seconds")));
    QVERIFY(!fresh.contains(QStringLiteral("hall_sync_release_installed_timestamp_seconds")));
}

void FiguresTest::metricsFileIsReplacedWhole()
{
    const QTemporaryDir directory;
    const QString path = directory.filePath(QStringLiteral("hall_sync.prom"));
    qint64 elapsed = 0;
    int written = 0;
    MetricsFile file(
        path,
        [&written] {
            ++written;
            return MetricFigures { 1, 2, noon };
        },
        [&elapsed] { return elapsed; });
    SyncStatus status;
    file.update(status, false);
    QCOMPARE(written, 0);
    file.update(status, true);
    QCOMPARE(written, 1);

    struct stat info { };

    QCOMPARE(::stat(path.toLocal8Bit().constData(), &info), 0);
    QCOMPARE(info.st_mode & 07777U, 0644U);
    file.update(status, true);
    QCOMPARE(written, 1);
    status.lastError = SyncFailure { SyncError::Offline, {}, {}, 0 };
    file.update(status, true);
    QCOMPARE(written, 2);
    elapsed = 60'000;
    file.update(status, true);
    QCOMPARE(written, 3);
    QVERIFY(!QFileInfo::exists(path + QStringLiteral(".tmp")));
    QVERIFY(readIfPresent(path, 100'000).contains("hall_sync_failing 1\n"));
}

void FiguresTest::everyErrorIsSaidInChinese()
{
    static const QRegularExpression han(QStringLiteral("[\\x{4e00}-\\x{9fff}]"));
    QStringList sentences;
    for (int i = 0; i <= static_cast<int>(SyncError::Pinned); ++i) {
        const SyncFailure failure { static_cast<SyncError>(i), QStringLiteral("a\x1b[2J"),
            QStringLiteral("b"), 0 };
        const QString text = chineseSentence(failure);
        QVERIFY(text.contains(han) && text.contains(QStringLiteral("（a?[2J：b）")));
        QVERIFY(!text.contains(QStringLiteral("未知错误")));
        QVERIFY(adviceOn(failure.error).chinese.contains(han));
        QVERIFY(adviceOn(failure.error).english.size() > 10);
        sentences.append(text);
    }
    QCOMPARE(sentences.removeDuplicates(), 0);
    QVERIFY(isSecurityEvent(SyncError::Rollback) && !isSecurityEvent(SyncError::Offline));
}

void FiguresTest::statusInBothLanguages()
{
    const QJsonObject status = busyStatus().toObject(noon);
    const QString chinese = statusText(status, Language::Chinese, noon);
    for (const char *part : { "本机", "通道 stable", "发布 42（42-ab12cd34", "发布 43", "正在下载",
             "50%", "6.0 MB / 12.0 MB", "1.1 MB/s", "还要 6 秒", "锁定", "hallctl unpin", "12 秒前",
             "服务器没有给出文件", "处理办法", "rollback × 1", "某事" })
        QVERIFY2(chinese.contains(QString::fromUtf8(part)), qPrintable(chinese));
    const QString english = statusText(status, Language::English, noon);
    for (const char *part : { "release 42 (42-ab12cd34", "fetching", "6 s left", "12 seconds ago",
             "The server does not deliver", "something", "It tries again" })
        QVERIFY2(english.contains(QString::fromUtf8(part)), qPrintable(english));
    static const QRegularExpression han(QStringLiteral("[\\x{4e00}-\\x{9fff}]"));
    QVERIFY2(!english.contains(han), qPrintable(english));
    SyncStatus fresh;
    QVERIFY(statusText(fresh.toObject(noon), Language::Chinese, noon)
                .contains(QStringLiteral("没有内容")));
    fresh.factoryShown = true;
    QVERIFY(statusText(fresh.toObject(noon), Language::Chinese, noon)
                .contains(QStringLiteral("出厂内容")));
    // Nothing a foreign or damaged status file holds may break it.
    QVERIFY(!statusText({}, Language::Chinese, noon).isEmpty());
}

void FiguresTest::progress()
{
    QCOMPARE(progressText(busyStatus().toObject(noon), Language::Chinese),
        QStringLiteral(
            "正在下载  [############------------]  50%  6.0 MB / 12.0 MB  1.1 MB/s  还要 6 秒"));
    QCOMPARE(progressText({}, Language::English), QStringLiteral("idle"));
    SyncStatus odd = busyStatus();
    odd.bytesDone = odd.bytesTotal * 3;
    QVERIFY(progressText(odd.toObject(noon), Language::English).contains(QStringLiteral("100%")));
}

void FiguresTest::ago()
{
    const auto zh
        = [](qint64 seconds) { return agoText(noon.addSecs(-seconds), noon, Language::Chinese); };
    QCOMPARE(zh(0), QStringLiteral("0 秒前"));
    QCOMPARE(zh(89), QStringLiteral("89 秒前"));
    QCOMPARE(zh(90), QStringLiteral("1 分钟前"));
    QCOMPARE(zh(5400), QStringLiteral("1 小时前"));
    QCOMPARE(zh(40 * 3600), QStringLiteral("1 天前"));
    QVERIFY(zh(-60).contains(QStringLiteral("2026")));
}

void FiguresTest::journalLines()
{
    QCOMPARE(journalLine(Urgency::Alert, QStringLiteral("a\nb\rc")), QByteArray("<1>a b c"));
    QCOMPARE(journalLine(Urgency::Info, QStringLiteral("x")), QByteArray("<6>x"));
    QVERIFY(!leadsToJournal(2, {}));
    QVERIFY(!leadsToJournal(2, "1:2"));
    const QTemporaryDir directory;
    const FileDescriptor file
        = openFile(directory.filePath(QStringLiteral("f")), O_WRONLY | O_CREAT);

    struct stat info { };

    QCOMPARE(::fstat(file.get(), &info), 0);
    const QByteArray stream
        = QByteArray::number(info.st_dev) + ':' + QByteArray::number(info.st_ino);
    QVERIFY(leadsToJournal(file.get(), stream));
    QVERIFY(!leadsToJournal(-1, stream));
}

QTEST_GUILESS_MAIN(FiguresTest)
#include "tst_figures.moc"
