#include "faultyserver.h"
#include "kiosk.h"
#include "sync/housekeeping.h"
#include "sync/httptransport.h"
#include "sync/objecttransfer.h"
#include "trust/compression.h"
#include "trust/digest.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Hall;
using namespace Hall::Test;
using namespace std::chrono_literals;

/// Large objects over lines that break and servers that do not keep to the protocol.
class ResumeTest : public QObject {
    Q_OBJECT

private slots:
    void init();

    void cutAt90Percent();
    void oneGibibyteCutAt90Percent();
    void cutWithoutAnnouncedLength();
    void goesOnAfterARestart();
    void goesOnWithACompressedObject();
    void partThatIsComplete();
    void partThatIsTooLong();
    void serverWithoutRanges();
    void serverThatAnswers416();
    void serverThatAnswersAnotherRange();
    void serverThatNeverKeepsToRanges();
    void replacedMeanwhile();
    void replacedMeanwhileKnownByItsEtag();
    void alwaysWrong();
    void loginPageInTheMiddle();
    void encodingNobodyAskedFor();
    void cutAgainAndAgain();
    void resetsAreLikeCuts();
    void stopsWhileItHashes();
    void partsOfOtherReleasesGo();

private:
    void cutAt90PercentOf(qint64 size);
    Synced<Done> fetch();
    void usePart(const QByteArray &bytes, const QString &end = {});

    qint64 partSize() const { return regularFileSize(cache->part(digest)); }

    bool isHere() const { return fileDigest(cache->object(digest)) == digest; }

    static QByteArray noise(qint64 size, quint32 seed);

    std::unique_ptr<QTemporaryDir> directory;
    std::unique_ptr<CacheTree> cache;
    std::unique_ptr<FaultyServer> server;
    QByteArray content;
    QString digest;
    QString path;
    ManifestFile file;
    qint64 lost = 0;
};

QByteArray ResumeTest::noise(qint64 size, quint32 seed)
{
    QByteArray bytes(size, Qt::Uninitialized);
    QRandomGenerator random(seed);
    random.fillRange(reinterpret_cast<quint32 *>(bytes.data()), size / 4);
    return bytes;
}

void ResumeTest::init()
{
    directory = std::make_unique<QTemporaryDir>();
    cache = std::make_unique<CacheTree>(directory->path());
    QVERIFY(prepareCache(*cache).ok());
    server = std::make_unique<FaultyServer>();
    content = noise(4'000'000, 1);
    digest = sha256Hex(content);
    path = ServedTree::object(digest);
    server->served.insert(path, content);
    file = { QStringLiteral("video.mp4"), digest, content.size(), {} };
    lost = 0;
}

Synced<Done> ResumeTest::fetch()
{
    HttpSettings settings;
    settings.base = server->url();
    settings.stall = 2s;
    HttpTransport transport(settings);
    ObjectTransfer transfer(*cache, file,
        { [](qint64) {}, [](qint64, const SyncFailure &) {},
            [this](qint64 bytes) { lost += bytes; } });
    return transport.fetch({ &transfer }, 1);
}

void ResumeTest::usePart(const QByteArray &bytes, const QString &end)
{
    QVERIFY(writeDurably(cache->part(digest) + end, bytes).ok());
}

void ResumeTest::cutAt90PercentOf(qint64 size)
{
    // What the two ends of a connection hold when it breaks is lost, however large the file is:
    // up to the kernel's receive buffer (tcp_rmem, 6 MiB) and what is read ahead of the disk.
    constexpr qint64 onItsWay = 8 * 1024 * 1024;
    content = noise(size, 2);
    digest = sha256Hex(content);
    path = ServedTree::object(digest);
    file = { QStringLiteral("video.mp4"), digest, size, {} };
    server->served = { { path, content } };
    const qint64 cut = size / 10 * 9;
    server->faults[path] = { Fault::Cut, cut, 0, {}, 1 };
    const Synced<Done> fetched = fetch();
    QVERIFY2(fetched.ok(), qPrintable(fetched ? QString() : sentence(fetched.failure())));
    QVERIFY(isHere());
    QCOMPARE(server->requests.size(), 2);
    const QByteArray range = server->lastHeader(path, "Range");
    QVERIFY(range.startsWith("bytes=") && range.endsWith('-'));
    QVERIFY(range.mid(6).chopped(1).toLongLong() >= cut - onItsWay);
    QVERIFY(!server->lastHeader(path, "If-Range").isEmpty());
    QVERIFY(server->bodyBytes <= size + qMax(size / 50, onItsWay));
    qInfo("%lld bytes: resumed %s, %lld bytes on the wire", size, range.constData(),
        server->bodyBytes);
}

void ResumeTest::cutAt90Percent() { cutAt90PercentOf(40'000'000); }

