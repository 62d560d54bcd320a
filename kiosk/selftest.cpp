#include "kiosk/selftest.h"

#include "kiosk/guidefacts.h"
#include "kiosk/kiosk.h"

#include <QQuickWindow>
#include <QTextStream>
#include <QTimer>
#include <algorithm>
#include <atomic>

namespace Hall {

namespace {

    constexpr int kScreenSettlesMs = 250;

    std::atomic<int> complaints = 0;
    QtMessageHandler previousHandler = nullptr;

    void countComplaint(QtMsgType type, const QMessageLogContext &context, const QString &message)
    {
        const QString category = QString::fromLatin1(context.category);
        const bool fromQml = category.startsWith(QLatin1String("qml"))
            || category.startsWith(QLatin1String("qt.q"))
            || message.contains(QStringLiteral("qrc:/")) || message.contains(QStringLiteral("QML"));
        if (type != QtDebugMsg && type != QtInfoMsg && fromQml) {
            ++complaints;
        }
        previousHandler(type, context, message);
    }

    void say(const QString &line) { QTextStream(stderr) << line << Qt::endl; }

    // The item whose title is hardest to set.
    QString longestTitled(const ContentStore &store, const QDate &today)
    {
        const QList<ItemHead> heads = store.items(today);
        const auto longest = std::max_element(heads.cbegin(), heads.cend(),
            [](const ItemHead &a, const ItemHead &b) { return a.title.size() < b.title.size(); });
        return longest == heads.cend() ? QString() : longest->id;
    }

    QString signpostId(const ContentStore &store, const QDate &today)
    {
        const QList<ItemHead> heads = store.items(today);
        for (const ItemHead &head : heads) {
            if (head.kind == QLatin1String("signpost")) {
                return head.id;
            }
        }
        return {};
    }

