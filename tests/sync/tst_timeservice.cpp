#include "service/timeservice.h"

#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <atomic>
#include <cstring>
#include <systemd/sd-bus.h>
#include <thread>

using namespace Hall;

/// The time service of a bus of the test's own, on a thread of its own.
class TimeServer {
public:
    enum class Says { Yes, No, Nothing };

    explicit TimeServer(const QByteArray &address)
    {
        m_works = sd_bus_new(&m_bus) >= 0 && sd_bus_set_address(m_bus, address.constData()) >= 0
            && sd_bus_set_bus_client(m_bus, 1) >= 0 && sd_bus_start(m_bus) >= 0
            && sd_bus_add_object(m_bus, nullptr, "/org/freedesktop/timedate1", answer, this) >= 0
            && sd_bus_request_name(m_bus, "org.freedesktop.timedate1", 0) >= 0;
        m_thread = std::thread([this] {
            while (m_works && !m_ends) {
                while (sd_bus_process(m_bus, nullptr) > 0) { }
                sd_bus_wait(m_bus, 20'000);
            }
        });
    }

    ~TimeServer()
    {
        m_ends = true;
        m_thread.join();
        sd_bus_flush_close_unref(m_bus);
    }

    TimeServer(const TimeServer &) = delete;
    TimeServer &operator=(const TimeServer &) = delete;

    bool works() const { return m_works; }

    void say(Says word) { m_says = word; }

private:
    static int answer(sd_bus_message *question, void *own, sd_bus_error *)
    {
        const char *interface = nullptr;
        const char *name = nullptr;
        const Says says = static_cast<TimeServer *>(own)->m_says;
        if (sd_bus_message_is_method_call(question, "org.freedesktop.DBus.Properties", "Get") <= 0
            || sd_bus_message_read(question, "ss", &interface, &name) < 0
            || std::strcmp(name, "NTPSynchronized") != 0)
            return 0;
        if (says != Says::Nothing)
            sd_bus_reply_method_return(question, "v", "b", says == Says::Yes ? 1 : 0);
        return 1;
    }

    sd_bus *m_bus = nullptr;
    bool m_works = false;
    std::atomic<bool> m_ends = false;
    std::atomic<Says> m_says = Says::Nothing;
    std::thread m_thread;
};

/// Whether something keeps the clock right, asked of a time service on a real bus.
class TimeServiceTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase();
    void noBus();
    void noService();
    void whatTheServiceSays();
    void aServiceThatIsStuck();

private:
    QTemporaryDir m_directory;
    QProcess m_daemon;
    QByteArray m_address;
};

void TimeServiceTest::initTestCase()
{
    if (QStandardPaths::findExecutable(QStringLiteral("dbus-daemon")).isEmpty())
        QSKIP("dbus-daemon is not installed");
    QFile settings(m_directory.filePath(QStringLiteral("bus.conf")));
    QVERIFY(settings.open(QIODevice::WriteOnly));
    settings.write("<busconfig><type>session</type><listen>unix:path="
        + m_directory.filePath(QStringLiteral("bus")).toUtf8()
        + "</listen><policy context=\"default\"><allow send_destination=\"*\"/>"
          "<allow receive_sender=\"*\"/><allow own=\"*\"/></policy></busconfig>\n");
    settings.close();
    m_daemon.start(QStringLiteral("dbus-daemon"),
        { QStringLiteral("--nofork"), QStringLiteral("--print-address"),
            QStringLiteral("--config-file"), settings.fileName() });
    QVERIFY(m_daemon.waitForReadyRead(10'000));
    m_address = m_daemon.readLine().trimmed();
    qputenv("DBUS_SYSTEM_BUS_ADDRESS", m_address);
}

void TimeServiceTest::cleanupTestCase()
{
    m_daemon.terminate();
    m_daemon.waitForFinished();
}

void TimeServiceTest::noBus()
{
    qputenv("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nonexistent/bus");
    QVERIFY(!askTimeService());
    qputenv("DBUS_SYSTEM_BUS_ADDRESS", m_address);
}

void TimeServiceTest::noService() { QVERIFY(!askTimeService()); }

void TimeServiceTest::whatTheServiceSays()
{
    TimeServer server(m_address);
    QVERIFY(server.works());
    server.say(TimeServer::Says::Yes);
    QCOMPARE(askTimeService(), std::optional(true));
    server.say(TimeServer::Says::No);
    QCOMPARE(askTimeService(), std::optional(false));
}

void TimeServiceTest::aServiceThatIsStuck()
{
    TimeServer server(m_address);
    QVERIFY(server.works());
    server.say(TimeServer::Says::Nothing);
    QElapsedTimer watch;
    watch.start();
    QVERIFY(!askTimeService());
    // It gives up by itself, not after the bus's own 25 s.
    QVERIFY(watch.elapsed() < 10'000);
}

QTEST_GUILESS_MAIN(TimeServiceTest)
#include "tst_timeservice.moc"
