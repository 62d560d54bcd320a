#include "publish/checks/checks.h"

namespace Hall {

void checkWorkspace(const Workspace &workspace, const CheckSettings &, Problems &problems)
{
    checkReferences(workspace, problems);
}

} // namespace Hall
