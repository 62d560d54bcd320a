#include "kiosk/technician.h"

#include "kiosk/pinhash.h"

#include <QDir>
#include <QFile>
#include <QHash>
#include <QLoggingCategory>

namespace Hall {

namespace {

    Q_LOGGING_CATEGORY(lcTechnician, "hall.technician")

    constexpr int kRefreshMs = 2000;
    constexpr int kSecondMs = 1000;
    constexpr int kLeaveMs = 180'000; // nobody touches the page
    constexpr int kLeavePinMs = 30'000;
    constexpr qsizetype kLongestPin = 12;

    // What may be asked of the machine, and what the page says to it.
    const QHash<QString, QString> &answers()
    {
        static const QHash<QString, QString> words {
            { QStringLiteral("report"), QStringLiteral("正在重新读取") },
            { QStringLiteral("usb-update"),
                QStringLiteral("请在五分钟内插入更新盘，更新自动开始") },
            { QStringLiteral("sound-test"), QStringLiteral("正在播放测试音") },
            { QStringLiteral("repair"),
                QStringLiteral("正在检查和修复，要一两分钟，结果显示在这一页") },
            { QStringLiteral("maintenance"),
                QStringLiteral("维护窗口打开半小时：接上键盘，在第 2 控制台登录") },
            { QStringLiteral("restart-screens"), QStringLiteral("马上重启") },
            { QStringLiteral("restart-machine"), QStringLiteral("马上重启") },
        };
        return words;
    }

} // namespace

Technician::Technician(const Options &options, std::function<qint64()> uptime, QObject *parent)
    : QObject(parent)
    , m_options(options)
    , m_uptime(std::move(uptime))
    , m_hash(pinHashIn(options.pinFile))
    , m_lock([this](const QByteArray &pin) { return pinMatches(m_hash, pin); })
{
    m_pin.reserve(kLongestPin + 1);
    m_refresh.setInterval(kRefreshMs);
    m_second.setInterval(kSecondMs);
    m_leave.setSingleShot(true);
    connect(&m_second, &QTimer::timeout, this, &Technician::countDown);
    connect(&m_refresh, &QTimer::timeout, this, &Technician::readFacts);
    connect(&m_leave, &QTimer::timeout, this, &Technician::close);
}

void Technician::touched(const QPointF &at, const QSizeF &window)
{
    if (m_state != State::Away) {
        m_leave.start(m_state == State::Open ? kLeaveMs : kLeavePinMs);
        return;
    }
    if (m_corners.touched(at, window, m_uptime()) && available()) {
        qCInfo(lcTechnician) << "the PIN of the technician's page is asked for";
        go(State::AsksPin);
    }
}

void Technician::go(State state, const QString &message)
{
    const bool turned = (m_state == State::Away) != (state == State::Away);
    m_state = state;
    m_message = message;
    forgetPin();
    m_leave.start(state == State::Open ? kLeaveMs : kLeavePinMs);
    if (state == State::Open) {
        ask(QStringLiteral("report"));
        m_message.clear();
        readFacts();
        m_refresh.start();
    } else {
        m_refresh.stop();
    }
    if (state == State::Away) {
        m_leave.stop();
    }
    if (state == State::AsksPin) {
        countDown();
    }
    // Also on the way out: the last corner's touch was one on the page below as well.
    if (turned) {
        Q_EMIT visitorGone();
    }
    Q_EMIT changed();
}

void Technician::say(const QString &message)
{
    m_message = message;
    Q_EMIT changed();
}

void Technician::forgetPin()
{
    m_pin.fill('\0');
    m_pin.resize(0);
}

void Technician::type(const QString &digit)
{
    if (m_state == State::AsksPin && !locked() && digit.size() == 1 && m_pin.size() < kLongestPin) {
        m_pin.append(digit.toLatin1());
        say({});
    }
}

void Technician::erase()
{
    if (!locked()) {
        m_pin.chop(m_pin.isEmpty() ? 0 : 1);
        say({});
    }
}

void Technician::submit()
{
    if (m_state != State::AsksPin) {
        return;
    }
    switch (m_lock.offer(m_pin, m_uptime())) {
    case PinLock::Answer::Right:
        qCInfo(lcTechnician) << "the technician's page is opened";
        go(State::Open);
        return;
    case PinLock::Answer::Wrong:
        qCWarning(lcTechnician) << "a wrong PIN," << m_lock.wrong() << "in a row";
        break;
    case PinLock::Answer::Locked:
        qCWarning(lcTechnician) << "a PIN while the page is locked";
        break;
    }
    forgetPin();
    say(QStringLiteral("PIN 不对，还可以试 %1 次").arg(m_lock.leftBeforeWait()));
    countDown();
}

// Says how long it takes, until it is over.
void Technician::countDown()
{
    const qint64 wait = m_lock.lockedForMs(m_uptime());
    if (wait > 0 && m_state == State::AsksPin) {
        say(waitText(wait));
        m_second.start();
    } else if (m_second.isActive()) {
        m_second.stop();
        say({});
    }
}

QString Technician::waitText(qint64 milliseconds) const
{
    constexpr qint64 minute = 60'000;
    if (milliseconds > 2 * minute) {
        return QStringLiteral("输错次数太多，%1 分钟后再试")
            .arg((milliseconds + minute - 1) / minute);
    }
    return QStringLiteral("输错次数太多，%1 秒后再试").arg((milliseconds + 999) / 1000);
}

void Technician::close()
{
    if (m_state == State::Open) {
        qCInfo(lcTechnician) << "the technician's page is closed";
    }
    go(State::Away);
}

bool Technician::ask(const QString &request)
{
    if (m_state != State::Open || !answers().contains(request)) {
        return false;
    }
    QFile file(QDir(m_options.requests).filePath(request));
    if (m_options.requests.isEmpty() || !file.open(QIODevice::WriteOnly)) {
        qCWarning(lcTechnician).noquote() << "cannot ask for" << request << file.errorString();
        say(QStringLiteral("发不出请求：本机没有装好 hall-request"));
        return false;
    }
    qCInfo(lcTechnician).noquote() << "asks for" << request;
    say(answers().value(request));
    return true;
}

void Technician::readFacts()
{
    const QJsonObject report = jsonIn(m_options.report);
    m_facts.set(syncFacts(jsonIn(m_options.syncStatus)) + reportFacts(report));
    m_log = report[u"log"].toString();
    Q_EMIT factsRead();
}

void Technician::openForTest(State state) { go(state); }

} // namespace Hall
