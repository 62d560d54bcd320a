#include "targetsearch.h"

#include <algorithm>

namespace Hall {

namespace {

    constexpr qsizetype mostRoles = 1 + 32; // the top-level targets and those below

} // namespace

void TargetSearch::visit(const QString &role, const Targets &targets)
{
    m_visited.insert(role);
    const auto target = targets.targets.constFind(m_path);
    if (target != targets.targets.cend()) {
        m_found = *target;
        m_foundIn = role;
        m_ahead.clear();
        return;
    }
    QList<Delegation> below = targets.delegations.towards(m_path);
    const auto last = std::find_if(below.cbegin(), below.cend(),
        [](const Delegation &delegation) { return delegation.role.terminating; });
    if (last != below.cend()) {
        below.resize(last - below.cbegin() + 1);
        m_ahead.clear();
    }
    std::reverse(below.begin(), below.end());
    m_ahead.append(below);
}

std::optional<Delegation> TargetSearch::next()
{
    while (!m_ahead.isEmpty() && m_visited.size() < mostRoles) {
        const Delegation delegation = m_ahead.takeLast();
        if (!m_visited.contains(delegation.role.name))
            return delegation;
    }
    return std::nullopt;
}

} // namespace Hall
