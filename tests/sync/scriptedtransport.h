#pragma once

#include "repositorybuilder.h"
#include "sync/transport.h"

#include <QStringList>
#include <functional>
#include <optional>

namespace Hall::Test {

/// A server in memory that keeps to its script; whatever is not served is answered 404 and noted.
class ScriptedTransport : public Transport {
public:
    explicit ScriptedTransport(const Files &served)
        : m_served(served)
    {
    }

    Synced<Done> fetch(const QList<Transfer *> &transfers, int atOnce) override;

    /// Every path asked for since the last call.
    QStringList takeRequests();
    /// Requests nobody expected: for files that are not served, the next root apart.
    QStringList unexpected;

    /// Fails the request of this path instead of answering.
    QMap<QString, SyncFailure> failures;
    /// After so many bytes of bodies the line is cut.
    std::optional<qint64> cutAfter;
    /// Called before each answer.
    std::function<void(const QString &path)> before;
    int mostAtOnce = 0;

private:
    Synced<Done> answer(Transfer &transfer);
    Synced<Done> send(Transfer &transfer, const QByteArray &body);

    const Files &m_served;
    QStringList m_requests;
};

} // namespace Hall::Test
