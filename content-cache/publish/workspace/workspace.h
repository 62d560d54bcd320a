#pragma once

#include "publish/workspace/origin.h"
#include "publish/workspace/records.h"

#include <QList>

namespace Hall {

/// An editor's folder, read and typed; nothing in it has been gated or completed yet.
struct Workspace {
    QString directory;
    Sourced<Site> site;
    QList<Sourced<ServiceHall>> halls;
    QList<Sourced<Unit>> units;
    QList<Sourced<Topic>> topics;
    QList<QPair<QString, Place>> personCodes; ///< of topics, for the code check
    QList<QPair<QString, Place>> legalCodes;
    QList<Sourced<Item>> items;
    QStringList unreadableItems; ///< ids, by file name: there, but not to be read
    QList<Sourced<Fee>> fees;
    QList<Sourced<Hotline>> hotlines;
    QList<Sourced<Office>> offices;
    QList<Sourced<Form>> forms;
    QList<Sourced<Law>> laws;
    QList<Sourced<Channel>> channels;
    QList<Sourced<Notice>> notices;
    QList<Sourced<CalendarYear>> calendars;
    QList<Sourced<Alias>> aliases;
    QList<Sourced<Polyphone>> polyphones;
};

/// Reads the whole folder; everything that cannot be read, or only in part, is in `problems`.
Workspace loadWorkspace(const QString &directory, Problems &problems);

/// Reads the folder of a county bureau's overlay: site.yaml with its halls and their hours,
/// offices.csv, hotlines.csv and notices/, each but the first only where it is there. Anything else
/// is a problem: it is the city's to say. Offices may name the city's units.
Workspace loadCountyWorkspace(const QString &directory, Problems &problems);

/// Every fact of the workspace that is not confirmed.
QList<PendingFact> pendingFacts(const Workspace &workspace);

} // namespace Hall
