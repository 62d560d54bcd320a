#include "publish/checks/checks.h"

namespace Hall {

void checkWorkspace(const Workspace &workspace, const CheckSettings &settings, Problems &problems)
{
    checkReferences(workspace, problems);
    checkAmounts(workspace, problems);
    checkMarkup(workspace, problems);
    checkCodes(workspace, problems);
    checkGuides(workspace, problems);
    checkTables(workspace, problems);
    checkLaws(workspace, settings.today, problems);
    checkDates(workspace, settings.today, problems);
    checkPrivacy(workspace, problems);
    checkForms(workspace, problems);
    checkAddresses(workspace, settings.publicUrl, problems);
    checkGlyphs(workspace, problems);
}

} // namespace Hall
