#pragma once

#include "publish/workspace/workspace.h"

namespace Hall {

/// What the checks are told beside the workspace.
struct CheckSettings {
    QDate today;
    QString publicUrl; ///< empty: the workspace's own
};

/// Every check of a loaded workspace: ids and references, code sets, the content rules L1–L14
/// (domain §1.11), privacy, forms, addresses, calendars and glyphs.
void checkWorkspace(const Workspace &workspace, const CheckSettings &settings, Problems &problems);

void checkReferences(const Workspace &workspace, Problems &problems);
void checkAmounts(const Workspace &workspace, Problems &problems);
void checkMarkup(const Workspace &workspace, Problems &problems);
void checkCodes(const Workspace &workspace, Problems &problems);
void checkGuides(const Workspace &workspace, Problems &problems);
void checkTables(const Workspace &workspace, Problems &problems);
void checkLaws(const Workspace &workspace, const QDate &today, Problems &problems);
void checkDates(const Workspace &workspace, const QDate &today, Problems &problems);
void checkPrivacy(const Workspace &workspace, Problems &problems);
void checkForms(const Workspace &workspace, Problems &problems);
void checkAddresses(const Workspace &workspace, const QString &publicUrl, Problems &problems);
void checkGlyphs(const Workspace &workspace, Problems &problems);

} // namespace Hall
