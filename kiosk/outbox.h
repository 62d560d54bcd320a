#pragma once

#include "kiosk/outboxfolder.h"
#include "kiosk/usagecount.h"

#include <QDate>
#include <QObject>

namespace Hall {

class Clock;
class Library;
class Navigator;
class Session;
struct Options;

/// What a screen has to tell the bureau: a receipt each time another generation is really on it
/// (kind `shown`), and the counts of each day (kind `usage`). Made only with --outbox.
class Outbox : public QObject {
    Q_OBJECT

public:
    /// The parts it listens to.
    struct Parts {
        const Clock &clock;
        Library &library;
        const Navigator &navigator;
        const Session &session;
    };

    Outbox(const Options &options, const Parts &parts, QObject *parent);

    /// A picture is on the panel; the first one after a change of the release is its receipt.
    void frameShown();

private:
    void libraryChanged();
    void moved();
    void endSearch();
    void dayMayHaveEnded();
    void keepCount();
    QJsonObject head() const;

    OutboxFolder m_folder;
    Parts m_parts;
    QString m_kiosk;
    QString m_role;
    QString m_told; ///< the generation of the last receipt
    QString m_coming; ///< the generation that the next picture shows; empty: no new one
    QDate m_day;
    QString m_part; ///< makes the day's file unlike one of the same day before a change of clock
    UsageCount m_count;
    QString m_item; ///< opened last by the present visitor
    bool m_searching = false;
    bool m_judged = false; ///< whether this query found nothing is counted already
};

} // namespace Hall
