#pragma once

#include "metadata.h"

#include <QSet>

namespace Hall {

/// The search for the role that speaks for a target: pre-order, depth first, every role once, at
/// most 32 delegated ones (TUF 1.0 §5.6.7). It is told what each role says and asks for the next
/// one; whoever drives it fetches and checks them.
class TargetSearch {
public:
    explicit TargetSearch(QString path)
        : m_path(std::move(path))
    {
    }

    /// What this role says; first the top-level targets, then each one next() asked for.
    void visit(const QString &role, const Targets &targets);

    /// The delegation to follow next; none when the target was found or nobody speaks for it.
    std::optional<Delegation> next();

    const std::optional<Target> &found() const { return m_found; }

    /// The role that speaks for the target.
    const QString &foundIn() const { return m_foundIn; }

private:
    QString m_path;
    QList<Delegation> m_ahead; ///< the next one last
    QSet<QString> m_visited;
    std::optional<Target> m_found;
    QString m_foundIn;
};

} // namespace Hall