    QString hottest(const ContentStore &store, const QDate &today)
    {
        const QList<ItemHead> heads = store.hotItems(today, 1);
        const QList<ItemHead> all = heads.isEmpty() ? store.items(today) : heads;
        return all.isEmpty() ? QString() : all.first().id;
    }

} // namespace

void watchQmlWarnings()
{
    if (!previousHandler) {
        previousHandler = qInstallMessageHandler(countComplaint);
    }
}

int qmlWarnings() { return complaints; }

SelfTest::SelfTest(Kiosk &kiosk, QQuickWindow *window, const QString &shots)
    : m_kiosk(kiosk)
    , m_window(window)
    , m_probe(window)
    , m_shots(shots)
    , m_size(window->size())
{
}

void SelfTest::plan(const QString &name, std::function<void()> arrange)
{
    m_stops.append({ name, std::move(arrange) });
}

void SelfTest::planTouch()
{
    if (!m_kiosk.library()->ready()) {
        plan(QStringLiteral("attract-without-content"),
            [this] { m_kiosk.navigator()->endSession(); });
        plan(QStringLiteral("home-without-content"), [this] { m_kiosk.navigator()->home(); });
        return;
    }
    planScreens();
    planSituations();
    planModes();
    planTechnician();
}

// The page of those who look after the machine; large type is of no session here.
void SelfTest::planTechnician()
{
    Technician *technician = m_kiosk.technician();
    Session *session = m_kiosk.session();
    plan(QStringLiteral("technician-pin"),
        [=] { technician->openForTest(Technician::State::AsksPin); });
    plan(QStringLiteral("technician"), [=] { technician->openForTest(Technician::State::Open); });
    plan(QStringLiteral("technician-elder"), [session] { session->setElder(true); });
    plan(QStringLiteral("technician-pin-elder"),
        [=] { technician->openForTest(Technician::State::AsksPin); });
    plan(QStringLiteral("technician-left"), [=] {
        technician->close();
        session->setElder(false);
    });
}

void SelfTest::planScreens()
{
    Navigator *go = m_kiosk.navigator();
    const ContentStore &store = *m_kiosk.library()->store();
    const QString item = hottest(store, m_kiosk.clock()->today());
    const QString topic = store.topics(TopicKind::Topic).value(0).id;
    plan(QStringLiteral("attract"), [go] { go->endSession(); });
    plan(QStringLiteral("home"), [go] { go->home(); });
    plan(QStringLiteral("people"), [go] { go->openTopics(Navigator::Listing::People); });
    plan(QStringLiteral("life-events"), [go] { go->openTopics(Navigator::Listing::LifeEvent); });
    plan(QStringLiteral("units"), [go] { go->openUnits(); });
    plan(QStringLiteral("list"), [=] { go->openList(Navigator::Listing::Topic, topic); });
    plan(QStringLiteral("list-hot"), [go] { go->openList(Navigator::Listing::Hot, {}); });
    plan(QStringLiteral("guide"), [=] { go->openGuide(item); });
    plan(QStringLiteral("take-away"), [go] { go->openTakeAway(); });
    plan(QStringLiteral("search"), [go] { go->openSearch(); });
    plan(QStringLiteral("search-hits"),
        [this] { m_kiosk.session()->setQuery(QStringLiteral("sf")); });
    plan(QStringLiteral("fees"), [go] { go->openFees(); });
    plan(QStringLiteral("hotlines"), [go] { go->openHotlines(); });
    plan(QStringLiteral("notices"), [go] { go->openNotices(); });
}

void SelfTest::planSituations()
{
    Navigator *go = m_kiosk.navigator();
    const ContentStore &store = *m_kiosk.library()->store();
    const QString longest = longestTitled(store, m_kiosk.clock()->today());
    const QString signpost = signpostId(store, m_kiosk.clock()->today());
    plan(QStringLiteral("guide-longest-title"), [=] { go->openGuide(longest); });
    plan(QStringLiteral("take-away-longest-title"), [go] { go->openTakeAway(); });
    if (!signpost.isEmpty()) {
        plan(QStringLiteral("guide-signpost"), [=] { go->openGuide(signpost); });
    }
    plan(QStringLiteral("search-nothing"), [this, go] {
        m_kiosk.session()->setQuery(QStringLiteral("vvv"));
        go->openSearch();
    });
    plan(QStringLiteral("list-empty"),
        [go] { go->openList(Navigator::Listing::Topic, QStringLiteral("no-such-topic")); });
    plan(QStringLiteral("idle-warning"), [this, go] {
        go->openFees();
        m_kiosk.idleWatch()->tick(m_kiosk.uptimeMs() + 91'000);
    });
}

void SelfTest::planModes()
{
    Navigator *go = m_kiosk.navigator();
    Session *session = m_kiosk.session();
    const ContentStore &store = *m_kiosk.library()->store();
    const QString longest = longestTitled(store, m_kiosk.clock()->today());
    const QString item = hottest(store, m_kiosk.clock()->today());
    const QString topic = store.topics(TopicKind::Topic).value(0).id;
    const auto walk = [=, this](const QString &mode, const std::function<void()> &begin) {
        plan(QStringLiteral("home-") + mode, [=] {
            go->endSession();
            begin();
            go->home();
        });
        plan(QStringLiteral("list-") + mode,
            [=] { go->openList(Navigator::Listing::Topic, topic); });
        plan(QStringLiteral("guide-") + mode, [=] { go->openGuide(item); });
        plan(QStringLiteral("take-away-") + mode, [go] { go->openTakeAway(); });
        plan(QStringLiteral("search-") + mode, [=] {
            session->setQuery(QStringLiteral("sfz"));
            go->openSearch();
        });
        plan(QStringLiteral("fees-") + mode, [go] { go->openFees(); });
        plan(QStringLiteral("hotlines-") + mode, [go] { go->openHotlines(); });
        plan(QStringLiteral("guide-longest-title-") + mode, [=] { go->openGuide(longest); });
    };
    walk(QStringLiteral("elder"), [session] { session->setElder(true); });
    walk(QStringLiteral("low-reach"), [session] { session->setLowReach(true); });
    walk(QStringLiteral("elder-low-reach"), [session] {
        session->setElder(true);
        session->setLowReach(true);
    });
    walk(QStringLiteral("high-contrast"), [session] { session->setHighContrast(true); });
}

void SelfTest::planLobby()
{
    m_lobby = true;
    m_stops.clear();
    const int pages = m_window->property("pageCount").toInt();
    for (int page = 0; page < std::max(1, pages); ++page) {
        plan(QStringLiteral("lobby"), [this, page] { m_window->setProperty("page", page); });
    }
}

void SelfTest::start() { QTimer::singleShot(kScreenSettlesMs, this, &SelfTest::visitNext); }

void SelfTest::turn()
{
    m_turned = true;
    m_next = 0;
    m_window->resize(m_size.transposed());
    QTimer::singleShot(kScreenSettlesMs, this, [this] {
        if (m_lobby) {
            planLobby(); // an upright panel has other pages
        }
        visitNext();
    });
}

void SelfTest::visitNext()
{
    if (m_next >= m_stops.size() && !m_turned) {
        turn();
        return;
    }
    if (m_next >= m_stops.size()) {
        const int warnings = qmlWarnings();
        const bool empty = !m_kiosk.library()->ready() && !m_passWithoutContent;
        say(QStringLiteral("%1 screens, %2 QML warnings, %3 pictures not written")
                .arg(2 * m_stops.size())
                .arg(warnings)
                .arg(m_failures));
        if (empty) {
            say(QStringLiteral("no content to show; --without-content lets that pass"));
        }
        Q_EMIT finished(warnings + m_failures + m_missing > 0 || empty ? 1 : 0);
        return;
    }
    m_stops.at(m_next).arrange();
    QTimer::singleShot(kScreenSettlesMs, this, [this] {
        look(m_stops.at(m_next));
        lookForOverlaps(m_stops.at(m_next));
        shoot(m_stops.at(m_next));
        ++m_next;
        visitNext();
    });
}

// What the first view of this screen has to show in every mode.
QStringList SelfTest::promised() const
{
    const Navigator *at = m_kiosk.navigator();
    Library *library = m_kiosk.library();
    if (!library->ready() || m_window->property("page").isValid()) {
        return {};
    }
    if (at->screen() == Navigator::Screen::Home) {
        return { QStringLiteral("您想办什么"), QStringLiteral("大家常办"),
            QStringLiteral("收费标准"), QStringLiteral("电话热线") };
    }
    const auto guide = library->store()->guide(at->itemId());
    if (at->screen() != Navigator::Screen::Guide || !guide || guide.value().item.signpost) {
        return {};
    }
    const Reading reading { *library->store(), library->clock().now(), library->hall() };
    QStringList answers;
    for (const GuideFact &fact : guideFacts(reading, guide.value().item, at->caseId())) {
        answers << fact.answer;
    }
    return answers;
}

void SelfTest::look(const Stop &stop)
{
    const QStringList texts = promised();
    const auto bar = m_probe.find(QStringLiteral("结束"));
    for (const QString &text : texts) {
        const auto place = m_probe.find(text);
        if (!place || !bar || place->y() >= bar->y()) {
            ++m_missing;
            say(QStringLiteral("%1 (%2) does not show \"%3\"")
                    .arg(stop.name, m_turned ? QStringLiteral("turned") : QStringLiteral("as is"),
                        text));
        }
    }
}

// No target may lie upon another; the dialog and the technician's page cover what is beneath.
void SelfTest::lookForOverlaps(const Stop &stop)
{
    if (stop.name == QLatin1String("idle-warning")
        || stop.name.startsWith(QLatin1String("technician"))) {
        return;
    }
    const QStringList pairs = m_probe.overlaps();
    for (const QString &pair : pairs) {
        ++m_missing;
        say(QStringLiteral("%1 (%2): %3 overlap")
                .arg(stop.name, m_turned ? QStringLiteral("turned") : QStringLiteral("as is"),
                    pair));
    }
}

void SelfTest::shoot(const Stop &stop)
{
    if (m_shots.isEmpty()) {
        return;
    }
    const bool portrait = m_window->height() > m_window->width();
    const QString file
        = QStringLiteral("%1/%2-%3-%4.png")
              .arg(m_shots)
              .arg(m_next + 1, 2, 10, QLatin1Char('0'))
              .arg(stop.name, portrait ? QStringLiteral("portrait") : QStringLiteral("landscape"));
    m_failures += m_probe.grab(file) ? 0 : 1;
}

} // namespace Hall
