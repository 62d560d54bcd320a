#include "publish/checks/textwalk.h"

namespace Hall {

namespace {

    template <typename T> void walkAll(const QList<Sourced<T>> &records, const TextVisit &visit)
    {
        for (const Sourced<T> &record : records) {
            if (!record.origin.hidden) {
                forEachText(record, visit);
            }
        }
    }

} // namespace

void forEachText(const Workspace &workspace, const TextVisit &visit)
{
    forEachText(workspace.site, visit);
    walkAll(workspace.halls, visit);
    walkAll(workspace.units, visit);
    walkAll(workspace.topics, visit);
    walkAll(workspace.items, visit);
    walkAll(workspace.fees, visit);
    walkAll(workspace.hotlines, visit);
    walkAll(workspace.offices, visit);
    walkAll(workspace.forms, visit);
    walkAll(workspace.laws, visit);
    walkAll(workspace.channels, visit);
    walkAll(workspace.notices, visit);
    walkAll(workspace.calendars, visit);
    walkAll(workspace.aliases, visit);
}

} // namespace Hall
