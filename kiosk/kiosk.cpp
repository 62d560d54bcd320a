#include "kiosk/kiosk.h"

#include "kiosk/fallbackwriter.h"
#include "kiosk/nonetwork.h"
#include "kiosk/releaseimages.h"

#include <QCoreApplication>
#include <QDir>
#include <QGuiApplication>
#include <QQmlEngine>
#include <QScreen>

namespace Hall {

namespace {

    constexpr const char *kProperty = "hallKiosk";

    ContentSource sourceOf(const Options &options)
    {
        ContentSource source { options.content, options.factory };
        if (source.factory.isEmpty()) {
            source.factory = QDir::cleanPath(
                QCoreApplication::applicationDirPath() + QStringLiteral("/../share/hall/factory"));
        }
        return source;
    }

    // The engine must not delete what it did not make.
    template <typename T> T *lent(T *part)
    {
        QJSEngine::setObjectOwnership(part, QJSEngine::CppOwnership);
        return part;
    }

} // namespace

Kiosk::Kiosk(const Options &options, const Metrics::Panel &panel, Clock::Source time)
    : m_options(options)
    , m_clock(std::move(time), nullptr)
    , m_metrics(panel, nullptr)
    , m_session(nullptr)
    , m_navigator(nullptr)
    , m_idleWatch(IdleWatch::Limits(), nullptr)
    , m_inputGuard(m_idleWatch, m_uptime)
    , m_technician(
          options, [this] { return m_uptime.elapsed(); }, nullptr)
    , m_releaseWatch(options.content)
    , m_library(new Library(sourceOf(options), options.hall, m_clock, this))
{
    m_uptime.start();
    if (!options.outbox.isEmpty()) {
        m_outbox = new Outbox(options, { m_clock, *m_library, m_navigator, m_session }, this);
    }
    connectParts();
    if (!options.fallbackFile.isEmpty()) {
        new FallbackWriter(options.fallbackFile, *m_library, this);
    }
}

void Kiosk::connectParts()
{
    connect(&m_navigator, &Navigator::moved, this, &Kiosk::placeChanged);
    connect(&m_navigator, &Navigator::sessionEnded, &m_session, &Session::reset);
    connect(&m_session, &Session::modesChanged, this,
        [this] { m_idleWatch.setElder(m_session.elder()); });
    connect(&m_idleWatch, &IdleWatch::expired, &m_navigator, &Navigator::endSession);
    connect(&m_inputGuard, &InputGuard::pressed, &m_technician, &Technician::touched);
    connect(&m_technician, &Technician::visitorGone, &m_navigator, &Navigator::endSession);
    connect(&m_releaseWatch, &ReleaseWatch::mayHaveChanged, m_library, &Library::offer);
}

void Kiosk::placeChanged()
{
    const auto screen = m_navigator.screen();
    const auto place = screen == Navigator::Screen::Attract ? IdleWatch::Place::Attract
        : screen == Navigator::Screen::Home                 ? IdleWatch::Place::Home
                                                            : IdleWatch::Place::Inside;
    m_idleWatch.setPlace(place, m_uptime.elapsed());
    m_library->setSessionRunning(
        m_options.role == Role::Touch && screen != Navigator::Screen::Attract);
}

void Kiosk::start()
{
    m_library->open();
    m_releaseWatch.start();
    m_clock.start();
    m_inputGuard.start();
}

void Kiosk::attach(QQmlEngine *engine)
{
    engine->setProperty(kProperty, QVariant::fromValue<QObject *>(this));
    engine->addImportPath(QStringLiteral("qrc:/qt/qml"));
    forbidNetwork(engine);
    auto *images = new ReleaseImages;
    engine->addImageProvider(QStringLiteral("release"), images); // takes ownership
    const auto follow = [this, images] {
        images->setDirectory(m_library->ready() ? m_library->store()->directory() : QString());
    };
    connect(m_library, &Library::changed, engine, follow);
    follow();
    connect(
        &m_navigator, &Navigator::sessionEnded, engine, [engine] { engine->collectGarbage(); },
        Qt::QueuedConnection);
}

Kiosk *Kiosk::of(const QQmlEngine *engine)
{
    return engine ? qobject_cast<Kiosk *>(engine->property(kProperty).value<QObject *>()) : nullptr;
}

Clock::Source timeOf(const Options &options)
{
    const QDateTime pretended = QDateTime::fromString(options.now, Qt::ISODate);
    if (!pretended.isValid()) {
        return [] { return QDateTime::currentDateTime(); }; // overloaded from Qt 6.5 on
    }
    QElapsedTimer since;
    since.start();
    return [pretended, since] { return pretended.addMSecs(since.elapsed()); };
}

Metrics::Panel panelOf(const Options &options)
{
    Metrics::Panel panel;
    panel.configuredMm = options.panelMm;
    panel.bottomEdgeMm = options.bottomEdgeMm;
    panel.readingDistanceMm = options.readingDistanceMm;
    panel.assumedLongSideMm = options.role == Role::Lobby ? kLobbyPanelMm : kTouchPanelMm;
    const QScreen *screen = QGuiApplication::primaryScreen();
    const bool fullScreen = !options.windowSize().isValid();
    if (screen && fullScreen) {
        panel.reportedMm = screen->physicalSize();
        panel.screenPx = screen->size();
    } else {
        panel.screenPx = options.windowSize();
    }
    return panel;
}

Clock *Clock::create(QQmlEngine *engine, QJSEngine *) { return lent(Kiosk::of(engine)->clock()); }

Metrics *Metrics::create(QQmlEngine *engine, QJSEngine *)
{
    return lent(Kiosk::of(engine)->metrics());
}

Session *Session::create(QQmlEngine *engine, QJSEngine *)
{
    return lent(Kiosk::of(engine)->session());
}

Navigator *Navigator::create(QQmlEngine *engine, QJSEngine *)
{
    return lent(Kiosk::of(engine)->navigator());
}

IdleWatch *IdleWatch::create(QQmlEngine *engine, QJSEngine *)
{
    return lent(Kiosk::of(engine)->idleWatch());
}

Technician *Technician::create(QQmlEngine *engine, QJSEngine *)
{
    return lent(Kiosk::of(engine)->technician());
}

Library *Library::create(QQmlEngine *engine, QJSEngine *)
{
    return lent(Kiosk::of(engine)->library());
}

} // namespace Hall
