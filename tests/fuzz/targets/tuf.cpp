// Metadata files of all roles, delegations with them: what is read can be written and read again,
// and the search through delegations ends.
#include "property.h"
#include "trust/envelope.h"
#include "trust/metadata.h"
#include "trust/targetsearch.h"

#include <cstdint>

using namespace Hall;

namespace {

constexpr qsizetype mostDelegated = 32;

template <typename RoleFile> void survives(const QJsonObject &body)
{
    const Result<RoleFile> read = RoleFile::fromJson(body);
    if (!read)
        return;
    const QJsonObject written = read.value().toJson();
    const Result<RoleFile> again = RoleFile::fromJson(written);
    mustHold(again.ok(), "what was written can be read");
    mustHold(again.value().toJson() == written, "writing is a fixed point");
}

void search(const QJsonObject &body)
{
    const Result<Targets> read = Targets::fromJson(body);
    if (!read)
        return;
    for (const QString &path : { QStringLiteral("a"), QStringLiteral("overlay-x.manifest.zst"),
             QStringLiteral("releases/x/y.zip") }) {
        TargetSearch finder(path);
        finder.visit(QStringLiteral("targets"), read.value());
        qsizetype steps = 0;
        // Every role says the same: circles without end.
        while (const std::optional<Delegation> next = finder.next()) {
            mustHold(++steps <= mostDelegated, "the search ends after 32 roles");
            finder.visit(next->role.name, read.value());
        }
    }
}

void check(const Envelope &envelope)
{
    const Result<Root> root = Root::fromJson(envelope.body);
    if (!root)
        return;
    for (const RoleKeys &role : root.value().roles) {
        const Trusted<Done> signatures
            = checkSignatures(envelope, root.value().keys, role, QStringLiteral("f"));
        mustHold(!signatures || envelope.signatures.size() >= role.threshold,
            "no threshold is reached with fewer signatures");
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray file(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const Result<Envelope> envelope = parseEnvelope(file, QStringLiteral("f"));
    if (!envelope)
        return 0;
    const QJsonObject &body = envelope.value().body;
    survives<Root>(body);
    survives<Timestamp>(body);
    survives<Snapshot>(body);
    survives<Targets>(body);
    search(body);
    check(envelope.value());
    return 0;
}