void ResumeTest::oneGibibyteCutAt90Percent()
{
    if (!qEnvironmentVariableIsSet("HALL_LONG_TESTS"))
        QSKIP("HALL_LONG_TESTS is not set");
    cutAt90PercentOf(qint64(1) << 30);
}

void ResumeTest::cutWithoutAnnouncedLength()
{
    // As an old proxy does it: no length, and the connection ends early.
    server->raw[path] = "HTTP/1.0 200 OK\r\n\r\n" + content.left(content.size() * 9 / 10);
    const Synced<Done> cut = fetch();
    QCOMPARE(cut.failure().error, SyncError::Offline);
    QCOMPARE(partSize(), content.size() * 9 / 10);
    server->raw.clear();
    server->bodyBytes = 0;
    QVERIFY(fetch().ok());
    QVERIFY(isHere());
    QCOMPARE(server->bodyBytes, content.size() - content.size() * 9 / 10);
}

void ResumeTest::goesOnAfterARestart()
{
    // Too little to be worth a second attempt at once.
    server->faults[path] = { Fault::Cut, 900'000, 0, {}, 1 };
    const Synced<Done> cut = fetch();
    QCOMPARE(cut.failure().error, SyncError::Offline);
    QVERIFY(partSize() > 0 && partSize() <= 900'000);
    const qint64 here = partSize();
    server->bodyBytes = 0;
    QVERIFY(fetch().ok());
    QVERIFY(isHere());
    QCOMPARE(server->bodyBytes, content.size() - here);
    QCOMPARE(server->lastHeader(path, "Range"), "bytes=" + QByteArray::number(here) + '-');
    // Which file the first bytes were of, nobody remembers after a restart; the digest does.
    QVERIFY(server->lastHeader(path, "If-Range").isEmpty());
}

void ResumeTest::goesOnWithACompressedObject()
{
    const QByteArray text = noise(50'000, 3).toHex();
    const QByteArray packed = compress(text, 3);
    digest = sha256Hex(text);
    file = { QStringLiteral("release.db"), digest, text.size(), packed.size() };
    path = ServedTree::compressedObject(digest);
    server->served.insert(path, packed);
    usePart(packed.left(30'000), QStringLiteral(".zst"));
    QVERIFY(fetch().ok());
    QVERIFY(isHere());
    QCOMPARE(server->bodyBytes, packed.size() - 30'000);
    QVERIFY(!QFileInfo::exists(cache->part(digest) + QStringLiteral(".zst")));
}

void ResumeTest::partThatIsComplete()
{
    usePart(content);
    QVERIFY(fetch().ok());
    QVERIFY(isHere());
    QVERIFY(server->requests.isEmpty());
    // Complete, but not the signed content.
    QVERIFY(QFile::remove(cache->object(digest)));
    usePart(QByteArray(content.size(), 'x'));
    QVERIFY(fetch().ok());
    QVERIFY(isHere());
    QCOMPARE(server->requests.size(), 1);
    QVERIFY(server->lastHeader(path, "Range").isEmpty());
}

void ResumeTest::partThatIsTooLong()
{
    usePart(content + "x");
    QVERIFY(fetch().ok());
    QVERIFY(isHere());
    QVERIFY(server->lastHeader(path, "Range").isEmpty());
}

void ResumeTest::serverWithoutRanges()
{
    usePart(content.left(3'000'000));
    server->faults[path] = { Fault::WholeForRange };
    QVERIFY(fetch().ok());
    QVERIFY(isHere());
    QCOMPARE(server->requests.size(), 1);
    QCOMPARE(lost, 3'000'000);
}

void ResumeTest::serverThatAnswers416()
{
    usePart(content.left(3'000'000));
    server->faults[path] = { Fault::Status, 0, 416, {}, 1 };
    QVERIFY(fetch().ok());
    QVERIFY(isHere());
    QCOMPARE(server->requests.size(), 2);
    QVERIFY(server->lastHeader(path, "Range").isEmpty());
}

void ResumeTest::serverThatAnswersAnotherRange()
{
    for (const qint64 begin : { 0LL, 2'999'999LL, 3'000'001LL }) {
        init();
        usePart(content.left(3'000'000));
        server->faults[path] = { Fault::OtherRange, begin, 0, {}, 1 };
        QVERIFY(fetch().ok());
        QVERIFY(isHere());
        QCOMPARE(server->requests.size(), 2);
    }
}

void ResumeTest::serverThatNeverKeepsToRanges()
{
    usePart(content.left(3'000'000));
    for (const Fault &fault : { Fault { Fault::Status, 0, 416 }, Fault { Fault::OtherRange, 7 } }) {
        server->requests.clear();
        server->faults[path] = fault;
        const Synced<Done> refused = fetch();
        QCOMPARE(refused.failure().error, SyncError::Http);
        QVERIFY(server->requests.size() <= 2);
    }
}

void ResumeTest::replacedMeanwhile()
{
    // What is here came from a damaged copy that the publisher has put right.
    usePart(noise(3'000'000, 9));
    QVERIFY(fetch().ok());
    QVERIFY(isHere());
    QCOMPARE(server->requests.size(), 2);
    QVERIFY(server->lastHeader(path, "Range").isEmpty());
}

void ResumeTest::replacedMeanwhileKnownByItsEtag()
{
    server->faults[path] = { Fault::Cut, 2'000'000, 0, {}, 1 };
    server->served[path] = noise(content.size(), 9);
    // The moment the line breaks the right file is put in its place.
    QObject watch;
    connect(
        server.get(), &FaultyServer::faultUsed, &watch, [this] { server->served[path] = content; });
    QVERIFY(fetch().ok());
    QVERIFY(isHere());
    // One request, one with If-Range that is answered in full.
    QCOMPARE(server->requests.size(), 2);
    // What had come is given up, but for what the cut took with it.
    QVERIFY2(lost > 0 && lost <= 2'000'000, qPrintable(QString::number(lost)));
}

void ResumeTest::alwaysWrong()
{
    server->served[path] = noise(content.size(), 9);
    usePart(content.left(1'000'000));
    const Synced<Done> refused = fetch();
    QCOMPARE(refused.failure().error, SyncError::CorruptObject);
    QCOMPARE(server->requests.size(), 2);
    QCOMPARE(partSize(), -1);
}

void ResumeTest::loginPageInTheMiddle()
{
    usePart(content.left(3'000'000));
    server->faults[path] = { Fault::Page, 0, 0, "<!DOCTYPE html>Log in to this network", 1 };
    QCOMPARE(fetch().failure().error, SyncError::Http);
    QCOMPARE(partSize(), 3'000'000);
    QVERIFY(fetch().ok());
    QCOMPARE(server->bodyBytes - 37, content.size() - 3'000'000);
}

void ResumeTest::encodingNobodyAskedFor()
{
    usePart(content.left(3'000'000));
    server->faults[path] = { Fault::Encoded, 0, 0, {}, 1 };
    QCOMPARE(fetch().failure().error, SyncError::Http);
    QCOMPARE(partSize(), 3'000'000);
    QVERIFY(fetch().ok());
}

void ResumeTest::cutAgainAndAgain()
{
    // Each answer ends after a million and a half; all of it comes in one go. A cut may take with
    // it what was on its way and not yet read.
    server->faults[path] = { Fault::Cut, 1'500'000 };
    QVERIFY(fetch().ok());
    QVERIFY(isHere());
    QVERIFY(server->requests.size() >= 3 && server->requests.size() <= 6);
    const qint64 again = server->bodyBytes - content.size();
    QVERIFY2(again >= 0 && again < content.size() / 2, qPrintable(QString::number(again)));
}

void ResumeTest::resetsAreLikeCuts()
{
    server->faults[path] = { Fault::Reset, 2'500'000, 0, {}, 1 };
    Synced<Done> fetched = fetch();
    // What the kernel had not handed over yet goes with the connection.
    if (!fetched)
        fetched = fetch();
    QVERIFY(fetched.ok());
    QVERIFY(isHere());
    QVERIFY(server->requests.size() <= 3);
}

void ResumeTest::stopsWhileItHashes()
{
    content = noise(24'000'000, 4);
    digest = sha256Hex(content);
    file = { QStringLiteral("video.mp4"), digest, content.size(), {} };
    usePart(content);
    int asked = 0;
    ObjectTransfer transfer(*cache, file, { [](qint64) {}, [](qint64, const SyncFailure &) {} });
    QVERIFY(transfer.isAllHere());
    const Synced<Done> stopped = transfer.complete([&asked] { return ++asked < 3; });
    QCOMPARE(stopped.failure().error, SyncError::Cancelled);
    QCOMPARE(asked, 3);
    QCOMPARE(partSize(), content.size());
    QVERIFY(fetch().ok());
    QVERIFY(server->requests.isEmpty());
}

void ResumeTest::partsOfOtherReleasesGo()
{
    usePart(content.left(1000));
    usePart("y", QStringLiteral(".zst"));
    const QString other(64, u'a');
    QVERIFY(writeDurably(cache->part(other), "x").ok());
    QVERIFY(ObjectStore(*cache).sweep({ digest }).ok());
    QCOMPARE(partSize(), 1000);
    QVERIFY(!QFileInfo::exists(cache->part(other)));
    QVERIFY(ObjectStore(*cache).sweep({}).ok());
    QCOMPARE(QDir(cache->parts()).entryList(QDir::Files).size(), 0);
}

QTEST_GUILESS_MAIN(ResumeTest)
#include "tst_resume.moc"
