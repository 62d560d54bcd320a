#include "kiosk/outbox.h"

#include "kiosk/clock.h"
#include "kiosk/library.h"
#include "kiosk/navigator.h"
#include "kiosk/options.h"
#include "kiosk/searchmodel.h"
#include "kiosk/session.h"

#include <QDir>
#include <QMetaEnum>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <sys/timex.h>

namespace Hall {

namespace {

    const QString kUsage = QStringLiteral("usage");
    const QString kShown = QStringLiteral("shown");

    // What the kernel knows; a sandbox may keep it to itself.
    QString clockWord()
    {
        timex state {};
        const int outcome = ::adjtimex(&state);
        if (outcome < 0) {
            return QStringLiteral("unknown");
        }
        return outcome == TIME_ERROR ? QStringLiteral("unsynchronised")
                                     : QStringLiteral("synchronised");
    }

    QString screenWord(Navigator::Screen screen)
    {
        const auto words = QMetaEnum::fromType<Navigator::Screen>();
        return QString::fromLatin1(words.valueToKey(static_cast<int>(screen))).toLower();
    }

    // A folder's name as part of a file name.
    QString fileWord(QString text)
    {
        static const QRegularExpression other(QStringLiteral("[^A-Za-z0-9_-]"));
        return text.replace(other, QStringLiteral("-")).left(40);
    }

    QString randomWord()
    {
        return QString::number(QRandomGenerator::system()->generate(), 16).rightJustified(8, u'0');
    }

} // namespace

Outbox::Outbox(const Options &options, const Parts &parts, QObject *parent)
    : QObject(parent)
    , m_folder(options.outbox)
    , m_parts(parts)
    , m_kiosk(options.kioskId)
    , m_role(options.role == Role::Lobby ? QStringLiteral("lobby") : QStringLiteral("touch"))
    , m_told(m_folder.kept(kShown).value(QStringLiteral("generation")).toString())
{
    const QJsonObject kept = m_folder.kept(kUsage);
    m_day = QDate::fromString(kept.value(QStringLiteral("day")).toString(), Qt::ISODate);
    m_part = fileWord(kept.value(QStringLiteral("part")).toString());
    m_count = UsageCount::fromJson(kept.value(QStringLiteral("count")).toObject());
    dayMayHaveEnded();
    connect(&m_parts.library, &Library::changed, this, &Outbox::libraryChanged);
    connect(&m_parts.clock, &Clock::dayChanged, this, &Outbox::dayMayHaveEnded);
    connect(&m_parts.navigator, &Navigator::moved, this, &Outbox::moved);
    connect(&m_parts.session, &Session::queryChanged, this, [this] { m_judged = false; });
}

QJsonObject Outbox::head() const
{
    return { { QStringLiteral("format"), 1 }, { QStringLiteral("kiosk"), m_kiosk },
        { QStringLiteral("hall"), m_parts.library.hall() }, { QStringLiteral("role"), m_role } };
}

void Outbox::libraryChanged()
{
    const Library &library = m_parts.library;
    const QString generation
        = library.ready() ? QDir(library.store()->directory()).dirName() : QString();
    m_coming = generation == m_told ? QString() : generation;
}

void Outbox::frameShown()
{
    if (m_coming.isEmpty()) {
        return;
    }
    m_told = m_coming;
    m_coming.clear();
    const QDateTime now = m_parts.clock.now().toUTC();
    QJsonObject receipt = head();
    receipt.insert(QStringLiteral("release"), m_parts.library.release());
    receipt.insert(QStringLiteral("generation"), m_told);
    receipt.insert(QStringLiteral("at"), now.toString(Qt::ISODate));
    receipt.insert(QStringLiteral("clock"), clockWord());
    const QString id = QStringLiteral("%1-%2").arg(
        now.toString(QStringLiteral("yyyyMMddThhmmss")), fileWord(m_told));
    if (m_folder.write(kShown, id, receipt)) {
        m_folder.keep(kShown, { { QStringLiteral("generation"), m_told } });
    }
}

void Outbox::moved()
{
    const Navigator &navigator = m_parts.navigator;
    const Navigator::Screen screen = navigator.screen();
    if (m_searching) {
        endSearch();
    }
    m_searching = screen == Navigator::Screen::Search;
    if (screen == Navigator::Screen::Attract) {
        m_item.clear();
        return;
    }
    m_count.screenShown(screenWord(screen));
    if (screen == Navigator::Screen::Guide && navigator.itemId() != m_item) {
        m_item = navigator.itemId();
        m_count.itemOpened(m_item);
    }
    if (screen == Navigator::Screen::TakeAway) {
        m_count.takenAway();
    }
    keepCount();
}

void Outbox::endSearch()
{
    if (m_judged || m_parts.session.query().isEmpty()) {
        return;
    }
    m_judged = true;
    SearchModel found;
    found.setLibrary(&m_parts.library);
    found.setQuery(m_parts.session.query());
    if (found.count() == 0) {
        m_count.searchedInVain();
        keepCount();
    }
}

void Outbox::keepCount()
{
    m_folder.keep(kUsage,
        { { QStringLiteral("day"), m_day.toString(Qt::ISODate) },
            { QStringLiteral("part"), m_part }, { QStringLiteral("count"), m_count.toJson() } });
}

void Outbox::dayMayHaveEnded()
{
    const QDate today = m_parts.clock.today();
    if (today == m_day && !m_part.isEmpty()) {
        return;
    }
    if (m_day.isValid() && !m_part.isEmpty() && !m_count.isEmpty()) {
        QJsonObject report = head();
        const QString day = m_day.toString(Qt::ISODate);
        report.insert(QStringLiteral("day"), day);
        const QJsonObject counts = m_count.report();
        for (auto one = counts.constBegin(); one != counts.constEnd(); ++one) {
            report.insert(one.key(), one.value());
        }
        // Killed in between, the same name is written once more, not another.
        if (!m_folder.write(kUsage, QStringLiteral("%1-%2").arg(day, m_part), report)) {
            return;
        }
    }
    m_folder.forget(kUsage);
    m_count = {};
    m_day = today;
    m_part = randomWord();
}

} // namespace Hall
