#include "kiosk/servicereport.h"

#include "kiosk/kiosk.h"

#include <QDir>
#include <QFile>
#include <QGuiApplication>
#include <QJsonDocument>
#include <QLoggingCategory>
#include <QMetaEnum>
#include <QQuickWindow>
#include <QSaveFile>
#include <QScreen>

namespace Hall {

namespace {

    Q_LOGGING_CATEGORY(lcService, "hall.service")

    constexpr int kBeatMs = 2000;

    QString statusFile(const Options &options)
    {
        return options.runDir.isEmpty()
            ? QString()
            : QDir(options.runDir).filePath(QStringLiteral("status.json"));
    }

    // How often this has begun since the folder was made; the service manager keeps the folder over
    // its restarts.
    int restartsBefore(const QString &path)
    {
        QFile file(path);
        if (path.isEmpty() || !file.open(QIODevice::ReadOnly)) {
            return -1;
        }
        return QJsonDocument::fromJson(file.readAll()).object()[u"restarts"].toInt();
    }

    QJsonValue moment(const QDateTime &at)
    {
        return at.isValid() ? QJsonValue(at.toUTC().toString(Qt::ISODate)) : QJsonValue();
    }

    // Qt keeps a screen of its own, without a name, where the last real one was unplugged.
    bool screenThere()
    {
        const QScreen *screen = QGuiApplication::primaryScreen();
        return screen && !screen->name().isEmpty();
    }

    QString pageName(Navigator::Screen screen)
    {
        return QString::fromLatin1(
            QMetaEnum::fromType<Navigator::Screen>().valueToKey(static_cast<int>(screen)))
            .toLower();
    }

} // namespace

bool screenWantedOn(const QString &file)
{
    QFile state(file);
    return file.isEmpty() || !state.open(QIODevice::ReadOnly) || state.read(16).trimmed() != "off";
}

ServiceReport::ServiceReport(QQuickWindow *window, Kiosk &kiosk)
    : m_window(window)
    , m_kiosk(kiosk)
    , m_health(ScreenHealth::Limits(), kiosk.uptimeMs())
    , m_notice([&kiosk] { return kiosk.uptimeMs(); })
    , m_restarts(restartsBefore(statusFile(kiosk.options())) + 1)
{
    m_health.look(surroundings(), m_kiosk.uptimeMs());
    connect(window, &QQuickWindow::frameSwapped, this, &ServiceReport::frameShown);
    connect(kiosk.inputGuard(), &InputGuard::touched, this,
        [this] { m_lastInput = QDateTime::currentDateTimeUtc(); });
    connect(&m_beat, &QTimer::timeout, this, &ServiceReport::beat);
    m_beat.start(kBeatMs);
}

ScreenHealth::Surroundings ServiceReport::surroundings() const
{
    return { screenThere(), screenWantedOn(m_kiosk.options().powerFile),
        m_kiosk.library()->ready() };
}

void ServiceReport::frameShown()
{
    m_lastFrame = QDateTime::currentDateTimeUtc();
    m_health.frameShown(m_kiosk.uptimeMs());
    if (!m_ready) {
        beat();
    }
}

void ServiceReport::beat()
{
    const qint64 now = m_kiosk.uptimeMs();
    m_health.look(surroundings(), now);
    if (!m_ready && m_health.ready(now)) {
        m_ready = true;
        m_firstFrame = m_lastFrame;
        ServiceNotice::ready();
    }
    if (m_health.alive(now)) {
        m_notice.alive();
    } else {
        qCWarning(lcService) << "no picture has come out for too long";
    }
    m_notice.status(sentence());
    write();
    // A page on which nothing moves draws nothing by itself; whether it could is asked here.
    m_window->update();
}

QString ServiceReport::sentence() const
{
    if (!m_kiosk.library()->ready()) {
        return QStringLiteral("没有内容可以显示");
    }
    const auto around = surroundings();
    const QString where = !around.screen ? QStringLiteral("没有接屏幕")
        : !around.wantedOn               ? QStringLiteral("屏幕按要求关闭")
                                         : QStringLiteral("正在显示");
    return QStringLiteral("%1，第 %2 版内容").arg(where).arg(m_kiosk.library()->release());
}

QJsonObject ServiceReport::status() const
{
    const auto around = surroundings();
    return { { QStringLiteral("ready"), m_ready },
        { QStringLiteral("firstFrame"), moment(m_firstFrame) },
        { QStringLiteral("lastFrame"), moment(m_lastFrame) },
        { QStringLiteral("lastInput"), moment(m_lastInput) },
        { QStringLiteral("page"), pageName(m_kiosk.navigator()->screen()) },
        { QStringLiteral("release"), QString::number(m_kiosk.library()->release()) },
        { QStringLiteral("content"), around.content }, { QStringLiteral("screen"), around.screen },
        { QStringLiteral("wantedOn"), around.wantedOn },
        { QStringLiteral("hallKnown"), m_kiosk.library()->knowsItsHall() },
        { QStringLiteral("restarts"), m_restarts } };
}

void ServiceReport::write()
{
    const QString path = statusFile(m_kiosk.options());
    const QByteArray text = QJsonDocument(status()).toJson(QJsonDocument::Compact) + '\n';
    if (path.isEmpty() || text == m_written) {
        return;
    }
    QSaveFile file(path);
    const bool opened = file.open(QIODevice::WriteOnly);
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup | QFile::ReadOther);
    if (!opened || file.write(text) != text.size() || !file.commit()) {
        qCWarning(lcService).noquote() << path << file.errorString();
        return;
    }
    m_written = text;
}

} // namespace Hall
