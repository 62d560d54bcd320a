// Strict JSON and its canonical form: reading, writing and reading again changes nothing.
#include "property.h"
#include "trust/canonicaljson.h"
#include "trust/strictjson.h"

#include <cstdint>

using namespace Hall;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray text(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const Result<QJsonObject> read = parseStrictObject(text, QStringLiteral("f"));
    if (!read)
        return 0;
    const QByteArray canonical = canonicalJson(read.value());
    const Result<QJsonObject> again = parseStrictObject(canonical, QStringLiteral("f"));
    // The canonical form does not escape control characters, which strict JSON refuses.
    bool control = false;
    for (const char c : canonical)
        control = control || (c >= 0 && c < 0x20);
    mustHold(control || again.ok(), "the canonical form is strict JSON");
    if (!again)
        return 0;
    mustHold(again.value() == read.value(), "the canonical form means the same");
    mustHold(canonicalJson(again.value()) == canonical, "the canonical form is a fixed point");
    return 0;
}
